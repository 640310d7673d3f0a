//! What the page says in each state of its list.

use std::time::Duration;

use chrono::TimeDelta;
use model::config::Config;
use model::failure::FailureKind;
use model::query::ListQuery;
use model::task::TaskPage;
use model::time::from_api;

use super::*;
use crate::live::ListKey;

const SHANGHAI: Zone = Zone(|_| TimeDelta::hours(8));

fn at(seconds: i64) -> DateTime<Utc> {
    from_api("2026-11-24T06:52:08Z").unwrap() + TimeDelta::seconds(seconds)
}

fn key() -> ListKey {
    let endpoint = Config::beside_the_page().endpoints.remove(0);
    ListKey { endpoint, query: ListQuery::default() }
}

fn answered() -> List {
    let mut list = List::new();
    let generation = list.started(key());
    let page = TaskPage { tasks: Vec::new(), total: Some(0), request_id: None };
    list.answered(generation, page, at(0));
    list
}

fn failed(mut list: List, kind: FailureKind) -> List {
    let generation = list.started(key());
    let failure = Failure {
        code: Some("Throttling.User".to_owned()),
        request_id: Some("R-1".to_owned()),
        retry_after: Some(Duration::from_secs(8)),
        ..Failure::new(kind)
    };
    list.failed(generation, failure);
    list
}

fn refreshing(is_paused: bool, is_offline: bool, next_try: Option<i64>) -> Refreshing {
    Refreshing { is_paused, is_offline, next_try: next_try.map(at) }
}

#[test]
fn the_refresh_control_says_how_old_the_rows_are_and_what_comes_next() {
    let throttled = failed(answered(), FailureKind::Throttled);
    let forbidden = failed(answered(), FailureKind::NotPermitted);
    for (list, refreshing, age, liveness) in [
        (answered(), refreshing(false, false, Some(5)), "Updated 2 s ago", Liveness::Live),
        (answered(), refreshing(true, false, None), "Updated 2 s ago", Liveness::Paused),
        (answered(), refreshing(false, true, None), "Data from 14:52:08", Liveness::Offline),
        (throttled, refreshing(false, false, Some(10)), "Next try in 8 s", Liveness::Troubled),
        (forbidden, refreshing(false, false, None), "", Liveness::Stopped),
        (List::new(), refreshing(false, false, None), "", Liveness::Live),
    ] {
        let state = refresh(&list, &refreshing, SHANGHAI, at(2));
        assert_eq!((state.age.as_str(), state.liveness), (age, liveness));
    }
}

#[test]
fn the_banner_names_the_trouble_and_the_age_of_the_rows() {
    let banner = |list: &List, is_offline| {
        let BannerState { title, text } = banner(list, is_offline, SHANGHAI);
        [title, text].join(" ").trim().to_owned()
    };
    assert_eq!(banner(&answered(), false), "");
    assert_eq!(banner(&List::new(), true), "");
    assert_eq!(
        banner(&answered(), true),
        "Connection lost. Data from 14:52:08. The list is refreshed as soon as there is a connection."
    );
    assert_eq!(
        banner(&failed(answered(), FailureKind::Throttled), false),
        "Rate limited. The account's API quota is used up for the moment. Data from 14:52:08. \
         · Throttling.User · R-1"
    );
}

#[test]
fn nothing_nothing_that_fits_and_no_such_page_are_three_states() {
    for (search, outcome) in [
        ("", Outcome::Empty),
        ("?status=FAILED", Outcome::NoMatch),
        ("?page=3", Outcome::Gone { last: 1 }),
        ("?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z", Outcome::Reversed),
    ] {
        let location = Location::from_search(search);
        let mut list = List::new();
        let key = ListKey { query: location.query.clone(), ..key() };
        let generation = list.started(key);
        let page = TaskPage { tasks: Vec::new(), total: Some(0), request_id: None };
        list.answered(generation, page, at(0));
        assert_eq!(super::outcome(&location, &list), outcome, "{search}");
    }
    assert_eq!(super::outcome(&Location::default(), &List::new()), Outcome::Loading);
}
