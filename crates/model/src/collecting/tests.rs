use std::time::Duration;

use super::*;
use crate::json::Json;
use crate::time;
use crate::wire::{ReplyHead, read_batch, read_task_page};

const SETTINGS: PollSettings =
    PollSettings { base: Duration::from_secs(5), max: Duration::from_secs(60) };

fn at(seconds: i64) -> DateTime<Utc> {
    time::from_api("2026-11-24T06:00:00Z").unwrap() + TimeDelta::seconds(seconds)
}

fn head() -> ReplyHead {
    ReplyHead { status: 200, ..ReplyHead::default() }
}

/// The page of these tasks, `first` to `last`, of a list of so many.
fn page(first: u64, last: u64, total: Option<u64>) -> TaskPage {
    let rows: Vec<_> =
        (first..=last).map(|number| format!(r#"{{"BatchId":"pcb-{number}"}}"#)).collect();
    let list = format!(r#"{{"TaskList":[{}]}}"#, rows.join(","));
    let json: Json = serde_json::from_str(&list).unwrap();
    TaskPage { total, ..read_task_page(&head(), &json).unwrap() }
}

fn batch(id: &str) -> Batch {
    let json: Json =
        serde_json::from_str(&format!(r#"{{"BatchId":"{id}","SubTasks":[{{"TaskId":"{id}"}}]}}"#))
            .unwrap();
    read_batch(&head(), &json).unwrap()
}

fn throttled(seconds: u64) -> Failure {
    let retry_after = Some(Duration::from_secs(seconds));
    Failure { retry_after, ..Failure::new(FailureKind::Throttled) }
}

/// `page 2`, `pcb-7`, or why nothing is asked.
fn next(collecting: &mut Collecting, seconds: i64) -> String {
    match collecting.next(at(seconds)) {
        Next::Ask(Call::Page(number), Request::List(list)) => {
            assert_eq!((list.page_number, list.page_size), (Some(number), Some(100)));
            format!("page {number}")
        }
        Next::Ask(Call::Batch(_), Request::Batch { batch_id }) => batch_id,
        Next::Ask(call, request) => panic!("{call:?} asks {request:?}"),
        Next::Wait(until) => format!("wait until {}", (until - at(0)).num_seconds()),
        Next::Await => "await".to_owned(),
        Next::Done => "done".to_owned(),
    }
}

/// What is asked until nothing is.
fn asked(collecting: &mut Collecting, seconds: i64) -> Vec<String> {
    let mut asked = Vec::new();
    while let word = next(collecting, seconds)
        && !["await", "done"].contains(&&*word)
        && !word.starts_with("wait")
    {
        asked.push(word);
    }
    asked
}

fn list(promised: u64) -> Collecting {
    Collecting::of_list(&ListQuery::default(), promised, SETTINGS)
}

fn ids(collecting: &Collecting) -> Vec<String> {
    collecting.collected().rows.iter().map(|(task, _)| task.batch_id.clone()).collect()
}

#[test]
fn the_first_page_alone_then_two_at_a_time() {
    let mut collecting = list(412);
    assert_eq!(collecting.stage(), Stage::Pages(1, 5));
    assert_eq!(asked(&mut collecting, 0), ["page 1"]);
    collecting.page_came(1, &page(1, 100, Some(412))).unwrap();
    assert_eq!(collecting.stage(), Stage::Pages(2, 5));
    assert_eq!(asked(&mut collecting, 0), ["page 2", "page 3"]);
    // In whichever order they come, the tasks are in the order of the list.
    collecting.page_came(3, &page(201, 300, Some(412))).unwrap();
    assert_eq!(asked(&mut collecting, 0), ["page 4"]);
    collecting.page_came(2, &page(101, 200, Some(412))).unwrap();
    assert_eq!(asked(&mut collecting, 0), ["page 5"]);
    collecting.page_came(5, &page(401, 412, Some(412))).unwrap();
    assert_eq!(
        (next(&mut collecting, 0), collecting.stage()),
        ("await".into(), Stage::Pages(5, 5))
    );
    collecting.page_came(4, &page(301, 400, Some(412))).unwrap();
    assert_eq!(next(&mut collecting, 0), "done");
    let all: Vec<_> = (1..=412).map(|number| format!("pcb-{number}")).collect();
    assert_eq!(ids(&collecting), all);
}

#[test]
fn whatever_the_list_becomes_it_ends() {
    for (what, pages, tasks) in [
        ("as promised", vec![page(1, 100, Some(120)), page(101, 120, Some(120))], 120),
        ("nothing left", vec![page(1, 0, Some(0))], 0),
        (
            "shorter",
            vec![page(1, 100, Some(220)), page(101, 150, Some(150)), page(1, 0, Some(150))],
            150,
        ),
        (
            "longer",
            vec![page(1, 100, Some(101)), page(101, 200, Some(201)), page(201, 201, Some(201))],
            201,
        ),
        ("shifted", vec![page(1, 100, Some(150)), page(100, 149, Some(150))], 149),
        (
            "pages of fifty",
            vec![page(1, 50, Some(120)), page(51, 100, Some(120)), page(101, 120, Some(120))],
            120,
        ),
        (
            "always the first page",
            vec![page(1, 100, Some(300)), page(1, 100, Some(300)), page(1, 100, Some(300))],
            100,
        ),
        ("no rows though there are", vec![page(1, 0, Some(300))], 0),
        ("no total", vec![page(1, 100, None), page(101, 130, None), page(1, 0, None)], 130),
    ] {
        let mut collecting = list(120);
        let mut replies = pages.into_iter().zip(1..);
        while let Next::Ask(..) = collecting.next(at(0)) {
            // Both pages are asked for before the first of them comes.
            let _ = collecting.next(at(0));
            let in_flight = collecting.in_flight.len();
            for (page, number) in replies.by_ref().take(in_flight) {
                collecting.page_came(number, &page).unwrap();
            }
        }
        assert_eq!(next(&mut collecting, 0), "done", "{what}");
        assert!(replies.next().is_none(), "{what}");
        assert_eq!(ids(&collecting).len(), tasks, "{what}");
    }
}

#[test]
fn a_throttled_call_is_repeated_alone_and_not_too_soon() {
    let mut collecting = list(300);
    asked(&mut collecting, 0);
    collecting.page_came(1, &page(1, 100, Some(300))).unwrap();
    assert_eq!(asked(&mut collecting, 0), ["page 2", "page 3"]);
    collecting.failed(Call::Page(2), throttled(8), at(1), 0.0).unwrap();
    assert_eq!(next(&mut collecting, 1), "await", "one at a time now");
    collecting.failed(Call::Page(3), throttled(3), at(2), 0.0).unwrap();
    assert_eq!(next(&mut collecting, 8), "wait until 9", "the longer pause counts");
    assert_eq!(asked(&mut collecting, 9), ["page 2"]);
    collecting.page_came(2, &page(101, 200, Some(300))).unwrap();
    assert_eq!(asked(&mut collecting, 9), ["page 3"]);
    collecting.page_came(3, &page(201, 300, Some(300))).unwrap();
    assert_eq!(next(&mut collecting, 9), "done");
    assert_eq!(ids(&collecting).len(), 300);
}

#[test]
fn the_fifth_refusal_is_the_last() {
    let mut collecting = list(1);
    for seconds in [0, 100, 200, 300] {
        assert_eq!(asked(&mut collecting, seconds), ["page 1"]);
        collecting.failed(Call::Page(1), throttled(1), at(seconds), 1.0).unwrap();
    }
    assert_eq!(next(&mut collecting, 301), "wait until 340", "after 5, 10 and 20 s, 40 s");
    assert_eq!(asked(&mut collecting, 400), ["page 1"]);
    let stop = collecting.failed(Call::Page(1), throttled(1), at(400), 1.0);
    assert_eq!(stop, Err(Stop::Failed(Call::Page(1), throttled(1))));
}

#[test]
fn another_failure_ends_it_at_once() {
    for kind in [
        FailureKind::Unreachable,
        FailureKind::SignInRequired,
        FailureKind::NotPermitted,
        FailureKind::Unavailable,
    ] {
        let mut collecting = list(1);
        asked(&mut collecting, 0);
        let stop = collecting.failed(Call::Page(1), Failure::new(kind), at(0), 0.5);
        assert_eq!(stop, Err(Stop::Failed(Call::Page(1), Failure::new(kind))));
    }
}

#[test]
fn there_is_a_most() {
    for (total, stop) in [(10_000, Ok(())), (10_001, Err(Stop::TooMany))] {
        let mut collecting = list(total);
        asked(&mut collecting, 0);
        assert_eq!(collecting.page_came(1, &page(1, 100, Some(total))), stop);
    }
}

#[test]
fn subtasks_come_after_the_pages() {
    let mut collecting = list(3).with_subtasks(true);
    asked(&mut collecting, 0);
    collecting.page_came(1, &page(1, 3, Some(3))).unwrap();
    assert_eq!(asked(&mut collecting, 0), ["pcb-1", "pcb-2"]);
    assert_eq!(collecting.stage(), Stage::Batches(0, 3));
    collecting.batch_came(1, batch("pcb-2"));
    assert_eq!(asked(&mut collecting, 0), ["pcb-3"]);
    let not_found = Failure::new(FailureKind::NotFound);
    collecting.failed(Call::Batch(0), not_found, at(0), 0.5).unwrap();
    collecting.failed(Call::Batch(2), throttled(2), at(0), 0.0).unwrap();
    assert_eq!(collecting.stage(), Stage::Batches(2, 3));
    assert_eq!(next(&mut collecting, 0), "wait until 2");
    assert_eq!(asked(&mut collecting, 2), ["pcb-3"]);
    collecting.batch_came(2, batch("pcb-3"));
    assert_eq!(next(&mut collecting, 2), "done");
    let details: Vec<_> =
        collecting.collected().rows.into_iter().map(|(_, details)| details).collect();
    let [second, third] = ["pcb-2", "pcb-3"].map(|id| Details::Read(batch(id).subtasks));
    assert_eq!(details, [Details::NotFound, second, third]);
}

#[test]
fn the_tasks_of_a_page_need_no_list() {
    let mut tasks = page(1, 2, None).tasks;
    let mut nameless = BatchTask::clone(&tasks[0]);
    nameless.batch_id.clear();
    tasks.insert(0, Arc::new(nameless));
    let mut collecting = Collecting::of_tasks(tasks.clone(), SETTINGS).with_subtasks(true);
    assert_eq!(asked(&mut collecting, 0), ["pcb-1", "pcb-2"], "nobody can ask for the nameless");
    let mut plain = Collecting::of_tasks(tasks, SETTINGS);
    assert_eq!((next(&mut plain, 0), ids(&plain).len()), ("done".into(), 3));
}

#[test]
fn a_pause_that_the_page_keeps_holds_here_too() {
    let mut collecting = list(1).not_before(Some(at(7)));
    assert_eq!(next(&mut collecting, 0), "wait until 7");
    assert_eq!(next(&mut collecting, 7), "page 1");
}
