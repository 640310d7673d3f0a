//! Spoilt rows: of the list, of one batch's subtasks, and the one batch itself.

use serde_json::{Map, Value, json};

use super::list::rows_of;

/// What a fault of all fields leaves alone: by these a row is known, and they hold the other rows.
const KEPT: [&str; 4] = ["BatchId", "TaskId", "RequestId", "SubTasks"];

const MARKUP: &str =
    "<img src=x onerror=alert(1)><script>alert(2)</script>\"'>&lt;b&gt;</td></table>";
const CONTROL: &str =
    "nul\0bell\u{7}back\u{8}escape\u{1b}[31mred\u{1b}[0m\r\nline\ttab\u{7f}\u{85}\u{2028}\u{2029}";
const BIDI: &str =
    "\u{202e}desrever\u{202c} \u{2067}isolated \u{200f}\u{feff}\u{200b} e\u{301}\u{301}\u{301}";
/// 1 MB of these.
const LONG: &str = "0123456789";

/// How a row is spoilt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowFault {
    /// The numbers are text: `"8"`.
    NumbersAsText,
    /// The texts are the number 7.
    TextAsNumbers,
    /// Each field is an object that holds it.
    FieldsAsObjects,
    /// The row is a list that holds it.
    RowAsList,
    /// The row is a text.
    RowAsText,
    /// The row is null.
    RowNull,
    /// The fields but the id are null.
    FieldsNull,
    /// The id is null.
    IdNull,
    /// There is no field but the id.
    FieldsAbsent,
    /// There is no id.
    IdAbsent,
    /// The name, of a subtask the error message, is HTML with scripts.
    Markup,
    /// It has control characters and line separators.
    ControlCharacters,
    /// It has characters that turn the direction of writing, and invisible ones.
    Bidi,
    /// It is 1 MB long; in the first such row only, or no proxy would take the page.
    Long,
    /// More successes than subtasks: 13 of 8.
    SuccessAboveTotal,
    /// 0 of 0.
    NothingOfNothing,
    /// -3 of -8.
    NegativeCounts,
    /// Numbers that a double does not hold: 9007199254740993 of 9007199254740995.
    CountsBeyondDouble,
    /// 2.25 of 8.5.
    Fractions,
    /// A `Status` that nobody knows.
    UnknownStatus,
    /// `" RUNNING "`.
    PaddedStatus,
    /// `running`.
    LowerCaseStatus,
    /// The empty `Status`.
    EmptyStatus,
    /// COMPLETED, with 5 of 8.
    CompletedWithRest,
    /// Times that are none.
    GarbageTimes,
    /// It ended ten minutes before it began.
    EndBeforeBegin,
    /// From the year 1 to the year 9999.
    FarTimes,
    /// Seconds since 1970, as a text and as a number.
    UnixTimes,
}

/// Spoils the rows in these ways in turn and then leaves one as it was, and so on. One batch takes
/// the first way that leaves it an object.
pub(super) fn spoil_in_turn(forms: &[RowFault], reply: &mut Value) {
    for (number, row) in rows_of(reply).iter_mut().enumerate() {
        let is_first_turn = number <= forms.len();
        match forms.get(number % (forms.len() + 1)) {
            Some(RowFault::Long) if !is_first_turn => {}
            Some(form) => form.spoil(row),
            None => {}
        }
    }
    if reply.get("BatchId").is_some()
        && let Some(form) = forms.iter().find(|form| form.leaves_an_object())
    {
        form.spoil(reply);
    }
}

impl RowFault {
    fn leaves_an_object(self) -> bool {
        !matches!(self, Self::RowAsList | Self::RowAsText | Self::RowNull)
    }

    fn spoil(self, row: &mut Value) {
        match self {
            Self::RowAsList => *row = json!([row.take()]),
            Self::RowAsText => *row = "a row".into(),
            Self::RowNull => *row = Value::Null,
            _ => {
                if let Some(fields) = row.as_object_mut() {
                    self.spoil_fields(fields);
                }
            }
        }
    }

    fn spoil_fields(self, row: &mut Map<String, Value>) {
        match self {
            Self::RowAsList | Self::RowAsText | Self::RowNull => {}
            Self::NumbersAsText => each(row, |field| match field {
                Value::Number(number) => number.to_string().into(),
                other => other,
            }),
            Self::TextAsNumbers => each(row, |field| match field {
                Value::String(_) => 7.into(),
                other => other,
            }),
            Self::FieldsAsObjects => each(row, |field| json!({ "value": field })),
            Self::FieldsNull => each(row, |_| Value::Null),
            Self::FieldsAbsent => row.retain(|name, _| KEPT.contains(&name.as_str())),
            Self::IdNull => put(row, [(id(row), Value::Null)]),
            Self::IdAbsent => drop(row.remove(id(row))),
            Self::Markup => name(row, MARKUP),
            Self::ControlCharacters => name(row, CONTROL),
            Self::Bidi => name(row, BIDI),
            Self::Long => name(row, &LONG.repeat(100_000)),
            _ => put(row, self.fields(is_subtask(row))),
        }
    }

    /// The values that a fault of single fields gives them. A subtask has no counts.
    fn fields(self, is_subtask: bool) -> Vec<(&'static str, Value)> {
        let counts = |success: Value, total: Value| {
            if is_subtask { vec![] } else { vec![("SuccessCount", success), ("TotalCount", total)] }
        };
        let times = |begin: Value, end: Value| vec![("TaskBegin", begin), ("TaskEnd", end)];
        let status = |text: &str| vec![("Status", text.into())];
        match self {
            Self::SuccessAboveTotal => counts(13.into(), 8.into()),
            Self::NothingOfNothing => counts(0.into(), 0.into()),
            Self::NegativeCounts => counts((-3).into(), (-8).into()),
            Self::CountsBeyondDouble => {
                counts(9_007_199_254_740_993_u64.into(), 9_007_199_254_740_995_u64.into())
            }
            Self::Fractions => counts(2.25.into(), 8.5.into()),
            Self::UnknownStatus => status("HALF_DONE"),
            Self::PaddedStatus => status(" RUNNING "),
            Self::LowerCaseStatus => status("running"),
            Self::EmptyStatus => status(""),
            Self::CompletedWithRest => [status("COMPLETED"), counts(5.into(), 8.into())].concat(),
            Self::GarbageTimes => times("yesterday".into(), "2026-13-45 99:99:99".into()),
            Self::EndBeforeBegin => {
                times("2026-04-06 20:51:44".into(), "2026-04-06 20:41:44".into())
            }
            Self::FarTimes => times("0001-01-01 00:00:00".into(), "9999-12-31 23:59:59".into()),
            Self::UnixTimes => times("1775508700".into(), 1_775_508_760.into()),
            _ => vec![],
        }
    }
}

fn is_subtask(row: &Map<String, Value>) -> bool {
    row.contains_key("TaskId")
}

fn id(row: &Map<String, Value>) -> &'static str {
    if is_subtask(row) { "TaskId" } else { "BatchId" }
}

fn name(row: &mut Map<String, Value>, text: &str) {
    let field = if is_subtask(row) { "ErrorMsg" } else { "TaskName" };
    put(row, [(field, text.into())]);
}

fn put(row: &mut Map<String, Value>, fields: impl IntoIterator<Item = (&'static str, Value)>) {
    row.extend(fields.into_iter().map(|(name, value)| (name.to_owned(), value)));
}

fn each(row: &mut Map<String, Value>, change: impl Fn(Value) -> Value) {
    for (_, field) in row.iter_mut().filter(|(name, _)| !KEPT.contains(&name.as_str())) {
        *field = change(field.take());
    }
}
