//! Which texts are times, and which instants they mean.

use chrono::TimeDelta;

use super::*;
use crate::zone::Zone;

#[test]
fn reads_the_three_formats_and_says_whether_the_zone_was_stated() {
    for (received, api, stated) in [
        ("2026-04-06 20:51:44", "2026-04-06T20:51:44Z", false),
        ("2026/05/28T16:38:20Z", "2026-05-28T16:38:20Z", true),
        ("2026-04-06T20:51:40Z", "2026-04-06T20:51:40Z", true),
        (" 2026/04/06 20:51:44 ", "2026-04-06T20:51:44Z", false),
    ] {
        let (instant, zone_stated, kept) = match Timestamp::read(received) {
            Timestamp::Zoned { instant, received } => (instant, true, received),
            Timestamp::Zoneless { local, received } => (local.and_utc(), false, received),
            other => panic!("{received} was read as {other:?}"),
        };
        assert_eq!((to_api(instant).as_str(), zone_stated), (api, stated));
        assert_eq!(kept, received);
    }
}

#[test]
fn reads_other_times_of_iso_8601() {
    for (received, api) in [
        ("2026-11-28T10:00:00.123Z", "2026-11-28T10:00:00Z"),
        ("2026-11-28T10:00:00,123456789Z", "2026-11-28T10:00:00Z"),
        ("2026-11-28T10:00:00+08:00", "2026-11-28T02:00:00Z"),
        ("2026-11-28T10:00:00.5+0800", "2026-11-28T02:00:00Z"),
        ("2026-11-28 10:00:00 -03:30", "2026-11-28T13:30:00Z"),
        ("2026-11-28T10:00Z", "2026-11-28T10:00:00Z"),
        ("2026-11-28t10:00:00z", "2026-11-28T10:00:00Z"),
        ("2026/11/28 10:00:00+00:00", "2026-11-28T10:00:00Z"),
    ] {
        let Timestamp::Zoned { instant, .. } = Timestamp::read(received) else {
            panic!("{received} is not read")
        };
        assert_eq!(to_api(instant), api, "{received}");
    }
    for received in ["2026-11-28 10:00", "2026-11-28T10:00:00.5"] {
        assert!(matches!(Timestamp::read(received), Timestamp::Zoneless { .. }), "{received}");
    }
}

#[test]
fn in_a_link_a_day_is_a_whole_one() {
    for (text, from, to) in [
        ("2026-11-28", "2026-11-28T00:00:00Z", "2026-11-28T23:59:59Z"),
        (" 2026/11/28 ", "2026-11-28T00:00:00Z", "2026-11-28T23:59:59Z"),
        ("2026-11-28T10:00", "2026-11-28T10:00:00Z", "2026-11-28T10:00:00Z"),
        ("2026-11-28T10:00:00+08:00", "2026-11-28T02:00:00Z", "2026-11-28T02:00:00Z"),
    ] {
        let read = |is_end| from_link(text, is_end).map(to_api);
        assert_eq!((read(false).as_deref(), read(true).as_deref()), (Some(from), Some(to)));
    }
    for text in ["", "yesterday", "2026-02-30", "020266-04-06", "20266-04-06T00:00:00Z", "2026"] {
        assert_eq!(from_link(text, false), None, "{text}");
    }
}

#[test]
fn a_time_without_a_zone_is_of_the_zone_that_is_assumed() {
    let assumed_zone = Zone::fixed(TimeDelta::hours(8));
    let shanghai = Locale { assumed_zone, ..Locale::default() };
    for (received, utc, api) in [
        ("2026-04-06 20:51:44", "2026-04-06T20:51:44Z", "2026-04-06T12:51:44Z"),
        ("2026/05/28T16:38:20Z", "2026-05-28T16:38:20Z", "2026-05-28T16:38:20Z"),
    ] {
        let time = Timestamp::read(received);
        let api_of = |locale: &Locale| time.instant(locale).map(to_api);
        assert_eq!(api_of(&Locale::default()).as_deref(), Some(utc));
        assert_eq!(api_of(&shanghai).as_deref(), Some(api));
    }
}

#[test]
fn the_zone_that_is_assumed_is_named_at_the_time_that_is_meant() {
    // New York, 2026-11-01: from 06:00 UTC on the offset is -5 h instead of -4 h.
    let assumed_zone = Zone::named("America/New_York", |instant| {
        let winter = instant >= from_api("2026-11-01T06:00:00Z").unwrap();
        TimeDelta::hours(if winter { -5 } else { -4 })
    });
    let locale = Locale { assumed_zone, ..Locale::default() };
    for (received, text) in [
        ("2026-11-01 00:30:00", "received: 2026-11-01 00:30:00, assumed UTC\u{2212}4"),
        ("2026-11-01 03:30:00", "received: 2026-11-01 03:30:00, assumed UTC\u{2212}5"),
        ("2026/11/01T03:30:00Z", "received: 2026/11/01T03:30:00Z"),
        ("soon", ""),
        ("", ""),
    ] {
        assert_eq!(Timestamp::read(received).as_received(&locale), text);
    }
}

#[test]
fn keeps_what_it_cannot_read() {
    for text in [
        "yesterday",
        "2026-13-06 20:51:44",
        "2026-02-30 00:00:00",
        "2026-04/06 20:51:44",
        "2026-04-06 25:00:00",
        "2026-04-06T20:51:44+8",
        "2026-04-06T20:51:44+99:00",
        "2026-04-06T20:51:44.Z",
        "2026-04-06T20:51:44.x5Z",
        "2026-04-06T20:51.5Z",
        "2026-04-06",
        "12026-04-06T20:51:44Z",
        "2026-04-06T20:51:44 Europe/Paris",
        "1775508704",
        "二〇二六年四月六日",
    ] {
        assert_eq!(Timestamp::read(text), Timestamp::Unreadable(text.to_owned()));
    }
    assert_eq!(Timestamp::read("  "), Timestamp::Absent);
}

#[test]
fn parameters_are_read_only_as_they_are_written() {
    assert!(from_api("2026-04-06T20:51:40Z").is_some());
    for text in ["2026-04-06 20:51:40Z", "2026/04/06T20:51:40Z", "2026-04-06T20:51:40", ""] {
        assert_eq!(from_api(text), None, "{text}");
    }
}

#[test]
fn times_are_typed_as_people_write_them() {
    let shanghai = Zone::fixed(TimeDelta::hours(8));
    for (text, is_end, instant) in [
        ("2026-11-27 18:00", false, "2026-11-27T10:00:00Z"),
        ("2026-11-27T18:00", true, "2026-11-27T10:00:00Z"),
        ("  2026-11-27   18:00:09 ", false, "2026-11-27T10:00:09Z"),
        ("2026/11/27 18:00", false, "2026-11-27T10:00:00Z"),
        ("2026-11-27", false, "2026-11-26T16:00:00Z"),
        ("2026-11-27", true, "2026-11-27T15:59:59Z"),
        ("2026-11-27T10:00:00Z", false, "2026-11-27T10:00:00Z"),
        ("2026-11-27 12:00+02:00", false, "2026-11-27T10:00:00Z"),
        ("２０２６－１１－２７　１８：００", false, "2026-11-27T10:00:00Z"),
    ] {
        assert_eq!(from_typed(text, &shanghai, is_end), from_api(instant), "{text}");
    }
    for text in [
        "",
        "now",
        "2026",
        "2026-11",
        "2026-11-27 18",
        "2026-11-27 24:00",
        "2026-02-30",
        "2026-13-01 18:00",
        "20266-11-27 18:00",
        "0226-11-27 18:00",
        "0000-01-01",
        "27-11-2026",
        "18:00",
    ] {
        assert_eq!(from_typed(text, &shanghai, false), None, "{text}");
    }
}
