use serde_json::json;

use super::*;
use crate::failure::FailureKind;
use crate::wire::{ReplyHead, read_task_page};

type Counts = StatusCounts<&'static str>;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
}

/// The statuses asked for at an instant, each answered at once by its place + 1.
fn round(counts: &mut Counts, key: &'static str, seconds: i64, is_by_hand: bool) -> String {
    let mut asked = Vec::new();
    while let Some(question) = counts.ask(&key, at(seconds), is_by_hand) {
        asked.push(question.status.api_name());
        counts.ended(question, Ok(Some(asked.len() as u64)), at(seconds), 0.5);
    }
    asked.join(" ")
}

fn shown(counts: &Counts, key: &'static str) -> [Option<u64>; 3] {
    COUNTED.map(|status| counts.of(&key, status))
}

const ALL: &str = "DISPATCHING RUNNING FAILED";

#[test]
fn all_are_asked_one_after_the_other_and_again_after_a_minute() {
    let mut counts = Counts::new();
    assert_eq!(shown(&counts, "any"), [None; 3]);
    for (seconds, asked) in [(0, ALL), (1, ""), (59, ""), (60, ALL), (61, ""), (500, ALL)] {
        assert_eq!(round(&mut counts, "any", seconds, false), asked, "at {seconds} s");
    }
    assert_eq!(shown(&counts, "any"), [Some(1), Some(2), Some(3)]);
}

#[test]
fn only_one_is_on_its_way() {
    let mut counts = Counts::new();
    assert!(counts.ask(&"any", at(0), false).is_some());
    assert_eq!(counts.ask(&"any", at(1), true), None);
}

#[test]
fn a_refresh_by_hand_asks_again_but_not_within_ten_seconds() {
    let mut counts = Counts::new();
    for (seconds, is_by_hand, asked) in
        [(0, false, ALL), (9, true, ""), (10, true, ALL), (15, true, ""), (70, false, ALL)]
    {
        assert_eq!(round(&mut counts, "any", seconds, is_by_hand), asked, "at {seconds} s");
    }
}

#[test]
fn other_filters_begin_anew_and_never_show_the_counts_of_these() {
    let mut counts = Counts::new();
    round(&mut counts, "install", 0, false);
    assert_eq!(shown(&counts, "uninstall"), [None; 3]);
    let first = counts.ask(&"uninstall", at(1), false).unwrap();
    assert_eq!(first.status, BatchStatus::Dispatching);
    assert_eq!(shown(&counts, "install"), [None; 3]);
    // And back, before the answer is there.
    assert_eq!(round(&mut counts, "install", 2, false), ALL);
    counts.ended(first, Ok(Some(77)), at(2), 0.5);
    assert_eq!(shown(&counts, "install"), [Some(1), Some(2), Some(3)]);
}

#[test]
fn a_failure_leaves_out_what_it_was_to_bring_and_ends_the_round() {
    let mut counts = Counts::new();
    round(&mut counts, "any", 0, false);
    let first = counts.ask(&"any", at(60), false).unwrap();
    counts.ended(first, Ok(Some(9)), at(60), 0.5);
    let second = counts.ask(&"any", at(60), false).unwrap();
    counts.ended(second, Err(&Failure::new(FailureKind::Unavailable)), at(61), 0.5);
    assert_eq!(shown(&counts, "any"), [Some(9), None, None]);
    assert_eq!(counts.ask(&"any", at(100), false), None);
}

#[test]
fn a_total_that_is_not_known_is_left_out() {
    let mut counts = Counts::new();
    let question = counts.ask(&"any", at(0), false).unwrap();
    counts.ended(question, Ok(None), at(0), 0.5);
    assert_eq!(counts.of(&"any", BatchStatus::Dispatching), None);
    assert_eq!(counts.ask(&"any", at(0), false).unwrap().status, BatchStatus::Running);
}

#[test]
fn an_endpoint_that_does_not_filter_tells_no_count() {
    for (rows, total, counted) in [
        (&["FAILED"][..], Some(6), Some(6)),
        (&["FAILED "], Some(6), Some(6)),
        (&[], Some(0), Some(0)),
        (&["FAILED"], None, None),
        (&["COMPLETED"], Some(128), None),
        (&["ARCHIVING"], Some(128), None),
    ] {
        let rows: Vec<_> = rows.iter().map(|status| json!({ "Status": status })).collect();
        let reply = json!({ "TaskList": rows, "TotalCount": total }).to_string();
        let head = ReplyHead { status: 200, ..ReplyHead::default() };
        let page = read_task_page(&head, &serde_json::from_str(&reply).unwrap()).unwrap();
        assert_eq!(count(&page, BatchStatus::Failed), counted, "{reply}");
    }
}

#[test]
fn failures_are_followed_by_longer_pauses_and_by_none_where_somebody_must_act() {
    use FailureKind::{NotPermitted, Throttled, Unavailable};
    let failed = |kind, retry_after: Option<u64>| Failure {
        retry_after: retry_after.map(Duration::from_secs),
        ..Failure::new(kind)
    };
    for (failure, in_a_row, is_by_hand, pause) in [
        (failed(Unavailable, None), 1, false, Some(60)),
        // Nobody presses a service in trouble.
        (failed(Unavailable, None), 1, true, Some(60)),
        (failed(Unavailable, None), 3, false, Some(240)),
        (failed(Unavailable, None), 9, false, Some(600)),
        (failed(Throttled, Some(90)), 1, true, Some(90)),
        (failed(NotPermitted, None), 1, false, None),
        (failed(NotPermitted, None), 1, true, Some(10)),
    ] {
        let mut counts = Counts::new();
        let mut now = 0;
        for _ in 0..in_a_row {
            now += 10_000;
            let question = counts.ask(&"any", at(now), false).unwrap();
            counts.ended(question, Err(&failure), at(now), 1.0);
        }
        let asks = |after| counts.clone().ask(&"any", at(now + after), is_by_hand).is_some();
        let first = (0..=1000).find(|after| asks(*after));
        assert_eq!(first, pause, "{in_a_row} of {:?}, by hand: {is_by_hand}", failure.kind);
    }
}
