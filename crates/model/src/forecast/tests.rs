//! Simulated batches, looked at as the console does.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Forecast, History, last_end};
use crate::time::from_api;

mod followed;
mod properties;
mod worded;

/// So many seconds after 14:00 UTC, the zero of every simulation.
fn at(seconds: i64) -> DateTime<Utc> {
    from_api("2026-11-24T14:00:00Z").unwrap() + TimeDelta::seconds(seconds)
}

/// What was seen at these instants, in seconds, of a batch with `total` sub-tasks.
fn history(total: u64, samples: impl IntoIterator<Item = (i64, u64)>) -> History {
    let mut samples = samples.into_iter();
    let (first, done) = samples.next().unwrap();
    let mut history = History::new(at(first), done, total);
    for (seconds, done) in samples {
        history.seen(at(seconds), done, total);
    }
    history
}

/// A look each `every` seconds in `from..=until` at a batch whose count is a function of the time.
fn polled(from: i64, until: i64, every: usize, done: fn(i64) -> u64) -> Vec<(i64, u64)> {
    (from..=until).step_by(every).map(|seconds| (seconds, done(seconds))).collect()
}

/// In whole seconds: the expected end, as an instant of the simulation.
fn end(history: &History, now: i64) -> Option<i64> {
    history.forecast(at(now)).end().map(|end| (end - at(0)).num_seconds())
}

/// One sub-task each 5 s.
fn steady(seconds: i64) -> u64 {
    seconds.unsigned_abs() / 5
}

/// One each 130 s, which is slower than any poll.
fn slow(seconds: i64) -> u64 {
    seconds.unsigned_abs() / 130
}

/// Five at once each 60 s.
fn bursts(seconds: i64) -> u64 {
    seconds.unsigned_abs() / 60 * 5
}

/// One each 5 s for 300 s, then none.
fn stopping(seconds: i64) -> u64 {
    steady(seconds.min(300))
}

/// One each 5 s for 300 s, then one each 20 s.
fn slowing(seconds: i64) -> u64 {
    steady(seconds.min(300)) + (seconds - 300).max(0).unsigned_abs() / 20
}

#[test]
fn the_end_follows_from_the_recent_pace() {
    for (name, done, total, polls, now, expected, tolerance) in [
        ("steady, each 5 s", steady as fn(i64) -> u64, 120, (0, 300, 5), 300, 600, 9),
        ("steady, each 60 s", steady, 120, (0, 300, 60), 310, 600, 9),
        ("steady, a look off the beat", steady, 120, (3, 303, 7), 304, 600, 12),
        ("steady, the last one", steady, 61, (0, 300, 5), 301, 305, 5),
        ("slow, each 5 s", slow, 20, (0, 1500, 5), 1502, 2600, 60),
        ("slow, each 60 s", slow, 20, (0, 1500, 60), 1502, 2600, 90),
        ("bursts, just after one", bursts, 100, (5, 605, 5), 606, 1200, 15),
        ("bursts, just before one", bursts, 100, (5, 655, 5), 656, 1200, 15),
        ("bursts, the last one", bursts, 55, (5, 620, 5), 620, 660, 10),
        ("bursts, each 60 s", bursts, 100, (5, 605, 60), 606, 1200, 15),
        ("slowing, new pace alone", slowing, 120, (0, 900, 5), 900, 1500, 30),
    ] {
        let (from, until, every) = polls;
        let history = history(total, polled(from, until, every, done));
        let end = end(&history, now).unwrap();
        assert!((end - expected).abs() <= tolerance, "{name}: {end}, expected {expected}");
    }
}

#[test]
fn nothing_is_promised_before_15_s_and_some_progress() {
    for (samples, now, forecast) in [
        (vec![(0, 4)], 1, Forecast::Estimating),
        (vec![(0, 4), (14, 5)], 14, Forecast::Estimating),
        (vec![(0, 4), (500, 4)], 500, Forecast::Estimating),
        (vec![(0, 4), (15, 5)], 15, Forecast::Ends { at: at(60), left: TimeDelta::seconds(45) }),
        (vec![(0, 4), (5, 5), (15, 5)], 15, {
            Forecast::Ends { at: at(60), left: TimeDelta::seconds(45) }
        }),
        (vec![(0, 0), (60, 1)], 70, Forecast::Ends { at: at(480), left: TimeDelta::seconds(410) }),
    ] {
        let forecast_then = history(8, samples.clone()).forecast(at(now));
        assert_eq!(forecast_then, forecast, "{samples:?}");
    }
}

#[test]
fn a_burst_promises_no_end_at_once() {
    let early = history(40, [(0, 0), (5, 38), (15, 38)]);
    assert_eq!(end(&early, 15), Some(30));
    let late = history(75, polled(0, 300, 5, steady).into_iter().chain([(301, 73)]));
    assert_eq!(end(&late, 301), Some(310));
}

#[test]
fn an_end_moves_away_once_the_next_step_is_overdue() {
    // Sixty in 300 s, sixty to go, and then nothing.
    for (watched_until, expected) in [(300, 600), (310, 600), (360, 700), (600, 1180), (899, 1778)]
    {
        let history = history(120, polled(0, watched_until, 5, stopping));
        let end = end(&history, watched_until).unwrap();
        assert!((end - expected).abs() <= 25, "at {watched_until}: {end}");
    }
}

#[test]
fn ten_minutes_without_progress_are_a_stall() {
    for (watched_until, now, forecast) in [
        (900, 900, Forecast::Stalled { lasting: TimeDelta::minutes(10) }),
        (1020, 1023, Forecast::Stalled { lasting: TimeDelta::minutes(12) }),
        (1020, 1321, Forecast::Unknown),
    ] {
        let history = history(120, polled(0, watched_until, 5, stopping));
        assert_eq!(history.forecast(at(now)), forecast, "until {watched_until}");
    }
    let never_moved = history(120, polled(0, 600, 60, |_| 7));
    let stalled = Forecast::Stalled { lasting: TimeDelta::minutes(10) };
    assert_eq!(never_moved.forecast(at(600)), stalled);
}

#[test]
fn a_batch_that_goes_on_after_a_stall_is_estimated_again() {
    let before = polled(0, 1200, 5, stopping);
    let after = polled(1205, 1800, 5, |seconds| 60 + (seconds - 1200).unsigned_abs() / 5);
    let history = history(240, before.into_iter().chain(after));
    assert!((end(&history, 1800).unwrap() - 2100).abs() <= 15);
}

#[test]
fn what_nobody_watched_is_no_stall_until_a_look_shows_the_same_count() {
    let asleep_at_300 = history(1200, polled(0, 300, 5, steady));
    assert_eq!(asleep_at_300.forecast(at(3900)), Forecast::Unknown);

    let mut same = asleep_at_300.clone();
    same.seen(at(3900), 60, 1200);
    let hour = Forecast::Stalled { lasting: TimeDelta::minutes(60) };
    assert_eq!(same.forecast(at(3901)), hour);

    let mut went_on = asleep_at_300;
    went_on.seen(at(3900), 780, 1200);
    assert!((end(&went_on, 3901).unwrap() - 6000).abs() <= 60);

    let asleep_at_once = history(1200, [(0, 60), (3600, 780)]);
    assert_eq!(end(&asleep_at_once, 3601), Some(5700));
}

#[test]
fn counts_that_go_back_begin_anew() {
    for (name, done, total, forecast) in [
        ("the count fell", 59, 120, Forecast::Estimating),
        ("the total grew", 60, 240, Forecast::Estimating),
        ("the total fell", 60, 100, Forecast::Estimating),
        ("all is done", 120, 120, Forecast::Unknown),
        ("more than all", 121, 120, Forecast::Unknown),
        ("there is no sub-task", 0, 0, Forecast::Unknown),
    ] {
        let mut history = history(120, polled(0, 300, 5, steady));
        history.seen(at(305), done, total);
        assert_eq!(history.forecast(at(305)), forecast, "{name}");
    }
}

#[test]
fn a_look_from_the_past_is_dropped_and_a_clock_set_back_begins_anew() {
    let known = history(120, polled(0, 300, 5, steady));
    for (seconds, done, expected) in
        [(300, 59, end(&known, 300)), (241, 0, end(&known, 300)), (230, 0, None)]
    {
        let mut history = known.clone();
        history.seen(at(seconds), done, 120);
        assert_eq!(end(&history, 300), expected, "{seconds}");
    }
    assert_eq!(known.forecast(at(239)), Forecast::Unknown);
    assert!(end(&known, 290).is_some());
}

#[test]
fn an_end_that_is_too_far_away_is_none() {
    let history = history(1 << 53, polled(0, 300, 5, steady));
    assert_eq!(history.forecast(at(300)), Forecast::Unknown);
}

#[test]
fn thousands_of_samples_take_no_more_room() {
    for every in [1, 5, 60] {
        let history = history(100_000, polled(0, 100_000, every, steady));
        assert!(history.len() <= History::CAP);
        let end = end(&history, 100_000).unwrap();
        assert!((end - 500_000).abs() <= 12_000, "each {every} s: {end}");
    }
}

#[test]
fn the_last_end_is_known_only_if_every_end_is() {
    let ends = |seconds| Forecast::Ends { at: at(seconds), left: TimeDelta::seconds(seconds) };
    let stalled = Forecast::Stalled { lasting: TimeDelta::minutes(10) };
    for (forecasts, last) in [
        (vec![], None),
        (vec![ends(60), ends(90), ends(5)], Some(at(90))),
        (vec![ends(60), Forecast::Estimating], None),
        (vec![stalled, ends(60)], None),
    ] {
        assert_eq!(last_end(forecasts), last);
    }
}
