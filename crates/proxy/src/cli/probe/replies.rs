//! What the probe reads in replies. Values stay here: only counts, documented words and forms of texts are reported.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;
use model::time::Timestamp;
use serde_json::Value;

use super::wire::Observed;

/// A row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) id: String,
    pub(super) status: String,
    pub(super) kind: String,
    pub(super) begin: String,
    /// The row as it came.
    pub(super) whole: Value,
}

/// The rows of a list.
pub(super) fn rows(reply: &Observed) -> Vec<Row> {
    let list = reply.body.get("TaskList").and_then(Value::as_array);
    let text = |row: &Value, field| {
        row.get(field).and_then(Value::as_str).unwrap_or_default().trim().to_owned()
    };
    let row = |row: &Value| Row {
        id: text(row, "BatchId"),
        status: text(row, "Status"),
        kind: text(row, "TaskType"),
        begin: text(row, "TaskBegin"),
        whole: row.clone(),
    };
    list.into_iter().flatten().map(row).collect()
}

/// A number, which gateways may send as a text.
pub(super) fn number(value: &Value, field: &str) -> Option<u64> {
    let value = value.get(field)?;
    value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())
}

impl Row {
    /// Whether nothing of it may change any more.
    pub(super) fn has_ended(&self) -> bool {
        matches!(self.status.as_str(), "COMPLETED" | "FAILED")
    }

    /// When it began, by whichever clock the list goes.
    pub(super) fn began(&self) -> Option<NaiveDateTime> {
        local(&self.begin)
    }
}

/// What clocks show at a time of a reply, whatever zone it is in.
pub(super) fn local(text: &str) -> Option<NaiveDateTime> {
    match Timestamp::read(text) {
        Timestamp::Zoned { instant, .. } => Some(instant.naive_utc()),
        Timestamp::Zoneless { local, .. } => Some(local),
        Timestamp::Absent | Timestamp::Unreadable(_) => None,
    }
}

/// The form of a time, `9999-99-99 99:99:99`. What is not a time is not shown.
pub(super) fn form(text: &str) -> String {
    match local(text) {
        None if text.is_empty() => "(empty)".to_owned(),
        None => "(not a time)".to_owned(),
        Some(_) => {
            text.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).take(40).collect()
        }
    }
}

/// Words that are not in `known`, as the service has them: they are its own vocabulary, not the account's.
pub(super) fn unknown<'a>(
    words: impl IntoIterator<Item = &'a str>,
    known: &[&str],
) -> BTreeSet<String> {
    let is_unknown = |word: &&str| !word.is_empty() && !known.contains(word);
    let shown = |word: &str| word.chars().take(40).flat_map(char::escape_debug).collect();
    words.into_iter().filter(is_unknown).map(shown).collect()
}

/// Whether times never rise along the rows.
pub(super) fn is_newest_first(rows: &[Row]) -> bool {
    let times: Vec<_> = rows.iter().filter_map(Row::began).collect();
    times.is_sorted_by(|before, after| before >= after)
}

/// By how many rows `later` is shifted against `earlier`, if that is all that differs in the ids.
pub(super) fn shift(earlier: &[Row], later: &[Row]) -> Option<usize> {
    (0..=earlier.len().min(10)).find(|by| {
        let moved = later.iter().skip(*by);
        moved.zip(earlier).all(|(moved, row)| moved.id == row.id)
    })
}
