use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::wire::{ReplyHead, read_batch};

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(1_000_000 + seconds)
}

fn watched(id: &str) -> Watched {
    Watched::new("prod", id, &format!("task {id}"))
}

fn watching(ids: &[&str]) -> WatchList {
    let mut list = WatchList::default();
    ids.iter().for_each(|id| list.add(watched(id)));
    list
}

fn task(id: &str, status: &str) -> BatchTask {
    let reply = json!({ "BatchId": id, "TaskName": "renamed", "Status": status }).to_string();
    let head = ReplyHead { status: 200, ..ReplyHead::default() };
    read_batch(&head, &serde_json::from_str(&reply).unwrap()).unwrap().task
}

fn read(text: &str) -> Vec<Watched> {
    serde_json::from_str(text).map(|json| Watched::read_all(&json)).unwrap_or_default()
}

/// The id asked for next.
fn next(list: &WatchList, seconds: i64, is_hidden: bool) -> &str {
    list.next(at(seconds), is_hidden, |_| true).map_or("", |watched| &watched.batch_id)
}

#[test]
fn each_is_asked_for_every_thirty_seconds_and_every_minute_while_nobody_sees_it() {
    let mut list = watching(&["a", "b"]);
    assert_eq!(next(&list, 0, false), "a");
    list.seen("prod", &task("a", "RUNNING"), at(0));
    assert_eq!(next(&list, 0, false), "b");
    list.seen("prod", &task("b", "RUNNING "), at(5));
    for (seconds, is_hidden, id) in [
        (29, false, ""),
        (30, false, "a"),
        (36, false, "a"),
        (30, true, ""),
        (59, true, ""),
        (60, true, "a"),
    ] {
        assert_eq!(next(&list, seconds, is_hidden), id, "after {seconds} s");
    }
    // The list or the panel told of it meanwhile.
    list.seen("prod", &task("a", "RUNNING"), at(20));
    assert_eq!(next(&list, 34, false), "");
    assert_eq!(next(&list, 35, false), "b");
}

#[test]
fn an_endpoint_that_wants_to_be_left_alone_is() {
    let list = watching(&["a"]);
    assert_eq!(list.next(at(0), false, |endpoint| endpoint != "prod"), None);
}

#[test]
fn only_an_end_ends_a_watch_and_once() {
    for (status, ends) in [
        ("DISPATCHING", false),
        ("RUNNING", false),
        ("ARCHIVING", false),
        ("COMPLETED", true),
        ("FAILED", true),
    ] {
        let mut list = watching(&["a"]);
        let ended = list.seen("prod", &task("a", status), at(0)).cloned();
        assert_eq!(ended.is_some(), ends, "{status}");
        assert_eq!((list.unfinished(), list.is_watched("prod", "a")), (usize::from(!ends), !ends));
        assert_eq!(list.all()[0].watched.task_name, "renamed");
        if ends {
            assert_eq!(list.seen("prod", &task("a", status), at(1)), None);
            assert_eq!((next(&list, 999, false), read(&list.to_text()).len()), ("", 0));
        }
    }
}

#[test]
fn a_batch_of_the_same_id_elsewhere_is_another_one() {
    let mut list = watching(&["a"]);
    assert_eq!(list.seen("test", &task("a", "FAILED"), at(0)), None);
    assert!(list.is_watched("prod", "a") && !list.is_watched("test", "a"));
}

#[test]
fn a_batch_that_is_not_found_ends_its_watch_and_no_other() {
    let mut list = watching(&["a", "b"]);
    for kind in [FailureKind::NotFound, FailureKind::InvalidInput] {
        let mut list = list.clone();
        let ended = list.failed(&watched("a"), &Failure::new(kind), at(0), 0.5);
        assert_eq!(ended.map(|watch| watch.state.clone()), Some(WatchState::NotFound));
        assert_eq!(next(&list, 0, false), "b");
    }
    list.remove("prod", "a");
    assert_eq!(list.failed(&watched("a"), &Failure::new(FailureKind::NotFound), at(0), 0.5), None);
}

#[test]
fn after_failures_all_of_the_endpoint_wait_longer_or_for_somebody() {
    use FailureKind::{SignInRequired, Throttled, Unavailable};
    let failed = |kind, retry_after: Option<u64>| Failure {
        retry_after: retry_after.map(Duration::from_secs),
        ..Failure::new(kind)
    };
    for (failure, in_a_row, pause) in [
        (failed(Unavailable, None), 1, Some(30)),
        (failed(Unavailable, None), 3, Some(120)),
        (failed(Unavailable, None), 20, Some(600)),
        (failed(Throttled, Some(90)), 1, Some(90)),
        (failed(SignInRequired, None), 1, None),
    ] {
        let mut list = watching(&["a", "b"]);
        list.add(Watched::new("test", "c", ""));
        for _ in 0..in_a_row {
            assert_eq!(list.failed(&watched("a"), &failure, at(0), 1.0), None);
        }
        let is_asked =
            |seconds| list.next(at(seconds), false, |endpoint| endpoint == "prod").is_some();
        assert_eq!((0..=700).find(|seconds| is_asked(*seconds)), pause, "{failure:?}");
        assert_eq!(next(&list, 0, false), "c");
        let stuck: Vec<_> = list.all().iter().map(Watch::is_stuck).collect();
        assert_eq!(stuck, [pause.is_none(), pause.is_none(), false]);
    }
}

#[test]
fn what_is_kept_is_read_back() {
    let mut list = watching(&["a"]);
    list.add(Watched::new("prod", "b\"\\", "安装 <img>\n"));
    let text = r#"{"version":1,"watched":[["prod","a","task a"],["prod","b\"\\","安装 <img>\n"]]}"#;
    assert_eq!(list.to_text(), text);
    assert_eq!(read(text), [watched("a"), Watched::new("prod", "b\"\\", "安装 <img>\n")]);
}

#[test]
fn what_is_not_ours_is_nothing() {
    for text in [
        "",
        "null",
        "[]",
        r#"{"watched":[["prod","a","b"]]}"#,
        r#"{"version":2,"watched":[["prod","a","b"]]}"#,
        r#"{"version":1,"watched":{"0":["prod","a","b"]}}"#,
        r#"{"version":1,"watched":[["prod","a"],["prod",""," "],["","a","b"],[1,null,"b"],"a"]}"#,
    ] {
        assert_eq!(read(text), [], "{text}");
    }
}

#[test]
fn no_more_than_twenty_are_watched() {
    let mut list = watching(&["ended"]);
    list.seen("prod", &task("ended", "FAILED"), at(0));
    (0..MOST).for_each(|number| list.add(watched(&number.to_string())));
    assert_eq!((list.all().len(), &*list.all()[0].watched.batch_id), (20, "0"));
    list.add(watched("new"));
    assert_eq!((list.all().len(), &*list.all()[0].watched.batch_id), (20, "1"));
    list.add(watched("5"));
    assert_eq!(list.all().len(), 20);
}

#[test]
fn what_another_tab_did_is_followed() {
    let mut list = watching(&["a", "b", "c"]);
    list.seen("prod", &task("a", "RUNNING"), at(0));
    list.seen("prod", &task("c", "COMPLETED"), at(0));
    list.follow(vec![watched("a"), watched("d")]);
    let ids: Vec<_> = list.all().iter().map(|watch| &*watch.watched.batch_id).collect();
    assert_eq!(ids, ["a", "c", "d"]);
    // What was known of it still is.
    assert!(matches!(list.all()[0].state, WatchState::Going(_)));
    list.follow(Vec::new());
    assert_eq!((list.all().len(), list.unfinished()), (1, 0));
}

proptest! {
    #[test]
    fn any_names_are_read_back(texts: Vec<(String, String)>) {
        let mut list = WatchList::default();
        texts.iter().for_each(|(id, name)| list.add(Watched::new("prod", id, name)));
        for kept in read(&list.to_text()) {
            prop_assert!(list.is_watched("prod", &kept.batch_id));
        }
    }

    #[test]
    fn any_text_reads_as_few(text: String) {
        prop_assert!(read(&text).len() <= MOST);
    }
}
