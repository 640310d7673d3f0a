//! What stands above the list, in words and shapes.

use std::ops::Range;

use chrono::{DateTime, Datelike, TimeDelta, Utc, Weekday};

use super::day::weekday_of;
use crate::locale::Locale;
use crate::overview::{Frame, Unit};
use crate::{tr, word};

pub mod brush;
pub mod card;
pub mod histogram;
pub mod strip;

/// `12.34%`.
fn percent(permyriad: u16) -> String {
    format!("{}.{:02}%", permyriad / 100, permyriad % 100)
}

/// `Sat`, by the calendars of the zone.
fn short_weekday(locale: &Locale, instant: DateTime<Utc>) -> &'static str {
    locale.text(match shown(locale, instant).weekday() {
        Weekday::Mon => word!("Mon"),
        Weekday::Tue => word!("Tue"),
        Weekday::Wed => word!("Wed"),
        Weekday::Thu => word!("Thu"),
        Weekday::Fri => word!("Fri"),
        Weekday::Sat => word!("Sat"),
        Weekday::Sun => word!("Sun"),
    })
}

/// `Sat 28`.
fn day_of_month(locale: &Locale, instant: DateTime<Utc>) -> String {
    format!("{} {}", short_weekday(locale, instant), shown(locale, instant).day())
}

/// `Friday 11-27 18:00`.
fn long_moment(locale: &Locale, instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let clock = locale.zone.clock_minute(instant, now);
    [weekday_of(locale, instant), &clock.day, &clock.time].join(" ")
}

/// What some slots are of time: `Sat 11-28, 02:00 – 03:00`, `Fri 11-27 18:00 – Sat 11-28 17:00`, `Sat 11-28`.
fn slots_words(locale: &Locale, frame: &Frame, slots: &Range<usize>, now: DateTime<Utc>) -> String {
    let (from, to) = (frame.edge(slots.start), frame.edge(slots.end));
    let day = |instant| {
        let date = locale.zone.clock_minute(instant, now).day;
        [short_weekday(locale, instant), &date].join(" ")
    };
    let time = |instant| locale.zone.clock_minute(instant, now).time;
    let last = to - TimeDelta::seconds(1);
    let is_one = locale.zone.day(from) == locale.zone.day(last);
    match (frame.unit(), is_one) {
        (Unit::Days(_), true) => day(from),
        (Unit::Days(_), false) => format!("{} – {}", day(from), day(last)),
        (_, true) => {
            tr!(locale, "{day}, {from} – {to}", day = day(from), from = time(from), to = time(to))
        }
        (_, false) => format!("{} {} – {} {}", day(from), time(from), day(to), time(to)),
    }
}

fn shown(locale: &Locale, instant: DateTime<Utc>) -> DateTime<Utc> {
    instant + locale.zone.offset_at(instant)
}

#[cfg(test)]
mod tests;
