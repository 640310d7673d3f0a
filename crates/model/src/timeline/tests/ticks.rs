//! Lines and labels, as `position label`; minor lines as their position.

use chrono::TimeDelta;

use super::{at, window};
use crate::time::from_api;
use crate::timeline::{Window, ticks};
use crate::zone::Zone;

fn lines(window: Window, zone: &Zone) -> String {
    let line = |tick: crate::timeline::Tick| {
        assert_eq!(tick.label.is_some(), tick.is_major);
        let label = tick.label.map_or(String::new(), |label| format!(" {label}"));
        format!("{}{label}", tick.at_permyriad)
    };
    ticks(window, zone).into_iter().map(line).collect::<Vec<_>>().join(", ")
}

#[test]
fn lines_are_at_round_times_of_the_zone() {
    let india = Zone::fixed(TimeDelta::minutes(330));
    let shanghai = Zone::fixed(TimeDelta::hours(8));
    for (from, to, zone, expected) in [
        (
            "11:00",
            "16:00",
            &Zone::UTC,
            "0 11:00, 1000, 2000 12:00, 3000, 4000 13:00, 5000, 6000 14:00, 7000, 8000 15:00, 9000, \
             10000 16:00",
        ),
        ("11:10", "14:10", &india, "277, 1111 17:00, 1944, 2777 17:30, 3611, 4444 18:00"),
        (
            "22:00",
            "25 04:00",
            &Zone::UTC,
            "0 22:00, 833, 1666 23:00, 2500, 3333 11-25, 4166, 5000 01:00, 5833, 6666 02:00, 7500, \
             8333 03:00, 9166, 10000 04:00",
        ),
        ("11:00", "11:05", &Zone::UTC, "0 11:00, 2000 11:01, 4000 11:02, 6000 11:03, 8000 11:04"),
        ("20 12:00", "24 12:00", &shanghai, "416 11-21, 1041, 1666 12:00, 2291, 2916 11-22"),
        ("10 00:00", "24 00:00", &Zone::UTC, "0, 714 11-11, 1428, 2142 11-13, 2857, 3571 11-15"),
    ] {
        let found = lines(window(from, to), zone);
        assert!(found.starts_with(expected), "{from} to {to}: {found}");
    }
}

#[test]
fn a_day_of_another_year_bears_its_year() {
    let to = from_api("2026-01-03T00:00:00Z").unwrap();
    let week = Window::between(to - TimeDelta::days(6), to);
    let labels: Vec<_> =
        ticks(week, &Zone::UTC).into_iter().filter_map(|tick| tick.label).collect();
    assert_eq!(
        labels,
        ["2025-12-28", "2025-12-29", "2025-12-30", "2025-12-31", "01-01", "01-02", "01-03"]
    );
}

#[test]
fn lines_follow_the_change_of_the_clocks() {
    // New York in 2026: summer from 03-08 07:00 UTC until 11-01 06:00 UTC.
    let new_york = Zone::named("America/New_York", |instant| {
        let change = |text| from_api(text).unwrap();
        let summer = change("2026-03-08T07:00:00Z")..change("2026-11-01T06:00:00Z");
        TimeDelta::hours(if summer.contains(&instant) { -4 } else { -5 })
    });
    for (from, hours, expected) in [
        (
            "2026-03-08T05:00:00Z",
            5,
            "0 03-08, 1000, 2000 01:00, 3000, 4000 03:00, 5000, 6000 04:00",
        ),
        (
            "2026-11-01T04:00:00Z",
            5,
            "0 11-01, 1000, 2000 01:00, 3000, 4000 01:00, 5000, 6000 02:00",
        ),
        ("2026-03-08T05:00:00Z", 20, "0 03-08, 500, 1000 03:00, 1500, 2000"),
        ("2026-03-08T03:00:00Z", 40, "500 03-08, 1000, 1750 06:00, 2500, 3250 12:00"),
    ] {
        let from = from_api(from).unwrap();
        let found = lines(Window::between(from, from + TimeDelta::hours(hours)), &new_york);
        assert!(found.starts_with(expected), "{from}, {hours} h: {found}");
    }
    let from = from_api("2026-03-06T05:00:00Z").unwrap();
    let labels = ticks(Window::between(from, from + TimeDelta::days(5)), &new_york);
    let labels: Vec<_> = labels.into_iter().filter_map(|tick| tick.label).collect();
    assert_eq!(labels, ["03-06", "03-07", "03-08", "03-09", "03-10", "03-11"]);
}

#[test]
fn every_window_has_a_few_labels() {
    let mut length = Window::SHORTEST;
    while length <= Window::LONGEST {
        let window = Window::between(at("11:07") - length, at("11:07"));
        let ticks = ticks(window, &Zone::fixed(TimeDelta::minutes(345)));
        let labels = ticks.iter().filter(|tick| tick.is_major).count();
        assert!((3..=10).contains(&labels), "{labels} labels in {length}");
        assert!(ticks.is_sorted_by(|a, b| a.at_permyriad < b.at_permyriad));
        length += length / 7;
    }
}
