//! Which part of time is shown, in which slots.

use chrono::TimeDelta;

use super::{SHANGHAI, all, at, created, dated, frame, rows, scope, sunday};
use crate::overview::{Bar, Frame, Moment, Unit, histogram};
use crate::query::Created;
use crate::time::{from_api, to_api};
use crate::zone::Zone;

/// `Hour 48: 11-27 01:00 – 11-29 01:00`, in Shanghai.
fn described(frame: &Frame) -> String {
    let time = |at| {
        let clock = SHANGHAI.clock_minute(frame.edge(at), sunday().now);
        format!("{} {}", clock.day, clock.time)
    };
    format!("{:?} {}: {} – {}", frame.unit(), frame.slots(), time(0), time(frame.slots()))
}

#[test]
fn slots_are_hours_up_to_two_days_then_quarters_then_days() {
    for (search, expected) in [
        ("", "Hour 48: 11-27 01:00 – 11-29 01:00"),
        // What lies in the last 48 hours has these around it.
        ("?last=1h", "Hour 48: 11-27 01:00 – 11-29 01:00"),
        ("?last=24h", "Hour 48: 11-27 01:00 – 11-29 01:00"),
        ("?last=friday", "Hour 48: 11-27 01:00 – 11-29 01:00"),
        ("?last=yesterday", "Hour 48: 11-27 01:00 – 11-29 01:00"),
        ("?from=2026-11-28T00:00:00Z", "Hour 48: 11-27 01:00 – 11-29 01:00"),
        ("?last=7d", "Quarter 28: 11-22 06:00 – 11-29 06:00"),
        ("?last=30d", "Days(1) 30: 10-31 00:00 – 11-30 00:00"),
        ("?last=week", "Quarter 25: 11-23 00:00 – 11-29 06:00"),
        ("?from=2026-11-20T02:30:00Z&to=2026-11-20T06:10:00Z", "Hour 5: 11-20 10:00 – 11-20 15:00"),
        (
            "?from=2026-11-20T02:30:00Z&to=2026-11-22T02:30:00Z",
            "Hour 49: 11-20 10:00 – 11-22 11:00",
        ),
        ("?from=2026-11-20T02:00:00Z&to=2026-11-20T06:00:00Z", "Hour 4: 11-20 10:00 – 11-20 14:00"),
        (
            "?from=2026-11-10T02:00:00Z&to=2026-11-20T06:10:00Z",
            "Quarter 42: 11-10 06:00 – 11-20 18:00",
        ),
        ("?from=2026-10-01T16:00:00Z", "Days(1) 59: 10-02 00:00 – 11-30 00:00"),
        ("?from=2026-09-28T16:00:00Z", "Days(2) 31: 09-29 00:00 – 11-30 00:00"),
        ("?from=2023-11-28T16:00:00Z", "Days(19) 58: 2023-11-29 00:00 – 12-05 00:00"),
        ("?to=2026-11-20T06:00:00Z", "Hour 48: 11-18 14:00 – 11-20 14:00"),
        // Nothing can be in them.
        (
            "?from=2026-11-28T00:00:00Z&to=2026-11-27T00:00:00Z",
            "Hour 48: 11-27 01:00 – 11-29 01:00",
        ),
        ("?from=2027-01-01", "Hour 48: 11-27 01:00 – 11-29 01:00"),
    ] {
        assert_eq!(described(&frame(search)), expected, "{search}");
    }
}

#[test]
fn days_begin_at_midnight_of_the_zone_and_when_clocks_change() {
    // Two hours ahead until 2026-10-25 01:00 UTC, then one.
    let change = from_api("2026-10-25T01:00:00Z").unwrap();
    let zone = Zone::named("Europe/Berlin", move |instant| {
        TimeDelta::hours(if instant < change { 2 } else { 1 })
    });
    let moment = Moment { now: from_api("2026-10-30T12:00:00Z").unwrap(), zone, evening: 18 };
    let edges = |search| {
        let frame = Frame::after(None, created(search), moment);
        let edges: Vec<_> = frame.edges().iter().map(|edge| to_api(*edge)).collect();
        (frame.unit(), edges)
    };
    let (unit, quarters) = edges("?from=2026-10-24T22:00:00Z&to=2026-10-26T12:00:00Z");
    assert_eq!(unit, Unit::Hour);
    // Each hour once, the one that clocks show twice as well.
    assert_eq!(
        quarters[..4].join(" "),
        "2026-10-24T22:00:00Z 2026-10-24T23:00:00Z 2026-10-25T00:00:00Z 2026-10-25T01:00:00Z"
    );
    let (unit, quarters) = edges("?from=2026-10-23T22:00:00Z");
    assert_eq!(unit, Unit::Quarter);
    let expected = "2026-10-23T22:00:00Z 2026-10-24T04:00:00Z 2026-10-24T10:00:00Z 2026-10-24T16:00:00Z \
        2026-10-24T22:00:00Z 2026-10-25T05:00:00Z 2026-10-25T11:00:00Z";
    assert_eq!(quarters[..7].join(" "), expected);
    let india = Moment { zone: Zone::fixed(TimeDelta::minutes(330)), ..moment };
    let frame = Frame::after(None, Created::Any, india);
    assert_eq!(to_api(frame.edge(0)), "2026-10-28T12:30:00Z");
}

#[test]
fn a_fixed_range_within_the_frame_keeps_it() {
    let week = frame("?last=7d");
    let within = created("?from=2026-11-24T00:00:00Z&to=2026-11-24T11:59:59Z");
    let kept = Frame::after(Some(&week), within, sunday());
    assert_eq!(kept, week);
    let outside = created("?from=2026-11-20T00:00:00Z&to=2026-11-20T11:59:59Z");
    assert_eq!(
        described(&Frame::after(Some(&week), outside, sunday())),
        "Hour 12: 11-20 08:00 – 11-20 20:00"
    );
    assert_eq!(
        described(&Frame::after(Some(&week), Created::Any, sunday())),
        "Hour 48: 11-27 01:00 – 11-29 01:00"
    );
    // It slides on.
    let later = Moment { now: at("11-29 06:10"), ..sunday() };
    let slid = Frame::after(Some(&week), within, later);
    assert_eq!(described(&slid), "Quarter 28: 11-22 12:00 – 11-29 12:00");
}

#[test]
fn ended_batches_are_in_the_bar_of_their_hour() {
    let rows = rows(&[
        "COMPLETED 11-27 00:59",
        "COMPLETED 11-27 01:00",
        "COMPLETED:3 11-27 01:59",
        "FAILED 11-27 02:00",
        "FAILED 11-29 00:51",
        "RUNNING 11-29 00:51",
        "DISPATCHING 11-29 00:51",
        "ARCHIVING 11-29 00:51",
        // Clocks differ by a little.
        "COMPLETED 11-29 01:00",
    ]);
    let bars = histogram(dated(&rows), frame(""), &all()).bars;
    let bar = |done, partly, failed| Bar { done, partly, failed, is_unread: false };
    assert_eq!(bars.len(), 48);
    assert_eq!((bars[0], bars[1], bars[47]), (bar(1, 1, 0), bar(0, 0, 1), bar(1, 0, 1)));
    assert_eq!(bars[2..47].iter().map(Bar::total).sum::<u64>(), 0);
}

#[test]
fn only_what_is_in_the_range_is_counted() {
    let rows = rows(&[
        "FAILED 11-20 10:29",
        "FAILED 11-20 10:30",
        "FAILED 11-20 14:10",
        "FAILED 11-20 14:11",
    ]);
    let frame = frame("?from=2026-11-20T02:30:00Z&to=2026-11-20T06:10:00Z");
    let failed: Vec<_> =
        histogram(dated(&rows), frame, &all()).bars.iter().map(|bar| bar.failed).collect();
    assert_eq!(failed, [1, 0, 0, 0, 1]);
    // The last second of a range is part of it.
    let rows = super::rows(&["FAILED 11-20 13:59", "FAILED 11-20 14:00"]);
    let frame = super::frame("?from=2026-11-20T02:00:00Z&to=2026-11-20T06:00:00Z");
    let failed: Vec<_> =
        histogram(dated(&rows), frame, &all()).bars.iter().map(|bar| bar.failed).collect();
    assert_eq!(failed, [0, 0, 0, 2]);
}

#[test]
fn hours_that_are_not_read_are_marked() {
    let unread = |complete: &[(&str, &str)]| {
        let bars = histogram([], frame(""), &scope(complete)).bars;
        (0..bars.len()).filter(|slot| bars[*slot].is_unread).collect::<Vec<_>>()
    };
    assert_eq!(unread(&[("11-27 00:00", "11-29 00:52")]), Vec::<usize>::new());
    assert_eq!(unread(&[("11-27 03:30", "11-29 00:52")]), [0, 1, 2]);
    assert_eq!(unread(&[("11-27 00:00", "11-28 20:00"), ("11-28 22:00", "11-29 00:52")]), [43, 44]);
}
