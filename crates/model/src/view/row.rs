//! What one batch task shows in its row of the table, or on its card where the table is narrow.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::status_look::{look, reported_word, rest};
use super::task_type::type_name;
use crate::arrangement::{PlacedTask, ordinals};
use crate::format::{self, NOTHING};
use crate::locale::Locale;
use crate::location::Location;
use crate::progress::Extent;
use crate::task::{BatchTask, Duration, Standing};
use crate::time::Timestamp;
use crate::tr;

/// The cells of a row, except those that follow the clock: its [`duration`] and its [`ends`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowView {
    /// Whether the task is no longer on this page.
    pub is_gone: bool,
    /// The name, or `--`.
    pub name: String,
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
    /// When it ended, or is expected to.
    pub ends: Ends,
    /// Whether the batch is open beside the list.
    pub is_open: bool,
}

/// A row: its task, and what it shows of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Tells it from all others.
    pub key: RowKey,
    /// Its task.
    pub placed: PlacedTask,
    /// What it shows.
    pub view: RowView,
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
    /// `3 not successful`.
    pub rest: String,
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
    /// `50%`.
    pub percent: String,
    /// Whether the counts do not fit each other.
    pub is_odd: bool,
}

/// When a task began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BeganView {
    /// The day, or `--`: quiet.
    pub day: String,
    /// The time to the minute, or what came.
    pub time: String,
    /// `:31`, which a card leaves out.
    pub seconds: String,
    /// All of it, and what came.
    pub title: String,
    /// Whether that was today, which a card leaves out.
    pub is_today: bool,
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

/// When a task ends or ended, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ends {
    /// The day, or `--`: quiet.
    pub day: String,
    /// The time.
    pub time: String,
    /// How long that is from now.
    pub left: String,
    /// All of it, and what came.
    pub title: String,
    /// Whether nothing has moved for long.
    pub is_stalled: bool,
}

/// The cells of a row of `list` at the instant `now`.
pub fn row_view(
    placed: &PlacedTask,
    list: &Location,
    locale: &Locale,
    now: DateTime<Utc>,
) -> RowView {
    let task = &*placed.task;
    let (tone, icon) = look(task.standing());
    RowView {
        is_gone: placed.is_gone,
        name: if task.task_name.is_empty() { NOTHING.to_owned() } else { task.task_name.clone() },
        flaws: (!task.flaws.is_empty())
            .then(|| tr!(locale, "Not readable: {fields}", fields = task.flaws.join(", "))),
        href: open(task, list),
        needs_reason: matches!(
            task.standing(),
            Standing::Failed | Standing::CompletedWithRest { .. }
        ),
        status: StatusView {
            tone,
            icon,
            word: reported_word(locale, &task.status).to_owned(),
            rest: rest(locale, task),
        },
        progress: progress(task),
        began: began(locale, task, now),
        task_type: task_type(locale, &task.task_type),
        batch_id: task.batch_id.clone(),
    }
}

/// The cells of a row by their places from 0, as `src/list/table/row.rs` renders them.
const TASK: u32 = 0;
const STATUS: u32 = 1;
const PROGRESS: u32 = 2;
const BEGAN: u32 = 3;
const DURATION: u32 = 4;
const ENDS: u32 = 5;
const TYPE: u32 = 6;
const BATCH_ID: u32 = 7;

impl RowView {
    /// The cells that show something else than `before`.
    fn changed_cells(&self, before: &Self) -> impl Iterator<Item = u32> + use<> {
        let name = |row: &Self| (row.name.clone(), row.flaws.clone());
        [
            (TASK, name(self) != name(before)),
            (STATUS, self.status != before.status),
            (PROGRESS, self.progress != before.progress),
            (BEGAN, self.began != before.began),
            (TYPE, self.task_type != before.task_type),
            (BATCH_ID, self.batch_id != before.batch_id),
        ]
        .into_iter()
        .filter_map(|(column, is_changed)| is_changed.then_some(column))
    }
}

/// What tells one row from all others: a batch keeps its row as long as it is listed. Several rows of one id, or without
/// one, are told apart by their order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowKey {
    /// The endpoint's id.
    pub endpoint: Arc<str>,
    /// The batch id.
    pub batch_id: String,
    /// How many rows before it have the same batch id.
    pub ordinal: usize,
}

/// The rows of a page from top to bottom.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows(Vec<Arc<Row>>);

impl Rows {
    /// The rows of a page of `list` at an endpoint.
    pub fn new(
        endpoint: &str,
        placed: &[PlacedTask],
        list: &Location,
        locale: &Locale,
        now: DateTime<Utc>,
    ) -> Self {
        let endpoint: Arc<str> = endpoint.into();
        let ids: Vec<_> = placed.iter().map(|placed| &*placed.task.batch_id).collect();
        let row = |(placed, ordinal): (&PlacedTask, usize)| {
            let batch_id = placed.task.batch_id.clone();
            let key = RowKey { endpoint: Arc::clone(&endpoint), batch_id, ordinal };
            let view = row_view(placed, list, locale, now);
            Arc::new(Row { key, placed: placed.clone(), view })
        };
        Self(placed.iter().zip(ordinals(&ids)).map(row).collect())
    }

    /// From top to bottom.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Row>> {
        self.0.iter()
    }

    /// The row at a place, counted from 0.
    pub fn at(&self, place: usize) -> Option<&Arc<Row>> {
        self.0.get(place)
    }

    /// The place of a key. It is looked for around `near`, where it was: rows move little from one answer to the next, and
    /// a map of ten thousand keys would cost more in each of them.
    pub fn place_of(&self, key: &RowKey, near: usize) -> Option<usize> {
        let is_at = |place: &usize| self.at(*place).is_some_and(|row| row.key == *key);
        let near = near.min(self.0.len());
        let around = |distance| [near.checked_add(distance), near.checked_sub(distance)];
        (0..=self.0.len()).flat_map(around).flatten().find(is_at)
    }
}

/// Which cells of which rows show something else than before, by their columns: only of rows that were there. A duration
/// and an end are news once they are no longer guessed.
pub fn changed_cells(before: &Rows, after: &Rows, locale: &Locale) -> Vec<(u32, Vec<u32>)> {
    let runs = |row: &Row| matches!(row.placed.task.duration(locale), Duration::Since(_));
    let mut changed = Vec::new();
    for (index, row) in after.iter().enumerate() {
        let old = before.place_of(&row.key, index).and_then(|place| before.at(place));
        let Some(old) = old else { continue };
        let mut cells: Vec<_> = row.view.changed_cells(&old.view).collect();
        if runs(old) && !runs(row) {
            cells.extend([DURATION, ENDS]);
        }
        if !cells.is_empty() {
            changed.push((index as u32, cells));
        }
    }
    changed
}

/// The link that opens a task beside its list; none for one without an id.
pub fn open(task: &BatchTask, list: &Location) -> Option<String> {
    let there = list.with_batch(Some(&task.batch_id));
    there.batch.is_some().then(|| there.href())
}

/// The time that the task took, or has been running.
pub fn duration(locale: &Locale, task: &BatchTask, now: DateTime<Utc>) -> String {
    match task.duration(locale) {
        Duration::Took(length) => format::duration(locale, length),
        Duration::Since(begin) => format::duration(locale, now - begin),
        Duration::Unknown => NOTHING.to_owned(),
        Duration::Negative => tr!(locale, "ends before it begins").to_owned(),
    }
}

/// When the task ended, as far as its row says it. Where that was on the day on which it began, the day is not said again.
pub fn ended(locale: &Locale, task: &BatchTask, now: DateTime<Utc>) -> Ends {
    let mut ends = time_words(locale, task.ended(), now);
    let day = day_of(locale, task.ended());
    if day.is_some() && day == day_of(locale, &task.begin) {
        ends.day.clear();
    }
    ends
}

/// On a card only what is not of today tells its day, and nothing its seconds.
fn began(locale: &Locale, task: &BatchTask, now: DateTime<Utc>) -> BeganView {
    let Ends { day, mut time, title, .. } = time_words(locale, &task.begin, now);
    let date = day_of(locale, &task.begin);
    let seconds = if date.is_some() { time.split_off("14:53".len()) } else { String::new() };
    BeganView { day, time, seconds, title, is_today: date == Some(locale.zone.day(now)) }
}

/// The day of a time that could be read.
fn day_of(locale: &Locale, time: &Timestamp) -> Option<i64> {
    time.instant(locale).map(|instant| locale.zone.day(instant))
}

/// What is not done is never called failed: the list has no failed count.
fn progress(task: &BatchTask) -> ProgressView {
    let extent = task.progress.extent();
    let counts = task.progress.label();
    let tone = bar_tone(task.standing(), extent);
    let value =
        extent.percent().filter(|_| tone != INDETERMINATE).map(|percent| percent.to_string());
    let percent = value.as_ref().map(|value| value.clone() + "%").unwrap_or_default();
    let filled = extent.filled_permille();
    ProgressView {
        tone,
        spoken: if percent.is_empty() { counts.clone() } else { format!("{counts}, {percent}") },
        value,
        done: format!("{}.{}%", filled / 10, filled % 10),
        counts,
        percent,
        is_odd: extent == Extent::Inconsistent,
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

fn time_words(locale: &Locale, time: &Timestamp, now: DateTime<Utc>) -> Ends {
    let (day, time, title) = match (time, time.instant(locale)) {
        (_, Some(instant)) => {
            let zone = &locale.zone;
            let shown = zone.clock_time(instant, now);
            let title = tr!(
                locale,
                "{time}; {received}",
                time = zone.full(instant),
                received = time.as_received(locale)
            );
            (shown.day + " ", shown.time, title)
        }
        (Timestamp::Unreadable(received), None) => {
            (String::new(), received.clone(), received.clone())
        }
        (_, None) => (NOTHING.to_owned(), String::new(), String::new()),
    };
    Ends { day, time, title, ..Ends::default() }
}

#[cfg(test)]
mod tests;
