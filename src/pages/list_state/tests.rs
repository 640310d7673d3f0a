//! What the page says in each state of its list.

use std::time::Duration;

use super::*;
use crate::i18n::chinese;
use crate::pages::sample::{answered, at, failed, key, page, shanghai};

fn ready() -> List {
    answered(List::new(), "", "a:RUNNING", 0)
}

fn next_at(seconds: i64) -> Refreshing {
    Refreshing { next_try: Some(at(seconds)), ..Refreshing::default() }
}

fn recalled() -> List {
    let mut list = List::new();
    list.started(key(""));
    list.recalled(page("a:RUNNING"), at(-86_400));
    list
}

#[test]
fn the_refresh_control_says_how_old_the_rows_are_and_what_comes_next() {
    let paused = Refreshing { is_paused: true, ..Refreshing::default() };
    let offline = Refreshing { is_offline: true, ..Refreshing::default() };
    let slow = Refreshing { is_slow: true, ..Refreshing::default() };
    let mut loading = List::new();
    loading.started(key(""));
    let idle = Refreshing::default();
    let throttled = failed(ready(), FailureKind::Throttled);
    let unavailable = failed(ready(), FailureKind::Unavailable);
    for (list, refreshing, age, liveness) in [
        (ready(), next_at(5), "Updated 2 s ago", Liveness::Live),
        (ready(), paused, "Updated 2 s ago", Liveness::Paused),
        (ready(), offline, "Data from 14:52:08", Liveness::Offline),
        (ready(), slow, "Refreshing…", Liveness::Live),
        (
            throttled.clone(),
            next_at(10),
            "Data from 14:52:08 · Throttled · next try in 8 s",
            Liveness::Throttled,
        ),
        (
            throttled.clone(),
            Refreshing { is_paused: true, quiet_until: Some(at(10)), ..paused },
            "Data from 14:52:08 · Throttled · next try in 8 s",
            Liveness::Paused,
        ),
        (
            failed(recalled(), FailureKind::Throttled),
            next_at(10),
            "Data from 11-23 14:52:08 · Throttled · next try in 8 s",
            Liveness::Throttled,
        ),
        (unavailable, next_at(10), "Next try in 8 s", Liveness::Troubled),
        (
            failed(ready(), FailureKind::NotPermitted),
            Refreshing::default(),
            "Data from 14:52:08",
            Liveness::Stopped,
        ),
        (
            failed(List::new(), FailureKind::Throttled),
            next_at(10),
            "Throttled · next try in 8 s",
            Liveness::Throttled,
        ),
        (failed(List::new(), FailureKind::NotPermitted), idle, "", Liveness::Stopped),
        (loading, Refreshing::default(), "Loading…", Liveness::Live),
        (recalled(), Refreshing::default(), "Data from 11-23 14:52:08", Liveness::Live),
        (List::new(), Refreshing::default(), "", Liveness::Live),
    ] {
        let state = refresh(&shanghai(), &list, &refreshing, at(2));
        assert_eq!((&*(state.age + &state.why), state.liveness), (age, liveness));
    }
}

#[test]
fn nobody_asks_while_the_service_wants_to_be_left_alone() {
    let list = failed(ready(), FailureKind::Throttled);
    for (until, is_blocked) in [(None, false), (Some(9), true), (Some(2), false)] {
        let refreshing = Refreshing { quiet_until: until.map(at), ..Refreshing::default() };
        assert_eq!(refresh(&shanghai(), &list, &refreshing, at(2)).is_blocked, is_blocked);
    }
}

#[test]
fn trouble_that_may_pass_is_told_the_third_time() {
    for (kind, told) in [
        (FailureKind::Unavailable, [false, false, true]),
        (FailureKind::TimedOut, [false, false, true]),
        (FailureKind::Unreachable, [true, true, true]),
        (FailureKind::Undecodable, [true, true, true]),
        (FailureKind::NotPermitted, [true, true, true]),
        (FailureKind::Throttled, [false, false, false]),
    ] {
        let mut list = ready();
        for is_told in told {
            list = failed(list, kind);
            let live = Refreshing::default();
            assert_eq!(told_failure(&list, &live).is_some(), is_told, "{kind:?}");
            let is_stale = is_told || kind == FailureKind::Throttled;
            assert_eq!(stale_since(&list, &live, at(2)), is_stale.then_some(at(0)), "{kind:?}");
            // However it is told, data grow old.
            assert_eq!(stale_since(&list, &live, at(16)), Some(at(0)), "{kind:?}");
        }
    }
}

#[test]
fn who_stopped_the_refresh_and_asks_by_hand_is_told_at_once() {
    let paused = Refreshing { is_paused: true, ..Refreshing::default() };
    assert!(told_failure(&failed(ready(), FailureKind::Unavailable), &paused).is_some());
}

#[test]
fn rows_of_an_earlier_visit_are_never_taken_for_new() {
    let live = Refreshing::default();
    let offline = Refreshing { is_offline: true, ..live };
    assert_eq!(stale_since(&recalled(), &live, at(2)), Some(at(-86_400)));
    let list = failed(recalled(), FailureKind::Unavailable);
    assert!(told_failure(&list, &live).is_some());
    assert_eq!(stale_since(&ready(), &live, at(15)), None);
    assert_eq!(stale_since(&ready(), &offline, at(2)), Some(at(0)));
}

#[test]
fn a_list_that_could_not_be_loaded_is_not_called_empty() {
    let empty = answered(List::new(), "", "", 0);
    assert_eq!(outcome(&Location::default(), &empty), Outcome::Empty);
    let list = failed(empty, FailureKind::Unavailable);
    let Outcome::Failed(failure) = outcome(&Location::default(), &list) else { panic!() };
    assert_eq!(failure.kind, FailureKind::Unavailable);
    let rows = failed(ready(), FailureKind::Unavailable);
    assert_eq!(outcome(&Location::default(), &rows), Outcome::Rows);
}

#[test]
fn nothing_nothing_that_fits_and_no_such_page_are_three_states() {
    for (search, outcome) in [
        ("", Outcome::Empty),
        ("?status=FAILED", Outcome::NoMatch),
        ("?page=3", Outcome::Gone { last: 1 }),
        ("?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z", Outcome::Reversed),
    ] {
        let list = answered(List::new(), search, "", 0);
        assert_eq!(super::outcome(&Location::from_search(search), &list), outcome, "{search}");
    }
    assert_eq!(super::outcome(&Location::default(), &List::new()), Outcome::Loading);
}

#[test]
fn chinese_ends_with_what_happens() {
    let locale = &Locale { zone: shanghai().zone, ..chinese() };
    let throttled = failed(ready(), FailureKind::Throttled);
    for (list, refreshing, age) in [
        (ready(), next_at(5), "2 秒前更新"),
        (throttled, next_at(171), "数据截至 14:52:08 · 请求被限流 · 2 分 49 秒后重试"),
        (recalled(), Refreshing::default(), "数据截至 11-23 14:52:08"),
    ] {
        let shown = refresh(locale, &list, &refreshing, at(2));
        assert_eq!(shown.age + &shown.why, age);
    }
}

#[test]
fn what_grew_old_says_since_when_and_why() {
    let unavailable = failed(ready(), FailureKind::Unavailable);
    let (live, slow) = (next_at(20), Refreshing { is_slow: true, ..Refreshing::default() });
    let paused = Refreshing { is_paused: true, ..Refreshing::default() };
    let rare = Refreshing { expected: Duration::from_secs(30), ..next_at(30) };
    for (list, refreshing, seconds, age) in [
        (ready(), live, 15, "Updated 15 s ago"),
        (ready(), live, 16, "Data from 14:52:08"),
        (ready(), slow, 16, "Data from 14:52:08 · Refreshing…"),
        (ready(), paused, 16, "Data from 14:52:08"),
        (unavailable.clone(), live, 15, "Next try in 5 s"),
        (unavailable, live, 16, "Data from 14:52:08 · Next try in 4 s"),
        (ready(), rare, 60, "Updated 1 min ago"),
        (ready(), rare, 61, "Data from 14:52:08"),
    ] {
        let shown = refresh(&shanghai(), &list, &refreshing, at(seconds));
        assert_eq!(shown.age + &shown.why, age);
    }
}
