use chrono::{DateTime, Utc};
use proptest::prelude::*;

use super::*;
use crate::find::{Column, Find, Group, Sort};
use crate::query::{Calendar, Span};

#[test]
fn writes_only_what_differs_from_the_default() {
    for search in [
        "",
        "?page=2",
        "?type=polarclaw_install_skills&status=RUNNING,FAILED&last=24h&page=3&size=100&env=prod",
        "?from=2026-04-06T20:51:40Z&to=2026-04-06T20:52:40Z",
        "?type=a%26b%3Dc%20d%2Be",
        "?page=2&view=timeline&batch=pcb-bp1x6v2m8b4n0c5t7&env=prod",
        "?status=FAILED&last=friday&q=sql-review&sort=-duration&group=rollout",
        "?batch=pcb-1&window=a&subtasks=failed&reason=b",
    ] {
        assert_eq!(Location::from_search(search).to_search(), search);
    }
    assert_eq!(Location::default().href(), "?");
}

#[test]
fn reads_other_spellings_of_the_same_view() {
    for (search, same) in [
        ("?status=FAILED&status=RUNNING", "?status=RUNNING,FAILED"),
        ("?status=FAILED%2CRUNNING", "?status=RUNNING,FAILED"),
        ("?page=1&size=30", ""),
        ("?page=3&type=polarclaw_install_skills", "?type=polarclaw_install_skills&page=3"),
        ("?page=0", ""),
        ("?page=-1", ""),
        ("?page=abc&size=", ""),
        ("?page=1000000000000", "?page=1000000"),
        ("?page=99999999999999999999999999", "?page=1000000"),
        ("?size=1000000000", "?size=1000"),
        ("?status=,,running%20", "?status=RUNNING"),
        ("?status=Completed,FAILED", "?status=COMPLETED,FAILED"),
        ("?last=1D", "?last=24h"),
        ("?last=168h", "?last=7d"),
        ("?last=60m", "?last=1h"),
        ("?last=&from=%20&to=", ""),
        ("?from=2026-11-28&to=2026-11-28", "?from=2026-11-28T00:00:00Z&to=2026-11-28T23:59:59Z"),
        ("?from=2026-11-28T10:00:00%2B08:00", "?from=2026-11-28T02:00:00Z"),
        ("?type=a+b", "?type=a%20b"),
        ("?env=prod+b", "?env=prod%20b"),
        ("?type=a&amp;status=FAILED", "?type=a&status=FAILED"),
        ("?Status=FAILED&LAST=1h", "?status=FAILED&last=1h"),
        ("?type=a&type=a", "?type=a"),
        ("?from=2026-11-28T10:00:00+08:00", "?from=2026-11-28T02:00:00Z"),
        ("?from=2026-11-28+10:00:00", "?from=2026-11-28T10:00:00Z"),
        ("?view=TIMELINE&batch=", ""),
        ("?view=table&batch=%20pcb-1%0A", "?batch=pcb-1"),
        ("?%%%&=&&&a", ""),
        ("?proxy=https://evil.example&token=x&endpoint=y&config=z", ""),
    ] {
        assert_eq!(Location::from_search(search).to_search(), same, "{search}");
    }
}

#[test]
fn what_is_not_understood_of_a_filter_is_kept_and_named() {
    for (search, unread) in [
        ("?status=NOPE,RUNNING,no%20pe%20", "status=NOPE&status=no%20pe"),
        ("?last=99y", "last=99y"),
        ("?last=100000001h", "last=100000001h"),
        ("?last=1h&from=2026-04-06T20:51:40Z", "from=2026-04-06T20:51:40Z"),
        ("?last=2h", "last=2h"),
        ("?last=h", "last=h"),
        ("?last=-1h&from=yesterday", "from=yesterday&last=-1h"),
        ("?from=2026-02-30&to=20266-01-01T00:00:00Z", "from=2026-02-30&to=20266-01-01T00:00:00Z"),
        ("?last=\u{ff}", "last=%C3%BF"),
    ] {
        let location = Location::from_search(search);
        assert_eq!(location.unread, unread, "{search}");
        assert!(!location.is_understood());
        assert_eq!(Location::from_search(&location.to_search()), location, "{search}");
        // Other filters are chosen in their place.
        assert_eq!(location.with_query(ListQuery::default()).to_search(), "");
        assert_eq!(location.with_view(View::Timeline).unread, location.unread);
    }
    let location = Location::from_search("?status=NOPE,RUNNING&page=2");
    assert_eq!(location.to_search(), "?status=RUNNING&page=2&status=NOPE");
    assert_eq!(location.with_query(location.query.clone()).to_search(), "?status=RUNNING&page=2");
}

#[test]
fn an_endpoint_that_is_not_there_is_kept() {
    let location = Location::from_search("?status=FAILED&batch=pcb-1&env=production");
    let there = Location { is_env_unknown: true, ..location };
    assert!(!there.is_understood());
    assert!(!there.with_query(ListQuery::default()).is_understood());
    assert_eq!(there.to_search(), "?status=FAILED&batch=pcb-1&env=production");
    let prod = there.with_env(Some("prod".into()));
    assert!(prod.is_understood());
    assert_eq!(prod.to_search(), "?status=FAILED&env=prod");
}

#[test]
fn keeps_a_range_that_is_the_wrong_way_round() {
    let search = "?from=2026-04-07T00:00:00Z&to=2026-04-06T00:00:00Z";
    let location = Location::from_search(search);
    assert!(location.query.created.is_reversed());
    assert_eq!(location.to_search(), search);
}

#[test]
fn a_batch_stays_beside_another_list_but_not_at_another_endpoint() {
    let location = Location::from_search("?page=2&view=timeline&batch=pcb-1");
    for (there, search) in [
        (location.with_page(3), "?page=3&view=timeline&batch=pcb-1"),
        (location.with_view(View::Table), "?page=2&batch=pcb-1"),
        (location.with_batch(Some("pcb-2")), "?page=2&view=timeline&batch=pcb-2"),
        (location.with_batch(None), "?page=2&view=timeline"),
        (location.with_batch(Some(&"x".repeat(257))), "?page=2&view=timeline"),
        (location.with_env(Some("prod".into())), "?page=2&view=timeline&env=prod"),
    ] {
        assert_eq!(there.to_search(), search);
    }
}

#[test]
fn the_part_of_time_is_of_one_list_and_the_state_of_the_panel_of_one_batch() {
    let search = "?last=7d&view=timeline&batch=pcb-1&window=-1h,2h&subtasks=failed&reason=b";
    let location = Location::from_search(search);
    for (there, search) in [
        (
            location.with_page(2),
            "?last=7d&page=2&view=timeline&batch=pcb-1&subtasks=failed&reason=b",
        ),
        (location.with_view(View::Table), "?last=7d&batch=pcb-1&subtasks=failed&reason=b"),
        (location.with_batch(Some("pcb-1")), search),
        (location.with_batch(Some("pcb-2")), "?last=7d&view=timeline&batch=pcb-2&window=-1h,2h"),
        (location.with_batch(None), "?last=7d&view=timeline&window=-1h,2h"),
    ] {
        assert_eq!(there.to_search(), search);
    }
}

fn any_instant() -> impl Strategy<Value = DateTime<Utc>> {
    // The years 0001 to 9999, which is what four digits can say.
    (-62_135_596_800i64..253_402_300_800)
        .prop_map(|seconds| DateTime::from_timestamp(seconds, 0).unwrap())
}

fn any_created() -> impl Strategy<Value = Created> {
    let side = || proptest::option::of(any_instant());
    prop_oneof![
        Just(Created::Any),
        proptest::sample::select(&Span::ALL[..]).prop_map(Created::Last),
        proptest::sample::select(&Calendar::ALL[..]).prop_map(Created::Calendar),
        (side(), side())
            .prop_filter("two open sides are any time", |(from, to)| from.is_some() || to.is_some())
            .prop_map(|(from, to)| Created::Between { from, to }),
    ]
}

fn any_find() -> impl Strategy<Value = String> {
    let sort = (proptest::sample::select(&Column::ALL[..]), any::<bool>())
        .prop_map(|(column, is_descending)| Sort { column, is_descending });
    let group = proptest::sample::select(&Group::ALL[..]);
    (".*", sort, group, any::<bool>()).prop_map(|(search, sort, group, is_slow)| {
        let search = search.trim().to_owned();
        Find { search, sort, group, is_slow, ..Find::default() }.to_text()
    })
}

fn any_location() -> impl Strategy<Value = Location> {
    let statuses = proptest::collection::vec(proptest::sample::select(&BatchStatus::ALL[..]), 0..4);
    let env = proptest::option::of(".+");
    let shown = (any::<bool>(), proptest::option::of(".+"), proptest::option::of(".+"));
    let asked = (proptest::option::of(".*"), statuses, any_created(), any_find());
    (asked, any::<[u64; 2]>(), shown, env).prop_map(
        |(
            (task_type, statuses, created, find),
            [page, size],
            (is_timeline, batch, window),
            env,
        )| {
            let query =
                ListQuery { statuses: statuses.into_iter().collect(), ..ListQuery::default() }
                    .with_task_type(task_type.as_deref())
                    .with_created(created)
                    .with_find(find)
                    .with_size(PageSize::clamped(size))
                    .with_page(PageNumber::clamped(page));
            let view = if is_timeline { View::Timeline } else { View::Table };
            Location { query, view, env, window, ..Location::default() }
                .with_batch(batch.as_deref())
        },
    )
}

proptest! {
    #[test]
    fn every_location_survives_its_url(location in any_location()) {
        prop_assert_eq!(Location::from_search(&location.to_search()), location);
    }
}
