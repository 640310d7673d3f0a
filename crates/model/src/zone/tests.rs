//! What clocks show in zones ahead of UTC, behind it, and where they change.

use super::*;
use crate::time::{from_api, from_typed};

const SHANGHAI: Zone = Zone::fixed(TimeDelta::hours(8));

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
        (Zone::fixed(TimeDelta::minutes(330)), "UTC+5:30"),
        (Zone::fixed(TimeDelta::minutes(-210)), "UTC\u{2212}3:30"),
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
fn zones_are_equal_by_their_name_or_their_offset() {
    let named = |name, hours| Zone::named(name, move |_| TimeDelta::hours(hours));
    assert_eq!(SHANGHAI, Zone::fixed(TimeDelta::hours(8)));
    assert_eq!(named("Asia/Shanghai", 8), named("Asia/Shanghai", 8));
    assert_ne!(named("Asia/Shanghai", 8), named("Asia/Taipei", 8));
    assert_ne!(named("Asia/Shanghai", 8), SHANGHAI);
    assert_ne!(SHANGHAI, Zone::UTC);
}

#[test]
fn a_local_time_reads_back() {
    let instant = at("2026-11-24T06:41:08Z");
    assert_eq!(SHANGHAI.field_value(instant), "2026-11-24T14:41:08");
    assert_eq!(from_typed("2026-11-24T14:41:08", &SHANGHAI, false), Some(instant));
}

#[test]
fn a_local_time_after_the_clocks_change_takes_the_new_offset() {
    // New York, 2026-03-08: from 07:00 UTC on the offset is -4 h instead of -5 h.
    let new_york = Zone::named("America/New_York", |instant| {
        let summer = instant >= from_api("2026-03-08T07:00:00Z").unwrap();
        TimeDelta::hours(if summer { -4 } else { -5 })
    });
    for (field, instant) in [
        ("2026-03-08T01:30:00", "2026-03-08T06:30:00Z"),
        ("2026-03-08T03:30:00", "2026-03-08T07:30:00Z"),
    ] {
        assert_eq!(from_typed(field, &new_york, false), Some(at(instant)));
    }
}
