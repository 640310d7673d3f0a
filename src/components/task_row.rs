//! What one batch task shows in its row of the table, or on its card where the table is narrow.

use chrono::{DateTime, Utc};
use model::arrangement::PlacedTask;
use model::format::{self, NOTHING};
use model::locale::Locale;
use model::location::Location;
use model::progress::Extent;
use model::task::{BatchTask, Duration, Standing};
use model::time::Timestamp;
use model::tr;

use super::fill::{Fill, Part, present};
use super::status_look::{look, reported_word, rest};
use super::task_type::type_name;

/// The markup of a row, whose places [`fills`] names.
pub const MARKUP: &str = include_str!("task_row.html");

/// When a task that runs is expected to end, in words, at an instant.
pub type Forecast = dyn Fn(&Locale, &BatchTask, DateTime<Utc>) -> Option<Ends>;

/// What a row's values depend on besides its task.
pub struct RowContext<'a> {
    /// For texts and times.
    pub locale: &'a Locale,
    /// The list that the row is on: its link opens the batch beside it.
    pub list: &'a Location,
    /// For times elapsed.
    pub now: DateTime<Utc>,
    /// When a task that runs is expected to end, in words; nothing where nothing can be said.
    pub forecast: &'a Forecast,
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
    let RowContext { locale, now, .. } = *context;
    let task = &*placed.task;
    let mut fills = Vec::with_capacity(42);
    fills.extend([
        ("", Part::Attribute("data-gone"), present(placed.is_gone)),
        duration(locale, task, now),
    ]);
    fills.extend(name(locale, task));
    let href = open(task, context.list);
    let needs_reason =
        matches!(task.standing(), Standing::Failed | Standing::CompletedWithRest { .. });
    fills.extend([
        (".name", Part::Attribute("href"), href.clone()),
        (".why", Part::Attribute("href"), if needs_reason { href } else { String::new() }),
    ]);
    fills.extend(status(locale, task));
    fills.extend(progress(task));
    fills.extend(began(locale, task, now));
    fills.extend(ends(task, context));
    fills.extend(identity(locale, task));
    fills
}

/// The link that opens a task beside its list; empty for one without an id.
pub fn open(task: &BatchTask, list: &Location) -> String {
    let there = list.with_batch(Some(&task.batch_id));
    if there.batch.is_some() { there.href() } else { String::new() }
}

/// The time that the task took, or has been running.
pub fn duration(locale: &Locale, task: &BatchTask, now: DateTime<Utc>) -> Fill {
    (".cell-duration", Part::Text, duration_words(locale, task.duration(locale), now))
}

/// When the task ended, or is expected to. This and [`duration`] are all that changes with the clock.
pub fn ends(task: &BatchTask, context: &RowContext) -> [Fill; 5] {
    let ends = (context.forecast)(context.locale, task, context.now)
        .unwrap_or_else(|| ended(task, context));
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
fn began(locale: &Locale, task: &BatchTask, now: DateTime<Utc>) -> [Fill; 5] {
    let Ends { day, mut time, title, .. } = time_words(locale, &task.begin, now);
    let date = day_of(locale, &task.begin);
    let seconds = if date.is_some() { time.split_off("14:53".len()) } else { String::new() };
    [
        (".cell-began", Part::Attribute("title"), title),
        (".cell-began", Part::Attribute("data-today"), present(date == Some(locale.zone.day(now)))),
        (".cell-began .quiet", Part::Text, day),
        (".cell-began .time", Part::Text, time),
        (".seconds", Part::Text, seconds),
    ]
}

/// Where a task ended on the day on which it began, the day is not said again.
fn ended(task: &BatchTask, context: &RowContext) -> Ends {
    let RowContext { locale, now, .. } = *context;
    let mut ends = time_words(locale, task.ended(), now);
    let day = day_of(locale, task.ended());
    if day.is_some() && day == day_of(locale, &task.begin) {
        ends.day.clear();
    }
    ends
}

/// The day of a time that could be read.
fn day_of(locale: &Locale, time: &Timestamp) -> Option<i64> {
    time.instant(locale).map(|instant| locale.zone.day(instant))
}

fn name(locale: &Locale, task: &BatchTask) -> [Fill; 6] {
    let name = if task.task_name.is_empty() { NOTHING } else { &task.task_name };
    let flaws = match task.flaws.as_slice() {
        [] => String::new(),
        flaws => tr!(locale, "Not readable: {fields}", fields = flaws.join(", ")),
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

fn status(locale: &Locale, task: &BatchTask) -> [Fill; 4] {
    let (tone, icon) = look(task.standing());
    [
        (".cell-status .badge", Part::Attribute("data-tone"), tone.to_owned()),
        (".cell-status use", Part::Attribute("href"), format!("#{icon}")),
        (".badge-word", Part::Text, reported_word(locale, &task.status).to_owned()),
        (".rest", Part::Text, rest(locale, task)),
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
fn identity(locale: &Locale, task: &BatchTask) -> [Fill; 5] {
    let raw = &task.task_type;
    let (class, shown) = match type_name(locale, raw) {
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

fn duration_words(locale: &Locale, duration: Duration, now: DateTime<Utc>) -> String {
    match duration {
        Duration::Took(length) => format::duration(locale, length),
        Duration::Since(begin) => format::duration(locale, now - begin),
        Duration::Unknown => NOTHING.to_owned(),
        Duration::Negative => tr!(locale, "ends before it begins").to_owned(),
    }
}

#[cfg(test)]
mod tests;
