//! What pointer and keys choose.

use super::{at, created, frame, sunday};
use crate::location::Location;
use crate::overview::{Brush, Frame, Handle, Press};
use crate::query::Created;

fn brush(from: &str, to: &str) -> Brush {
    Brush { from: at(from), to: at(to) }
}

/// What the URL says of a brush.
fn search(brush: Brush, frame: &Frame) -> String {
    let query = Location::default().query.with_created(brush.created(frame));
    Location::default().with_query(query).to_search()
}

/// The place in the middle of a slot of 48.
fn middle(slot: u16) -> u16 {
    u16::try_from((u32::from(slot) * 2 + 1) * 10_000 / 96).unwrap()
}

#[test]
fn what_is_asked_for_is_brushed_in_the_frame_around_it() {
    for (asked, brushed) in [
        ("", None),
        ("?last=friday", Some(brush("11-27 18:00", "11-29 01:00"))),
        ("?last=yesterday", Some(brush("11-28 00:00", "11-29 00:00"))),
        ("?last=today", Some(brush("11-29 00:00", "11-29 01:00"))),
        // It slides, and what is brushed does not.
        ("?last=24h", Some(brush("11-28 00:00", "11-29 01:00"))),
        ("?last=7d", None),
        ("?from=2026-11-20T02:30:00Z&to=2026-11-20T06:10:00Z", None),
        ("?from=2026-11-28T00:00:00Z&to=2026-11-27T00:00:00Z", None),
        ("?from=2027-01-01", None),
    ] {
        assert_eq!(Brush::of(created(asked), sunday(), &frame(asked)), brushed, "{asked}");
    }
    let week = frame("?last=7d");
    let within = created("?from=2026-11-24T00:00:00Z&to=2026-11-24T11:59:59Z");
    let brushed = Brush::of(within, sunday(), &week);
    assert_eq!(brushed, Some(brush("11-24 08:00", "11-24 20:00")));
}

#[test]
fn a_click_is_one_hour_and_a_drag_is_a_range() {
    let frame = frame("");
    // At its ends are the handles, with 12 of 576 pixels around them.
    let press = |slot| Press::new(middle(slot), None, 208, &frame);
    let clicked = |slot| press(slot).clicked(&frame).map(|brush| search(brush, &frame));
    let hour = "?from=2026-11-27T18:00:00Z&to=2026-11-27T18:59:59Z";
    assert_eq!(clicked(25).as_deref(), Some(hour));
    assert_eq!(clicked(0).as_deref(), Some("?from=2026-11-26T17:00:00Z&to=2026-11-26T17:59:59Z"));
    // What goes on has no end.
    assert_eq!(clicked(47).as_deref(), Some("?from=2026-11-28T16:00:00Z"));
    for (from, to, expected) in [
        (25, 39, "?from=2026-11-27T18:00:00Z&to=2026-11-28T08:59:59Z"),
        (39, 25, "?from=2026-11-27T18:00:00Z&to=2026-11-28T08:59:59Z"),
        (25, 47, "?from=2026-11-27T18:00:00Z"),
        (17, 17, "?from=2026-11-27T10:00:00Z&to=2026-11-27T10:59:59Z"),
    ] {
        let brush = press(from).moved(middle(to), &frame);
        assert_eq!(search(brush, &frame), expected, "{from} {to}");
    }
}

#[test]
fn handles_are_taken_where_they_are_and_stay_apart() {
    let frame = frame("");
    let before = brush("11-28 01:00", "11-28 03:00");
    let (from, to) = (frame.position(before.from), frame.position(before.to));
    assert_eq!((from, to), (5_000, 5_416));
    let press = |at| Press::new(at, Some(before), 208, &frame);
    for (at, moved_to, expected) in [
        (4_900, 2_500, brush("11-27 13:00", "11-28 03:00")),
        (5_100, 9_999, brush("11-28 02:00", "11-28 03:00")),
        (5_500, 10_000, brush("11-28 01:00", "11-29 01:00")),
        (5_500, 0, brush("11-28 01:00", "11-28 02:00")),
        // Between two slots it goes to the nearer edge.
        (4_900, 2_590, brush("11-27 13:00", "11-28 03:00")),
        (4_900, 2_610, brush("11-27 14:00", "11-28 03:00")),
    ] {
        assert_eq!(press(at).moved(moved_to, &frame), expected, "{at} {moved_to}");
    }
    // It was only taken.
    assert_eq!(press(4_900).clicked(&frame), None);
    assert!(press(8_000).clicked(&frame).is_some());
    // Back at both ends there is no range.
    let whole =
        Press::new(5_000, Some(brush("11-28 01:00", "11-29 01:00")), 208, &frame).moved(0, &frame);
    assert_eq!(whole.created(&frame), Created::Any);
}

#[test]
fn keys_move_a_handle_by_one_by_six_and_to_the_ends() {
    let frame = frame("");
    let before = brush("11-28 01:00", "11-28 09:00");
    for (handle, key, expected) in [
        (Handle::From, "ArrowLeft", brush("11-28 00:00", "11-28 09:00")),
        (Handle::From, "ArrowRight", brush("11-28 02:00", "11-28 09:00")),
        (Handle::From, "PageDown", brush("11-27 19:00", "11-28 09:00")),
        (Handle::From, "PageUp", brush("11-28 07:00", "11-28 09:00")),
        (Handle::From, "Home", brush("11-27 01:00", "11-28 09:00")),
        (Handle::From, "End", brush("11-28 08:00", "11-28 09:00")),
        (Handle::To, "ArrowDown", brush("11-28 01:00", "11-28 08:00")),
        (Handle::To, "ArrowUp", brush("11-28 01:00", "11-28 10:00")),
        (Handle::To, "PageDown", brush("11-28 01:00", "11-28 03:00")),
        (Handle::To, "PageUp", brush("11-28 01:00", "11-28 15:00")),
        (Handle::To, "Home", brush("11-28 01:00", "11-28 02:00")),
        (Handle::To, "End", brush("11-28 01:00", "11-29 01:00")),
    ] {
        assert_eq!(before.stepped(handle, key, &frame), Some(expected), "{handle:?} {key}");
    }
    assert_eq!(before.stepped(Handle::From, "Tab", &frame), None);
    // Not at an edge, it goes to the next one.
    let odd = brush("11-28 01:20", "11-28 08:40");
    let moved = |handle, key| odd.stepped(handle, key, &frame).unwrap();
    assert_eq!(moved(Handle::From, "ArrowLeft").from, at("11-28 01:00"));
    assert_eq!(moved(Handle::From, "ArrowRight").from, at("11-28 02:00"));
    assert_eq!(moved(Handle::To, "ArrowLeft").to, at("11-28 08:00"));
    assert_eq!(moved(Handle::To, "ArrowRight").to, at("11-28 09:00"));
}

#[test]
fn a_range_of_its_own_keeps_its_ends() {
    let frame = frame("?from=2026-11-20T02:30:00Z&to=2026-11-20T06:10:00Z");
    let whole = Brush::whole(&frame);
    assert!(whole.is_whole(&frame));
    assert_eq!(whole.created(&frame), frame.base());
    let later = whole.stepped(Handle::From, "ArrowRight", &frame).unwrap();
    assert_eq!(search(later, &frame), "?from=2026-11-20T03:00:00Z&to=2026-11-20T06:10:00Z");
    let shorter = whole.stepped(Handle::To, "ArrowLeft", &frame).unwrap();
    assert_eq!(search(shorter, &frame), "?from=2026-11-20T02:30:00Z&to=2026-11-20T05:59:59Z");
    assert_eq!(
        Brush::of(shorter.created(&frame), sunday(), &frame).map(|brush| brush.to),
        Some(shorter.to)
    );
}
