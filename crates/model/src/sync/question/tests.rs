//! Which answers fit which questions.

use std::sync::Arc;

use super::*;
use crate::locale::Locale;
use crate::status::BatchStatus;
use crate::wire::{ReplyHead, read_batch, read_task_page};

fn asked(number: u32, size: u32) -> ListRequest {
    ListRequest { page_number: Some(number), page_size: Some(size), ..ListRequest::default() }
}

/// A page of so many rows, beside these members.
fn page(rows: usize, members: &str) -> TaskPage {
    let rows: Vec<_> = (0..rows).map(|at| format!(r#"{{"BatchId":"pcb-{at}"}}"#)).collect();
    let text = format!(r#"{{"RequestId":"R"{members},"TaskList":[{}]}}"#, rows.join(","));
    let head = ReplyHead { status: 200, ..ReplyHead::default() };
    read_task_page(&head, &serde_json::from_str(&text).unwrap()).unwrap()
}

fn words(failure: &Failure) -> String {
    assert_eq!(failure.kind, FailureKind::Misfit);
    assert_eq!(failure.request_id.as_deref(), Some("R"));
    failure.message.as_ref().unwrap().text(&Locale::default())
}

#[test]
fn a_page_is_counted_by_what_came() {
    for (number, size, rows, members, counted) in [
        (1, 30, 30, r#","PageNumber":1,"PageSize":30,"TotalCount":128"#, (30, Some(128))),
        (5, 30, 8, r#","PageNumber":5,"PageSize":30,"TotalCount":128"#, (30, Some(128))),
        (1, 30, 30, "", (30, None)),
        // The service has a limit of its own, and says so or not.
        (1, 1000, 100, r#","PageNumber":1,"PageSize":100,"TotalCount":500"#, (100, Some(500))),
        (3, 1000, 100, r#","PageNumber":3,"PageSize":"100","TotalCount":"500""#, (100, Some(500))),
        (5, 1000, 50, r#","PageNumber":5,"PageSize":100,"TotalCount":450"#, (100, Some(450))),
        (1, 1000, 100, r#","TotalCount":500"#, (100, Some(500))),
        (1, 10, 30, r#","PageSize":30,"TotalCount":500"#, (30, Some(500))),
        (1, 30, 10_000, r#","TotalCount":10000"#, (10_000, Some(10_000))),
        // What is told does not agree with what came.
        (1, 30, 30, r#","PageSize":100,"TotalCount":500"#, (30, Some(500))),
        (1, 30, 30, r#","PageSize":0,"TotalCount":500"#, (30, Some(500))),
        (1, 30, 30, r#","PageSize":-1,"TotalCount":-5"#, (30, None)),
        (1, 30, 30, r#","PageSize":"many","TotalCount":1e308"#, (30, None)),
        (1, 30, 30, r#","TotalCount":8"#, (30, None)),
        (3, 30, 30, r#","TotalCount":60"#, (30, None)),
        (1, 30, 3, r#","TotalCount":0"#, (30, None)),
        // Nothing there.
        (1, 30, 0, r#","PageNumber":1,"TotalCount":0"#, (30, Some(0))),
        (9, 30, 0, r#","PageNumber":9,"TotalCount":128"#, (30, Some(128))),
        (9, 30, 8, r#","PageNumber":5,"TotalCount":128"#, (30, Some(128))),
    ] {
        let page = page_for(&asked(number, size), page(rows, members)).unwrap();
        assert_eq!((page.size.unwrap(), page.total), counted, "{rows} rows, {members}");
    }
}

#[test]
fn behind_the_last_page_the_last_one_is_no_answer_but_tells_where_the_list_ends() {
    let page = page_for(&asked(9, 30), page(8, r#","PageNumber":5,"TotalCount":128"#)).unwrap();
    assert_eq!((page.tasks.len(), page.last_page(30)), (0, Some(5)));
}

#[test]
fn another_page_or_none_is_a_failure_that_says_what_was_asked_and_what_came() {
    for (number, rows, members, told) in [
        (
            2,
            30,
            r#","PageNumber":1,"TotalCount":128"#,
            "Asked for PageNumber 2, received PageNumber 1.",
        ),
        (1, 30, r#","PageNumber":0"#, "Asked for PageNumber 1, received PageNumber 0."),
        (
            1,
            30,
            r#","PageNumber":"7","TotalCount":128"#,
            "Asked for PageNumber 1, received PageNumber 7.",
        ),
        (1, 0, r#","TotalCount":8"#, "Asked for page 1, received no rows and TotalCount 8."),
        (
            1,
            0,
            r#","PageNumber":0,"TotalCount":8"#,
            "Asked for PageNumber 1, received PageNumber 0.",
        ),
        (
            3,
            0,
            r#","PageNumber":3,"TotalCount":128"#,
            "Asked for page 3, received no rows and TotalCount 128.",
        ),
    ] {
        let failure = page_for(&asked(number, 30), page(rows, members)).unwrap_err();
        assert_eq!(words(&failure), told);
    }
}

#[test]
fn rows_of_another_filter_are_a_failure_that_names_both() {
    let rows = |statuses: &str| {
        let row = |status: &str| format!(r#"{{"TaskType":"install","Status":"{status}"}}"#);
        let rows = statuses.split_whitespace().map(row).collect::<Vec<_>>().join(",");
        let text = format!(r#"{{"RequestId":"R","TaskList":[{rows},{{"BatchId":"pcb-1"}}]}}"#);
        let head = ReplyHead { status: 200, ..ReplyHead::default() };
        read_task_page(&head, &serde_json::from_str(&text).unwrap()).unwrap()
    };
    let asked = |kind: Option<&str>, statuses: &[BatchStatus]| ListRequest {
        task_type: kind.map(str::to_owned),
        statuses: statuses.to_vec(),
        ..asked(1, 30)
    };
    let running = &[BatchStatus::Running, BatchStatus::Dispatching];
    for (asked, statuses, told) in [
        (asked(None, &[]), "RUNNING FAILED", None),
        (asked(Some("install"), &[]), "RUNNING FAILED", None),
        (
            asked(Some("uninstall"), &[]),
            "RUNNING",
            Some("Asked for TaskType uninstall, received TaskType install."),
        ),
        // It may have ended since the service looked for it.
        (asked(None, running), "RUNNING DISPATCHING COMPLETED", None),
        (
            asked(None, running),
            "RUNNING COMPLETED ARCHIVING",
            Some("Asked for Status RUNNING, DISPATCHING, received Status COMPLETED."),
        ),
    ] {
        let told = told.map(str::to_owned);
        assert_eq!(page_for(&asked, rows(statuses)).err().as_ref().map(words), told, "{statuses}");
    }
}

#[test]
fn another_batch_is_a_failure_that_names_both() {
    let batch = |id: &str| {
        let text = format!(r#"{{"RequestId":"R","BatchId":{id},"SubTasks":[{{"TaskId":"7"}}]}}"#);
        let head = ReplyHead { status: 200, ..ReplyHead::default() };
        read_batch(&head, &serde_json::from_str(&text).unwrap()).unwrap()
    };
    for id in [r#""pcb-1""#, r#"" pcb-1 ""#, r#""""#, "null"] {
        assert!(batch_for("pcb-1", batch(id)).is_ok(), "{id}");
    }
    for (id, told) in [
        (r#""pcb-2""#, "Asked for BatchId pcb-1, received BatchId pcb-2."),
        (r#""PCB-1""#, "Asked for BatchId pcb-1, received BatchId PCB-1."),
        ("1", "Asked for BatchId pcb-1, received BatchId 1."),
    ] {
        assert_eq!(words(&batch_for("pcb-1", batch(id)).unwrap_err()), told);
    }
}

proptest::proptest! {
    #[test]
    fn whatever_came_no_row_is_lost_and_no_total_is_below_what_is_shown(
        number in 1u32..50, size in 1u32..1000, rows in 0usize..200,
        told_number: Option<u64>, told_size: Option<u64>, total in proptest::option::of(0u64..10_000),
    ) {
        let tasks = page(rows, "").tasks;
        let came = TaskPage { tasks, total, number: told_number, size: told_size, request_id: None };
        if let Ok(page) = page_for(&asked(number, size), came.clone()) {
            let size = page.size.unwrap();
            let before = u64::from(number - 1).saturating_mul(size);
            let is_behind = page.tasks.is_empty() && told_number.is_some_and(|told| told != u64::from(number));
            assert!(is_behind || page.tasks.iter().zip(&came.tasks).all(|(one, other)| Arc::ptr_eq(one, other)));
            assert!(is_behind || page.tasks.len() == rows);
            assert!(page.tasks.is_empty() || page.total.is_none_or(|total| total >= before.saturating_add(rows as u64)));
            assert!(page.tasks.len() as u64 <= size);
        }
    }
}
