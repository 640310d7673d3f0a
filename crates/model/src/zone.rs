//! Zones: what clocks show at an instant, and at which instant they show it.

use std::fmt;

use chrono::{DateTime, Datelike, TimeDelta, Timelike, Utc};

use crate::text::split_at_first;

/// A time zone: an offset from UTC at each instant.
#[derive(Clone, Copy)]
pub struct Zone(Rule);

#[derive(Clone, Copy)]
enum Rule {
    Fixed(TimeDelta),
    Named(&'static NamedZone),
}

struct NamedZone {
    name: String,
    offset_at: Box<dyn Fn(DateTime<Utc>) -> TimeDelta + Send + Sync>,
}

/// A time of day, with its day as `MM-dd`, or `yyyy-MM-dd` outside the current year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockTime {
    /// `11-24` or `2025-11-24`.
    pub day: String,
    /// `14:53:02`.
    pub time: String,
}

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Self = Self::fixed(TimeDelta::zero());

    /// A zone that is always this much ahead of UTC.
    pub const fn fixed(offset: TimeDelta) -> Self {
        Self(Rule::Fixed(offset))
    }

    /// A zone whose offset changes, as by daylight saving. Zones of the same name are equal.
    ///
    /// It is never freed, so that a locale is copied freely: make one when it is chosen, not when it is used.
    pub fn named(
        name: &str,
        offset_at: impl Fn(DateTime<Utc>) -> TimeDelta + Send + Sync + 'static,
    ) -> Self {
        let zone = NamedZone { name: name.to_owned(), offset_at: Box::new(offset_at) };
        Self(Rule::Named(Box::leak(Box::new(zone))))
    }

    /// How much this zone is ahead of UTC at an instant.
    pub fn offset_at(&self, instant: DateTime<Utc>) -> TimeDelta {
        match self.0 {
            Rule::Fixed(offset) => offset,
            Rule::Named(zone) => (zone.offset_at)(instant),
        }
    }

    /// The day and the time of `instant` in this zone, seen from `now`.
    pub fn clock_time(&self, instant: DateTime<Utc>, now: DateTime<Utc>) -> ClockTime {
        let shown = instant + self.offset_at(instant);
        let this_year = shown.year() == (now + self.offset_at(now)).year();
        let (month, day) = (shown.month(), shown.day());
        ClockTime {
            day: if this_year {
                format!("{month:02}-{day:02}")
            } else {
                format!("{:04}-{month:02}-{day:02}", shown.year())
            },
            time: format!("{:02}:{:02}:{:02}", shown.hour(), shown.minute(), shown.second()),
        }
    }

    /// The same to the minute: `14:53`.
    pub fn clock_minute(&self, instant: DateTime<Utc>, now: DateTime<Utc>) -> ClockTime {
        let mut shown = self.clock_time(instant, now);
        shown.time.truncate("14:53".len());
        shown
    }

    /// The day that calendars show in this zone at `instant`, counted from 1970-01-01.
    pub fn day(&self, instant: DateTime<Utc>) -> i64 {
        (instant + self.offset_at(instant)).timestamp().div_euclid(86_400)
    }

    /// `14:53:02` on the day of `now`, `11-24 14:53:02` on another.
    pub fn moment(&self, instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
        let ClockTime { day, time } = self.clock_time(instant, now);
        if day == self.clock_time(now, now).day { time } else { format!("{day} {time}") }
    }

    /// The same to the minute: `14:53`, `11-24 14:53`.
    pub fn minute(&self, instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
        let mut text = self.moment(instant, now);
        text.truncate(text.len().saturating_sub(":02".len()));
        text
    }

    /// `2026-11-24 14:41:08 (UTC+8)`.
    pub fn full(&self, instant: DateTime<Utc>) -> String {
        let shown = self.field_value(instant);
        let (day, time) = shown.split_once('T').unwrap_or((&shown, ""));
        format!("{day} {time} ({})", self.name_at(instant))
    }

    /// `2026-11-24T14:41:08`.
    pub fn field_value(&self, instant: DateTime<Utc>) -> String {
        let mut text = crate::time::to_api(instant + self.offset_at(instant));
        text.truncate("2026-11-24T14:41:08".len());
        text
    }

    /// The instant at which clocks in this zone show what those of UTC show at `shown`.
    pub fn instant_of(&self, shown: DateTime<Utc>) -> DateTime<Utc> {
        // The offset is the one at the instant meant, which near a change of the clocks differs
        // from the one at the first guess.
        let guess = shown - self.offset_at(shown);
        shown - self.offset_at(guess)
    }

    /// `UTC`, `UTC+8`, `UTC+5:30`, `UTC−3`.
    pub fn name_at(&self, instant: DateTime<Utc>) -> String {
        let minutes = self.offset_at(instant).num_minutes();
        let sign = if minutes < 0 { '\u{2212}' } else { '+' };
        match (minutes.abs() / 60, minutes.abs() % 60) {
            (0, 0) => "UTC".to_owned(),
            (hours, 0) => format!("UTC{sign}{hours}"),
            (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
        }
    }
}

impl Default for Zone {
    fn default() -> Self {
        Self::UTC
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        match (self.0, other.0) {
            (Rule::Fixed(offset), Rule::Fixed(other)) => offset == other,
            (Rule::Named(zone), Rule::Named(other)) => zone.name == other.name,
            _ => false,
        }
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Rule::Fixed(offset) => write!(f, "Zone({offset})"),
            Rule::Named(zone) => write!(f, "Zone({})", zone.name),
        }
    }
}

/// The offset from UTC in a browser's words for a zone at an instant: `11/25/2026, GMT+05:30`, `11/25/2026, GMT`.
pub fn read_offset(words: &str) -> Option<TimeDelta> {
    let offset = split_at_first(words, "GMT")?.1;
    let Some(digits) = offset.strip_prefix(['+', '-', '\u{2212}']) else {
        return offset.is_empty().then(TimeDelta::zero);
    };
    let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "0"));
    // Zones of long ago have seconds, too.
    let minutes = minutes.split(':').next()?.parse::<i64>().ok()?;
    let length =
        TimeDelta::minutes(hours.parse::<i64>().ok()?.checked_mul(60)?.checked_add(minutes)?);
    Some(if offset.starts_with('+') { length } else { -length })
}

#[cfg(test)]
mod tests;
