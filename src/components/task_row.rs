//! What one batch task shows in its row of the table, or on its card where the table is narrow.

use chrono::{DateTime, Utc};
use model::arrangement::PlacedTask;
use model::format::{self, NOTHING};
use model::location::Location;
use model::progress::Extent;
use model::task::{BatchTask, Duration, Standing};
use model::time::Timestamp;
use model::tr;
use model::zone::Zone;

use super::fill::{Fill, Part, present};
use super::status_look::{look, reported_word, rest};
use super::task_type::type_name;

/// The markup of a row, whose places [`fills`] names.
pub const MARKUP: &str = include_str!("task_row.html");

/// What a row's values depend on besides its task.
pub struct RowContext<'a> {
    /// The list that the row is on: its link opens the batch beside it.
    pub list: &'a Location,
    /// For times.
    pub zone: Zone,
    /// For times elapsed.
    pub now: DateTime<Utc>,
    /// When a task that runs is expected to end, in words; nothing where nothing can be said.
    pub forecast: &'a dyn Fn(&BatchTask, DateTime<Utc>) -> Option<Ends>,
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

/// The values of a row.
pub fn fills(placed: &PlacedTask, context: &RowContext) -> Vec<Fill> {
    let RowContext { zone, now, .. } = *context;
    let task = &*placed.task;
    let mut fills = Vec::with_capacity(42);
    fills
        .extend([("", Part::Attribute("data-gone"), present(placed.is_gone)), duration(task, now)]);
    fills.extend(name(task));
    let href = open(task, context.list);
    let needs_reason =
        matches!(task.standing(), Standing::Failed | Standing::CompletedWithRest { .. });
    fills.extend([
        (".name", Part::Attribute("href"), href.clone()),
        (".why", Part::Attribute("href"), if needs_reason { href } else { String::new() }),
    ]);
    fills.extend(status(task));
    fills.extend(progress(task));
    fills.extend(began(task, zone, now));
    fills.extend(ends(task, context));
    fills.extend(identity(task));
    fills
}

/// The link that opens a task beside its list; empty for one without an id.
pub fn open(task: &BatchTask, list: &Location) -> String {
    let there = list.with_batch(Some(&task.batch_id));
    if there.batch.is_some() { there.href() } else { String::new() }
}

/// The time that the task took, or has been running.
pub fn duration(task: &BatchTask, now: DateTime<Utc>) -> Fill {
    (".cell-duration", Part::Text, duration_words(task.duration(), now))
}

/// When the task ended, or is expected to. This and [`duration`] are all that changes with the clock.
pub fn ends(task: &BatchTask, context: &RowContext) -> [Fill; 5] {
    let ends = (context.forecast)(task, context.now).unwrap_or_else(|| ended(task, context));
    let tone = if ends.is_stalled { "warn" } else { "" };
    [
        (".cell-ends", Part::Attribute("title"), ends.title),
        (".cell-ends", Part::Attribute("data-tone"), tone.to_owned()),
        (".cell-ends .quiet", Part::Text, ends.day),
        (".cell-ends .time", Part::Text, ends.time),
        (".left", Part::Text, ends.left),
    ]
}

/// On a card only what is not of today tells its day, and nothing its seconds.
fn began(task: &BatchTask, zone: Zone, now: DateTime<Utc>) -> [Fill; 5] {
    let Ends { day, mut time, title, .. } = time_words(&task.begin, zone, now);
    let date = day_of(&task.begin, zone);
    let seconds = if date.is_some() { time.split_off("14:53".len()) } else { String::new() };
    [
        (".cell-began", Part::Attribute("title"), title),
        (".cell-began", Part::Attribute("data-today"), present(date == Some(zone.day(now)))),
        (".cell-began .quiet", Part::Text, day),
        (".cell-began .time", Part::Text, time),
        (".seconds", Part::Text, seconds),
    ]
}

/// Where a task ended on the day on which it began, the day is not said again.
fn ended(task: &BatchTask, context: &RowContext) -> Ends {
    let RowContext { zone, now, .. } = *context;
    let mut ends = time_words(task.ended(), zone, now);
    let day = day_of(task.ended(), zone);
    if day.is_some() && day == day_of(&task.begin, zone) {
        ends.day.clear();
    }
    ends
}

/// The day of a time that could be read.
fn day_of(time: &Timestamp, zone: Zone) -> Option<i64> {
    match time {
        Timestamp::Read { instant, .. } => Some(zone.day(*instant)),
        Timestamp::Absent | Timestamp::Unreadable(_) => None,
    }
}

fn name(task: &BatchTask) -> [Fill; 6] {
    let name = if task.task_name.is_empty() { NOTHING } else { &task.task_name };
    let flaws = match task.flaws.as_slice() {
        [] => String::new(),
        flaws => tr!("Not readable: {fields}", fields = flaws.join(", ")),
    };
    [
        (".name", Part::Text, name.to_owned()),
        (".name", Part::Attribute("title"), name.to_owned()),
        (".flaws", Part::Attribute("data-shown"), present(!flaws.is_empty())),
        (".flaws use", Part::Attribute("href"), warning_unless(flaws.is_empty())),
        (".flaws", Part::Attribute("title"), flaws.clone()),
        (".flaws .unseen", Part::Text, flaws),
    ]
}

fn status(task: &BatchTask) -> [Fill; 4] {
    let (tone, icon) = look(task.standing());
    [
        (".cell-status .badge", Part::Attribute("data-tone"), tone.to_owned()),
        (".cell-status use", Part::Attribute("href"), format!("#{icon}")),
        (".badge-word", Part::Text, reported_word(&task.status).to_owned()),
        (".rest", Part::Text, rest(task)),
    ]
}

/// What is not done is never called failed: the list has no failed count.
fn progress(task: &BatchTask) -> [Fill; 8] {
    let extent = task.progress.extent();
    let label = task.progress.label();
    let tone = bar_tone(task.standing(), extent);
    let percent = extent.percent().filter(|_| tone != INDETERMINATE);
    let number = percent.map(|percent| percent.to_string()).unwrap_or_default();
    let percent = if number.is_empty() { String::new() } else { number.clone() + "%" };
    let spoken = if percent.is_empty() { label.clone() } else { format!("{label}, {percent}") };
    let filled = extent.filled_permille();
    [
        (".bar", Part::Attribute("data-tone"), tone.to_owned()),
        (".bar", Part::Attribute("aria-valuenow"), number),
        (".bar", Part::Attribute("aria-valuetext"), spoken),
        (".bar", Part::Style("--done"), format!("{}.{}%", filled / 10, filled % 10)),
        (".counts", Part::Text, label),
        (".percent", Part::Text, percent),
        (".odd", Part::Attribute("data-shown"), present(extent == Extent::Inconsistent)),
        (".odd use", Part::Attribute("href"), warning_unless(extent != Extent::Inconsistent)),
    ]
}

/// The icon of a mark, which only a mark that is seen has: each one is a tree of its own to the browser.
fn warning_unless(is_well: bool) -> String {
    if is_well { String::new() } else { "#i-warn".to_owned() }
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

/// The type by its name, or as it came; the id, which there may be none of to copy.
fn identity(task: &BatchTask) -> [Fill; 5] {
    let raw = &task.task_type;
    let (class, shown) = match type_name(raw) {
        Some(name) => ("cell-type", name),
        None if raw.is_empty() => ("cell-type", NOTHING),
        None => ("cell-type raw", raw.as_str()),
    };
    let id = if task.batch_id.is_empty() { NOTHING } else { &task.batch_id };
    [
        (".cell-type", Part::Attribute("class"), class.to_owned()),
        (".cell-type", Part::Attribute("title"), raw.clone()),
        (".cell-type", Part::Text, shown.to_owned()),
        (".id", Part::Text, id.to_owned()),
        (".copy", Part::Attribute("disabled"), present(task.batch_id.is_empty())),
    ]
}

fn time_words(time: &Timestamp, zone: Zone, now: DateTime<Utc>) -> Ends {
    let (day, time, title) = match time {
        Timestamp::Absent => (NOTHING.to_owned(), String::new(), String::new()),
        Timestamp::Unreadable(received) => (String::new(), received.clone(), received.clone()),
        Timestamp::Read { instant, .. } => {
            let shown = zone.clock_time(*instant, now);
            let title = tr!(
                "{time}; {received}",
                time = zone.full(*instant),
                received = time.as_received()
            );
            (shown.day + " ", shown.time, title)
        }
    };
    Ends { day, time, title, ..Ends::default() }
}

fn duration_words(duration: Duration, now: DateTime<Utc>) -> String {
    match duration {
        Duration::Took(length) => format::duration(length),
        Duration::Since(begin) => format::duration(now - begin),
        Duration::Unknown => NOTHING.to_owned(),
        Duration::Negative => tr!("ends before it begins").to_owned(),
    }
}

#[cfg(test)]
mod tests;
