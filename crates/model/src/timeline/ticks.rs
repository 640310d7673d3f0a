//! The lines behind the bars, at round times of the zone.

use chrono::{DateTime, TimeDelta, Utc};

use super::Window;
use crate::zone::Zone;

/// A line across all lanes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Where, in ten-thousandths of the lane's width.
    pub at_permyriad: u16,
    /// `11:00`, or at midnight `11-24`; only major lines have one.
    pub label: Option<String>,
    /// Whether it is one of the stronger lines.
    pub is_major: bool,
}

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Monday, 1970-01-05, 00:00: weeks begin on Mondays.
const MONDAY: i64 = 4 * DAY;

/// From one major line to the next, and from one line to the next, in milliseconds.
const STEPS: [(i64, i64); 16] = [
    (MINUTE, MINUTE),
    (2 * MINUTE, MINUTE),
    (5 * MINUTE, MINUTE),
    (10 * MINUTE, 5 * MINUTE),
    (15 * MINUTE, 5 * MINUTE),
    (30 * MINUTE, 15 * MINUTE),
    (HOUR, 30 * MINUTE),
    (2 * HOUR, HOUR),
    (3 * HOUR, HOUR),
    (6 * HOUR, 3 * HOUR),
    (12 * HOUR, 6 * HOUR),
    (DAY, 12 * HOUR),
    (2 * DAY, DAY),
    (4 * DAY, DAY),
    (7 * DAY, DAY),
    (14 * DAY, 7 * DAY),
];

/// A window is never longer than this many major steps.
const MOST_STEPS: i64 = 9;
/// More lines than any window has.
const MOST_TICKS: usize = 100;

/// The lines of `window` from left to right, with 3 to 10 labels.
pub fn ticks(window: Window, zone: &Zone) -> Vec<Tick> {
    let length = window.length().num_milliseconds();
    let fits = |(major, _): &(i64, i64)| length <= major * MOST_STEPS;
    let (major, minor) = STEPS.into_iter().find(fits).unwrap_or((14 * DAY, 7 * DAY));
    let mut ticks = Vec::new();
    let mut instant = window.from() - TimeDelta::milliseconds(1);
    while ticks.len() < MOST_TICKS {
        instant = next_round(instant, minor, zone);
        let Some(at_permyriad) = window.position(instant) else { break };
        let is_major = past_round(instant, major, zone) == 0;
        let label = is_major.then(|| label(instant, window, zone));
        ticks.push(Tick { at_permyriad, label, is_major });
    }
    ticks
}

/// The day at midnight, the time otherwise; days of another year than the window's end bear their year.
fn label(instant: DateTime<Utc>, window: Window, zone: &Zone) -> String {
    let clock = zone.clock_time(instant, window.to());
    if past_round(instant, DAY, zone) == 0 {
        return clock.day;
    }
    let mut time = clock.time;
    time.truncate("11:00".len());
    time
}

/// How many milliseconds have passed in the zone since the last multiple of `step`.
fn past_round(instant: DateTime<Utc>, step: i64, zone: &Zone) -> i64 {
    ((instant + zone.offset_at(instant)).timestamp_millis() - MONDAY).rem_euclid(step)
}

/// The first instant after this one at a multiple of `step` in the zone.
fn next_round(after: DateTime<Utc>, step: i64, zone: &Zone) -> DateTime<Utc> {
    let ahead =
        |from: DateTime<Utc>| from + TimeDelta::milliseconds(step - past_round(from, step, zone));
    let next = ahead(after);
    if past_round(next, step, zone) == 0 {
        return next;
    }
    // The clocks change in between: by as much the next round time comes sooner or later.
    let moved = next - (zone.offset_at(next) - zone.offset_at(after));
    if moved > after && past_round(moved, step, zone) == 0 { moved } else { ahead(next) }
}
