//! Zones: what clocks show at an instant, and at which instant they show it.

use chrono::{DateTime, Datelike, TimeDelta, Timelike, Utc};

use crate::text::split_at_first;

/// The offset from UTC of the zone that times are shown in, at an instant.
///
/// A function, because daylight saving changes the offset; a plain one, because the only ones are
/// the browser's zone and the tests' fixed ones.
#[derive(Clone, Copy)]
pub struct Zone(pub fn(DateTime<Utc>) -> TimeDelta);

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
    pub const UTC: Self = Self(|_| TimeDelta::zero());

    /// The day and the time of `instant` in this zone, seen from `now`.
    pub fn clock_time(self, instant: DateTime<Utc>, now: DateTime<Utc>) -> ClockTime {
        let shown = instant + self.0(instant);
        let this_year = shown.year() == (now + self.0(now)).year();
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

    /// The day that calendars show in this zone at `instant`, counted from 1970-01-01.
    pub fn day(self, instant: DateTime<Utc>) -> i64 {
        (instant + self.0(instant)).timestamp().div_euclid(86_400)
    }

    /// `14:53:02` on the day of `now`, `11-24 14:53:02` on another.
    pub fn moment(self, instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
        let ClockTime { day, time } = self.clock_time(instant, now);
        if day == self.clock_time(now, now).day { time } else { format!("{day} {time}") }
    }

    /// The same to the minute: `14:53`, `11-24 14:53`.
    pub fn minute(self, instant: DateTime<Utc>, now: DateTime<Utc>) -> String {
        let mut text = self.moment(instant, now);
        text.truncate(text.len().saturating_sub(":02".len()));
        text
    }

    /// `2026-11-24 14:41:08 (UTC+8)`.
    pub fn full(self, instant: DateTime<Utc>) -> String {
        let shown = self.field_value(instant);
        let (day, time) = shown.split_once('T').unwrap_or((&shown, ""));
        format!("{day} {time} ({})", self.name_at(instant))
    }

    /// `2026-11-24T14:41:08`, the value of a `datetime-local` field.
    pub fn field_value(self, instant: DateTime<Utc>) -> String {
        let mut text = crate::time::to_api(instant + self.0(instant));
        text.truncate("2026-11-24T14:41:08".len());
        text
    }

    /// The instant of a `datetime-local` field's value; browsers leave out seconds that are zero.
    pub fn read_field(self, value: &str) -> Option<DateTime<Utc>> {
        let seconds = if value.len() == "2026-11-24T14:41".len() { ":00Z" } else { "Z" };
        Some(self.instant_of(crate::time::from_api(&format!("{value}{seconds}"))?))
    }

    /// The instant at which clocks in this zone show what those of UTC show at `shown`.
    pub fn instant_of(self, shown: DateTime<Utc>) -> DateTime<Utc> {
        // The offset is the one at the instant meant, which near a change of the clocks differs
        // from the one at the first guess.
        let guess = shown - self.0(shown);
        shown - self.0(guess)
    }

    /// `UTC`, `UTC+8`, `UTC+5:30`, `UTC−3`.
    pub fn name_at(self, instant: DateTime<Utc>) -> String {
        let minutes = self.0(instant).num_minutes();
        let sign = if minutes < 0 { '\u{2212}' } else { '+' };
        match (minutes.abs() / 60, minutes.abs() % 60) {
            (0, 0) => "UTC".to_owned(),
            (hours, 0) => format!("UTC{sign}{hours}"),
            (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
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
mod tests {
    use super::*;
    use crate::time::from_api;

    const SHANGHAI: Zone = Zone(|_| TimeDelta::hours(8));

    fn at(text: &str) -> DateTime<Utc> {
        from_api(text).unwrap()
    }

    #[test]
    fn a_moment_of_another_day_names_its_day() {
        let now = at("2026-11-24T16:30:00Z");
        for (instant, text) in [
            ("2026-11-24T16:20:08Z", "00:20:08"),
            ("2026-11-24T15:20:08Z", "11-24 23:20:08"),
            ("2025-11-24T16:20:08Z", "2025-11-25 00:20:08"),
        ] {
            assert_eq!(SHANGHAI.moment(at(instant), now), text);
            assert_eq!(SHANGHAI.minute(at(instant), now), text[..text.len() - 3]);
        }
    }

    #[test]
    fn days_begin_at_midnight_of_the_zone() {
        for (instant, utc, shanghai) in [
            ("1970-01-01T00:00:00Z", 0, 0),
            ("1969-12-31T23:59:59Z", -1, 0),
            ("1970-01-01T15:59:59Z", 0, 0),
            ("1970-01-01T16:00:00Z", 0, 1),
        ] {
            assert_eq!((Zone::UTC.day(at(instant)), SHANGHAI.day(at(instant))), (utc, shanghai));
        }
    }

    #[test]
    fn the_year_is_named_outside_the_current_one() {
        let now = at("2026-11-24T06:53:20Z");
        for (instant, day, time) in [
            ("2026-11-24T06:53:02Z", "11-24", "14:53:02"),
            ("2026-11-23T16:00:00Z", "11-24", "00:00:00"),
            ("2025-12-31T15:59:59Z", "2025-12-31", "23:59:59"),
            ("2025-12-31T16:00:00Z", "01-01", "00:00:00"),
        ] {
            let expected = ClockTime { day: day.into(), time: time.into() };
            assert_eq!(SHANGHAI.clock_time(at(instant), now), expected);
        }
    }

    #[test]
    fn zones_are_named_by_their_offset() {
        for (zone, name) in [
            (Zone::UTC, "UTC"),
            (SHANGHAI, "UTC+8"),
            (Zone(|_| TimeDelta::minutes(330)), "UTC+5:30"),
            (Zone(|_| TimeDelta::minutes(-210)), "UTC\u{2212}3:30"),
        ] {
            assert_eq!(zone.name_at(DateTime::UNIX_EPOCH), name);
        }
        assert_eq!(SHANGHAI.full(at("2026-11-24T06:41:08Z")), "2026-11-24 14:41:08 (UTC+8)");
    }

    #[test]
    fn offsets_are_read_from_the_words_of_a_browser() {
        for (words, minutes) in [
            ("11/25/2026, GMT", Some(0)),
            ("11/25/2026, GMT+08:00", Some(480)),
            ("11/25/2026, GMT-03:30", Some(-210)),
            ("11/25/2026, GMT+8", Some(480)),
            ("1/1/1900, GMT+08:05:43", Some(485)),
            ("11/25/2026", None),
            ("GMT+x", None),
        ] {
            assert_eq!(read_offset(words), minutes.map(TimeDelta::minutes), "{words}");
        }
    }

    #[test]
    fn a_local_time_field_reads_back() {
        let instant = at("2026-11-24T06:41:08Z");
        assert_eq!(SHANGHAI.field_value(instant), "2026-11-24T14:41:08");
        assert_eq!(SHANGHAI.read_field("2026-11-24T14:41:08"), Some(instant));
        assert_eq!(SHANGHAI.read_field("2026-11-24T14:41"), Some(at("2026-11-24T06:41:00Z")));
        assert_eq!(SHANGHAI.read_field(""), None);
    }

    #[test]
    fn a_local_time_after_the_clocks_change_takes_the_new_offset() {
        // New York, 2026-03-08: from 07:00 UTC on the offset is -4 h instead of -5 h.
        let new_york = Zone(|instant| {
            let summer = instant >= from_api("2026-03-08T07:00:00Z").unwrap();
            TimeDelta::hours(if summer { -4 } else { -5 })
        });
        for (field, instant) in [
            ("2026-03-08T01:30:00", "2026-03-08T06:30:00Z"),
            ("2026-03-08T03:30:00", "2026-03-08T07:30:00Z"),
        ] {
            assert_eq!(new_york.read_field(field), Some(at(instant)));
        }
    }
}
