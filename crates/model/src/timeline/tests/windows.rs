//! Which window fits, and how it is moved.

use chrono::TimeDelta;

use super::{at, minutes, span, window};
use crate::timeline::{Span, Window};

#[test]
fn a_window_fits_the_page_within_six_hours_and_shows_now() {
    let now = at("14:53");
    let running = Span { forecast_to: Some(at("15:21")), ..span("14:41", "14:53") };
    for (name, spans, fitted) in [
        ("no batch", vec![], window("09:53", "15:53")),
        ("one that ended", vec![span("13:13", "14:00")], window("13:08", "14:58")),
        ("one that runs", vec![running], window("14:39", "15:23")),
        ("one yesterday", vec![running, span("23 11:00", "23 12:00")], window("14:39", "15:23")),
        ("one for days", vec![span("20 11:00", "14:53")], window("09:53", "15:53")),
        (
            "one that ends in years",
            vec![
                running,
                Span { to: at("14:00") + TimeDelta::days(700), ..span("13:13", "14:00") },
            ],
            window("13:05", "15:53"),
        ),
        (
            "nothing but old ones",
            vec![span("23 10:10", "23 11:50")],
            window("23 10:05", "23 11:55"),
        ),
        ("one far ahead", vec![span("30 11:00", "30 11:00")], window("30 10:56", "30 11:01")),
    ] {
        let found = Window::fit(&spans, now);
        for (edge, expected) in [(found.from(), fitted.from()), (found.to(), fitted.to())] {
            assert!((edge - expected).abs() < TimeDelta::minutes(1), "{name}: {found:?}");
        }
    }
}

#[test]
fn a_hundred_batches_fit_like_one() {
    let spans: Vec<Span> = (0..100)
        .map(|number| at("12:00") + TimeDelta::minutes(number))
        .map(|begin| Span { from: begin, to: begin + TimeDelta::minutes(1), forecast_to: None })
        .collect();
    assert_eq!(Window::fit_page(&spans, at("14:53")), window("11:55", "13:45"));
}

#[test]
fn the_whole_page_fits_up_to_the_longest_window() {
    let now = at("14:53");
    let week = Window::fit_page(&[span("10 12:00", "12 12:00"), span("20 12:00", "20 12:00")], now);
    assert_eq!(week, window("10 00:00", "21 00:00"));

    let old = span("10 12:00", "10 12:00");
    let ancient = Span { from: old.from - TimeDelta::days(2000), ..old };
    let longest = Window::fit_page(&[ancient, span("20 12:00", "20 12:00")], now);
    assert_eq!(longest.length(), Window::LONGEST);
    assert!(longest.shows(at("20 12:00")));

    let mistaken = Span { from: now, to: now + TimeDelta::days(3000), forecast_to: None };
    assert_eq!(Window::fit_page(&[mistaken], now), window("09:53", "15:53"));
}

#[test]
fn zooming_keeps_now_in_its_place_or_the_middle() {
    let shown = window("11:00", "15:00");
    assert_eq!(shown.zoomed_in(at("14:00")), window("12:30", "14:30"));
    assert_eq!(shown.zoomed_out(at("14:00")), window("08:00", "16:00"));
    assert_eq!(shown.zoomed_in(at("17:00")), window("12:00", "14:00"));
    assert_eq!(shown.zoomed_out(at("17:00")), window("09:00", "17:00"));
}

#[test]
fn zooming_ends_at_five_minutes_and_ninety_days() {
    let (mut near, mut far) = (window("11:00", "15:00"), window("11:00", "15:00"));
    for _ in 0..20 {
        (near, far) = (near.zoomed_in(at("14:00")), far.zoomed_out(at("14:00")));
    }
    assert_eq!((near.length(), far.length()), (Window::SHORTEST, Window::LONGEST));
    assert!(near.shows(at("14:00")) && far.shows(at("14:00")));
}

#[test]
fn panning_keeps_the_length() {
    for (permille, moved) in [
        (250, window("12:00", "16:00")),
        (-500, window("09:00", "13:00")),
        (-6000, window("23 11:00", "23 15:00")),
    ] {
        assert_eq!(window("11:00", "15:00").panned(permille), moved);
    }
    let most = window("11:00", "15:00").panned(i32::MAX).panned(i32::MAX);
    assert_eq!(minutes(most), 240);
}

#[test]
fn now_is_brought_back() {
    let back = window("23 10:00", "23 16:00").showing_now(at("14:53"));
    assert_eq!(back, window("09:53", "15:53"));
    assert_eq!(back.position(at("14:53")), Some(8333));
    assert_eq!(back.position(at("09:52")), None);
}
