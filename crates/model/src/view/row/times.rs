//! The times of a row: when its task began and ends, and how long it takes.

use chrono::{DateTime, TimeDelta, Utc};

use crate::forecast::{self, wording};
use crate::format::{self, NOTHING};
use crate::locale::Locale;
use crate::task::{BatchTask, Duration};
use crate::time::Timestamp;
use crate::tr;

/// When a task began. Its day is in the divider above it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BeganView {
    /// The time to the minute, what came, or `--`.
    pub time: String,
    /// All of it, and what came.
    pub title: String,
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

/// How much longer a task runs than such tasks usually take; empty where that is not known, or is not much.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slow {
    /// `2.1×`.
    pub factor: String,
    /// `2.1 times slower than usual`, for screen readers.
    pub words: String,
}

/// What is expected of a task that runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Estimate {
    /// When it ends, where anything can be said.
    pub ends: Option<Ends>,
    /// How slow it is.
    pub slow: Slow,
}

/// How long the longest duration of a page is drawn, in CSS pixels.
pub const LENGTH_MAX: u8 = 48;
/// What is there is seen.
const LENGTH_MIN: i64 = 2;

/// A begin that is further ahead is of another zone or another clock; a little is the difference of two clocks.
const FUTURE: TimeDelta = TimeDelta::minutes(1);

/// The length of a duration's bar beside the `longest` of the page.
pub fn length(locale: &Locale, task: &BatchTask, longest: TimeDelta, now: DateTime<Utc>) -> u8 {
    let Some(elapsed) = elapsed(locale, task, now) else { return 0 };
    let (part, whole) = (elapsed.num_seconds().max(0), longest.num_seconds().max(1));
    let length = part.saturating_mul(LENGTH_MAX.into()) / whole;
    u8::try_from(length.max(LENGTH_MIN)).unwrap_or(LENGTH_MAX).min(LENGTH_MAX)
}

/// The time that the task took, or has been running, where that is known.
pub fn elapsed(locale: &Locale, task: &BatchTask, now: DateTime<Utc>) -> Option<TimeDelta> {
    match task.duration(locale) {
        Duration::Took(length) => Some(length),
        Duration::Since(begin) => Some(now - begin),
        Duration::Unknown | Duration::Negative => None,
    }
}

/// The time that the task took, or has been running, in words.
pub fn duration(locale: &Locale, task: &BatchTask, now: DateTime<Utc>) -> String {
    match task.duration(locale) {
        Duration::Took(length) => format::duration(locale, length),
        // Its times are in another zone than is assumed, or its clock is wrong.
        Duration::Since(begin) if begin - now > FUTURE => NOTHING.to_owned(),
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

/// When a running task ends if it goes on as it went on average: `~ 15:21 · average`.
pub fn average_end(locale: &Locale, task: &BatchTask, now: DateTime<Utc>) -> Option<Ends> {
    let at = forecast::average_end(locale, task, now)?;
    Some(Ends {
        day: format!("~ {}", wording::minute(at, &locale.zone, now)),
        left: tr!(locale, "average").to_owned(),
        title: tr!(locale, "By the average pace since it began").to_owned(),
        ..Ends::default()
    })
}

/// The day is in the divider above, so there is none here.
pub(super) fn began(locale: &Locale, task: &BatchTask) -> BeganView {
    let Ends { day, time, title, .. } = time_words(locale, &task.begin, DateTime::default());
    BeganView { time: if time.is_empty() { day } else { time }, title }
}

/// The day of a time that could be read.
pub(in crate::view) fn day_of(locale: &Locale, time: &Timestamp) -> Option<i64> {
    time.instant(locale).map(|instant| locale.zone.day(instant))
}

fn time_words(locale: &Locale, time: &Timestamp, now: DateTime<Utc>) -> Ends {
    let (day, shown) = match (time, time.instant(locale)) {
        (_, Some(instant)) => {
            let shown = locale.zone.clock_minute(instant, now);
            (shown.day + " ", shown.time)
        }
        (Timestamp::Unreadable(received), None) => (String::new(), received.clone()),
        (_, None) => (NOTHING.to_owned(), String::new()),
    };
    let title = time.in_full(locale).unwrap_or_else(|| shown.clone());
    Ends { day, time: shown, title, ..Ends::default() }
}
