//! The strip: what needs a look, each part a link to just that.

use chrono::{DateTime, Datelike, Utc, Weekday};

use super::shown;
use crate::find::{Find, Rest};
use crate::forecast::wording::clock;
use crate::format::grouped;
use crate::locale::Locale;
use crate::location::Location;
use crate::overview::Summary;
use crate::query::{Calendar, Created, ListQuery, PageNumber};
use crate::status::{BatchStatus, StatusSet};
use crate::tr;
use crate::view::day::weekday_of;
use crate::view::emphasis::Emphasis;
use crate::words::{around, filled};

/// The strip.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StripView {
    /// Its parts; none where nothing needs a look.
    pub parts: Vec<StripPart>,
    /// What is said instead of parts, or of what they are; empty for nothing.
    pub note: String,
}

/// A part of the strip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StripPart {
    /// The list of what it counts, or where that is shown, the list without these filters.
    pub href: String,
    /// Whether that list is shown.
    pub is_current: bool,
    /// What it counts.
    pub counts: Vec<StripCount>,
}

/// A number with what it counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StripCount {
    /// The tone, as the style sheet knows it.
    pub tone: &'static str,
    /// The icon.
    pub icon: &'static str,
    /// `12 failed`.
    pub text: Emphasis,
}

const RUNNING: (&str, &str) = ("run", "i-ring");
const FAILED: (&str, &str) = ("bad", "i-failed");
const PARTLY: (&str, &str) = ("warn", "i-warn");
const SLOW: (&str, &str) = ("warn", "i-hourglass");

/// The strip at a location.
pub fn strip_view(
    locale: &Locale,
    summary: &Summary,
    location: &Location,
    now: DateTime<Utc>,
) -> StripView {
    let part = |(href, is_current), counts: Vec<StripCount>| {
        (!counts.is_empty()).then_some(StripPart { href, is_current, counts })
    };
    let running = StatusSet::from_iter([BatchStatus::Running]);
    let parts = [
        part(link(location, running, Find::default()), running_count(locale, summary, now)),
        part(failures_link(location), failure_counts(locale, summary, now)),
        // Only what runs is counted, so only that is shown.
        part(
            link(location, running, Find { is_slow: true, ..Find::default() }),
            slow_count(locale, summary),
        ),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    let note = note(locale, summary, parts.is_empty(), now);
    StripView { parts, note }
}

fn note(locale: &Locale, summary: &Summary, is_nothing: bool, now: DateTime<Utc>) -> String {
    match (is_nothing, summary.is_page) {
        (false, false) => String::new(),
        (false, true) => tr!(locale, "on this page").to_owned(),
        (true, true) => tr!(locale, "Nothing running or failed on this page").to_owned(),
        (true, false) if summary.knows_running && summary.knows_since => tr!(
            locale,
            "Nothing running, nothing failed since {time}",
            time = since_words(locale, summary.since, now)
        ),
        // It is not known yet.
        (true, false) if summary.is_reading => String::new(),
        (true, false) => tr!(locale, "Nothing running or failed in what was read").to_owned(),
    }
}

fn running_count(locale: &Locale, summary: &Summary, now: DateTime<Utc>) -> Vec<StripCount> {
    let pattern = match summary.last_end {
        None => tr!(locale, "{count} running").to_owned(),
        Some(end) => {
            let pattern = tr!(locale, "{count} running, last ends {time}");
            filled(pattern, &[("time", &clock(end, &locale.zone, now))])
        }
    };
    let is_least = !summary.knows_running && !summary.is_page;
    count(locale, RUNNING, &pattern, "{count}", summary.running, is_least)
}

fn slow_count(locale: &Locale, summary: &Summary) -> Vec<StripCount> {
    let is_least = !summary.knows_running && !summary.is_page;
    let pattern = tr!(locale, "{count} unusually slow");
    count(locale, SLOW, pattern, "{count}", summary.slow, is_least)
}

fn failure_counts(locale: &Locale, summary: &Summary, now: DateTime<Utc>) -> Vec<StripCount> {
    let is_least = !summary.knows_since && !summary.is_page;
    let since = since_words(locale, summary.since, now);
    let with_time = |pattern: &str| filled(pattern, &[("time", &since)]);
    let of = |look, pattern: &str, name, number| {
        count(locale, look, &with_time(pattern), name, number, is_least)
    };
    match (summary.failed, summary.partly) {
        (failed, 0) => of(FAILED, tr!(locale, "{count} failed since {time}"), "{count}", failed),
        (0, partly) => {
            of(PARTLY, tr!(locale, "{count} partly done since {time}"), "{count}", partly)
        }
        (failed, partly) => {
            // Where the time stands differs between languages.
            let both = tr!(locale, "{failed} failed{and}{partly} partly done since {time}");
            let (one, other) = around(both, "{and}");
            let mut counts = of(FAILED, &one, "{failed}", failed);
            counts.extend(of(PARTLY, &other, "{partly}", partly));
            counts
        }
    }
}

/// A count in its pattern; nothing for 0.
fn count(
    locale: &Locale,
    (tone, icon): (&'static str, &'static str),
    pattern: &str,
    name: &str,
    number: u64,
    is_least: bool,
) -> Vec<StripCount> {
    if number == 0 {
        return Vec::new();
    }
    let mut text = Emphasis::of(pattern, name, grouped(number));
    if is_least {
        let (least, _) = around(tr!(locale, "at least {count}"), "{count}");
        if !least.is_ascii() {
            // Chinese puts a space beside numbers only.
            text.before.truncate(text.before.trim_end().len());
        }
        text.before += &least;
    }
    vec![StripCount { tone, icon, text }]
}

/// `Friday 18:00`, `yesterday 18:00`.
fn since_words(locale: &Locale, since: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let time = locale.zone.clock_minute(since, now).time;
    // On Saturday, too: people count from the end of the week.
    let is_friday = shown(locale, since).weekday() == Weekday::Fri;
    let day = if is_friday { weekday_of(locale, since) } else { tr!(locale, "yesterday") };
    [day, &time].join(" ")
}

fn failures_link(location: &Location) -> (String, bool) {
    let statuses = StatusSet::from_iter([BatchStatus::Completed, BatchStatus::Failed]);
    let find = Find { rest: Rest::Only, ..Find::default() };
    let query = narrowed(location, statuses, find);
    to(location, query.with_created(Created::Calendar(Calendar::Friday)))
}

fn link(location: &Location, statuses: StatusSet, find: Find) -> (String, bool) {
    to(location, narrowed(location, statuses, find))
}

/// The list with these filters and no others, in the order and groups that somebody chose.
fn narrowed(location: &Location, statuses: StatusSet, find: Find) -> ListQuery {
    let Find { sort, group, .. } = Find::read(&location.query.find);
    let find = Find { sort, group, ..find };
    ListQuery { statuses, find: find.to_text(), ..location.query.without_filters() }
}

/// Where a link to a list leads, and whether that is here.
fn to(location: &Location, query: ListQuery) -> (String, bool) {
    let is_current = location.query.with_page(PageNumber::FIRST) == query;
    let all = narrowed(location, StatusSet::default(), Find::default());
    (location.with_query(if is_current { all } else { query }).href(), is_current)
}
