//! What holds of any batch in any window.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::task;
use crate::locale::Locale;
use crate::time::{Timestamp, from_api, to_api};
use crate::timeline::{Placed, Span, Window, bar, ticks};
use crate::zone::Zone;

/// Any instant that a reply can bear, and more of those that lie near each other.
fn instant() -> impl Strategy<Value = DateTime<Utc>> {
    let first = from_api("0000-01-01T00:00:00Z").unwrap().timestamp();
    let last = from_api("9999-12-31T23:59:59Z").unwrap().timestamp();
    prop_oneof![first..=last, 1_700_000_000..1_700_020_000_i64]
        .prop_map(|seconds| DateTime::from_timestamp(seconds, 0).unwrap())
}

fn is_sound(window: Window) {
    assert!(
        window.length() >= Window::SHORTEST && window.length() <= Window::LONGEST,
        "{window:?}"
    );
    let ticks = ticks(window, &Zone::fixed(TimeDelta::minutes(330)));
    assert!(ticks.iter().all(|tick| tick.at_permyriad <= Window::WIDTH) && ticks.len() < 100);
    assert!(ticks.is_sorted_by_key(|tick| tick.at_permyriad));
}

proptest! {
    #[test]
    fn every_position_is_within_the_lane(
        status in proptest::sample::select(vec!["RUNNING", "COMPLETED", "DISPATCHING", "ODD"]),
        times in prop::collection::vec((instant(), instant(), instant()), 1..9),
        now in instant(),
        moves in prop::collection::vec((0..4_u8, any::<i16>()), 0..12),
    ) {
        let locale = &Locale::default();
        let tasks: Vec<_> = times.iter().map(|(begin, end, forecast_end)| {
            let mut task = task(status, "", "");
            task.begin = Timestamp::read(&to_api(*begin));
            task.end = Timestamp::read(&to_api(*end));
            (task, *forecast_end)
        }).collect();
        let spans: Vec<Span> =
            tasks.iter().filter_map(|(task, end)| Span::of(locale, task, Some(*end), now)).collect();
        is_sound(Window::fit_page(&spans, now));
        let mut window = Window::fit(&spans, now);
        is_sound(window);
        for (kind, permille) in moves {
            window = match kind {
                0 => window.zoomed_in(now),
                1 => window.zoomed_out(now),
                2 => window.showing_now(now),
                _ => window.panned(i32::from(permille)),
            };
            is_sound(window);
            for (task, end) in &tasks {
                let Placed::Within { from_permyriad: from, to_permyriad: to, forecast_to_permyriad } =
                    bar(locale, task, Some(*end), window, now) else { continue };
                prop_assert!(from <= to && to <= forecast_to_permyriad.unwrap_or(to));
                prop_assert!(forecast_to_permyriad.unwrap_or(to) <= Window::WIDTH);
            }
        }
    }
}
