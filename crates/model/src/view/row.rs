//! What one batch task shows in its row of the table, or on its card where the table is narrow.

use super::name::NameView;
use super::status_look::{look, standing_word};
use super::task_type::type_name;
use crate::arrangement::PlacedTask;
use crate::format::{NOTHING, grouped};
use crate::locale::Locale;
use crate::location::Location;
use crate::progress::Extent;
use crate::task::{BatchTask, Standing};
use crate::tr;

mod times;

use times::began;
pub(super) use times::day_of;
pub use times::{
    BeganView, Ends, Estimate, LENGTH_MAX, Slow, average_end, duration, elapsed, ended, length,
};

/// The cells of a row, except those that follow the clock: its [`duration`] and its [`ends`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowView {
    /// Whether nothing about it needs a look: it is fully done, or left this page.
    pub is_calm: bool,
    /// The name, or `--`.
    pub name: NameView,
    /// Which fields could not be read.
    pub flaws: Option<String>,
    /// The view with the batch beside the list; none without an id.
    pub href: Option<String>,
    /// Whether people ask why it ended so.
    pub needs_reason: bool,
    /// The status.
    pub status: StatusView,
    /// The progress.
    pub progress: ProgressView,
    /// When the task began.
    pub began: BeganView,
    /// The task type.
    pub task_type: TypeView,
    /// The batch id; empty where the reply has none.
    pub batch_id: String,
}

/// What of a row may change while its task does not: by the clock, by forecasts, by what is open beside the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowState {
    /// The time elapsed, or that it took.
    pub duration: String,
    /// How long its bar is, from 0 to [`LENGTH_MAX`] CSS pixels for the longest of the page; 0 where it is unknown.
    pub length: u8,
    /// When it ended, or is expected to.
    pub ends: Ends,
    /// How slow it is.
    pub slow: Slow,
    /// Whether the batch is open beside the list.
    pub is_open: bool,
}

/// A status in its badge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusView {
    /// The tone.
    pub tone: &'static str,
    /// The icon.
    pub icon: &'static str,
    /// The status, for people.
    pub word: String,
}

/// A progress bar with its counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgressView {
    /// The tone of the bar.
    pub tone: &'static str,
    /// The percent done, without its sign, where it is known.
    pub value: Option<String>,
    /// `4 / 8, 50%`, for screen readers.
    pub spoken: String,
    /// How much is filled, as CSS has it: `50.0%`.
    pub done: String,
    /// `4 / 8`.
    pub counts: String,
    /// `50%` while it runs, and `−3` where it ended with a rest.
    pub aside: String,
    /// `3 not done`, for screen readers.
    pub rest: Option<String>,
    /// Whether the counts do not fit each other.
    pub is_odd: bool,
}

/// A task type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeView {
    /// Its display name, or as it came.
    pub text: String,
    /// As it came.
    pub raw: String,
    /// Whether it has no display name.
    pub is_raw: bool,
}

/// The cells of a row of `list`.
pub fn row_view(placed: &PlacedTask, list: &Location, locale: &Locale) -> RowView {
    let task = &*placed.task;
    let standing = task.standing();
    RowView {
        is_calm: placed.is_gone || matches!(standing, Standing::Completed | Standing::Unknown),
        name: NameView::of(&task.task_name),
        flaws: (!task.flaws.is_empty())
            .then(|| tr!(locale, "Not readable: {fields}", fields = task.flaws.join(", "))),
        href: open(task, list),
        needs_reason: matches!(standing, Standing::Failed | Standing::CompletedWithRest { .. }),
        status: status(placed, locale),
        progress: progress(task, locale),
        began: began(locale, task),
        task_type: task_type(locale, &task.task_type),
        batch_id: task.batch_id.clone(),
    }
}

/// What is not on the page any more has no status that is known, unless another reply says that it ended.
fn status(placed: &PlacedTask, locale: &Locale) -> StatusView {
    let standing = placed.task.standing();
    let (mut tone, mut icon) = look(standing);
    let word = match standing {
        _ if placed.is_gone && !placed.has_ended_since => {
            (tone, icon) = ("mute", "i-out");
            tr!(locale, "Left this page")
        }
        Standing::Completed if placed.is_gone => tr!(locale, "Now completed"),
        Standing::Failed if placed.is_gone => tr!(locale, "Now failed"),
        _ => standing_word(locale, &placed.task),
    };
    StatusView { tone, icon, word: word.to_owned() }
}

/// The link that opens a task beside its list; none for one without an id.
pub fn open(task: &BatchTask, list: &Location) -> Option<String> {
    let there = list.with_batch(Some(&task.batch_id));
    there.batch.is_some().then(|| there.href())
}

/// What is not done is never called failed: the list has no failed count.
fn progress(task: &BatchTask, locale: &Locale) -> ProgressView {
    let (extent, standing) = (task.progress.extent(), task.standing());
    let counts = task.progress.label();
    let tone = bar_tone(standing, extent);
    let value =
        extent.percent().filter(|_| tone != INDETERMINATE).map(|percent| percent.to_string());
    let percent = value.as_ref().map(|value| value.clone() + "%").unwrap_or_default();
    let filled = extent.filled_permille();
    let missing = missing(standing, extent).map(grouped);
    let aside = match &missing {
        Some(missing) => format!("−{missing}"),
        None if standing == Standing::Running => percent.clone(),
        None => String::new(),
    };
    ProgressView {
        tone,
        spoken: if percent.is_empty() { counts.clone() } else { format!("{counts}, {percent}") },
        value,
        done: format!("{}.{}%", filled / 10, filled % 10),
        counts,
        aside,
        rest: missing.map(|count| tr!(locale, "{count} not done", count = count)),
        is_odd: extent == Extent::Inconsistent,
    }
}

/// How many sub-tasks of a batch that ended are not done.
fn missing(standing: Standing, extent: Extent) -> Option<u64> {
    let has_ended = matches!(standing, Standing::Failed | Standing::CompletedWithRest { .. });
    match extent {
        Extent::Part { success, total } if has_ended && success < total => Some(total - success),
        _ => None,
    }
}

/// The look of a bar without a known end.
pub const INDETERMINATE: &str = "indeterminate";

/// The look of the bar: mostly the tone of the status, but a bar without a known end is
/// indeterminate and one whose counts do not fit says nothing.
pub fn bar_tone(standing: Standing, extent: Extent) -> &'static str {
    match (standing, extent) {
        (_, Extent::Inconsistent) => "mute",
        (Standing::Dispatching, _) | (Standing::Running, Extent::Empty) => INDETERMINATE,
        (_, Extent::Unknown | Extent::Empty) => "none",
        _ => look(standing).0,
    }
}

fn task_type(locale: &Locale, raw: &str) -> TypeView {
    let name = type_name(locale, raw);
    let text = name.unwrap_or(if raw.is_empty() { NOTHING } else { raw });
    TypeView {
        text: text.to_owned(),
        raw: raw.to_owned(),
        is_raw: name.is_none() && !raw.is_empty(),
    }
}

#[cfg(test)]
mod tests;
