use model::failure::FailureKind;
use model::json::Json;
use model::progress::{Count, Progress};
use model::wire::{ReplyHead, read_task_page, read_unparsable};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::json;
use crate::invariants::task_list::hold;

const NAMES: [&str; 11] = [
    "TaskList",
    "RequestId",
    "Code",
    "BatchId",
    "TaskName",
    "TaskType",
    "Status",
    "SuccessCount",
    "TotalCount",
    "TaskBegin",
    "TaskEnd",
];

/// A row as the API means it, with whatever text in its fields.
fn row() -> impl Strategy<Value = Value> {
    let fields = &NAMES[3..];
    json::object(fields, json::text().prop_map(Value::from)).prop_map(Value::from)
}

fn ok() -> ReplyHead {
    ReplyHead { status: 200, ..ReplyHead::default() }
}

proptest! {
    #[test]
    fn any_bytes_hold(body in vec(any::<u8>(), 0..200)) {
        hold(&body);
    }

    #[test]
    fn any_json_holds(body in json::value(&NAMES)) {
        hold(body.to_string().as_bytes());
    }

    #[test]
    fn any_rows_hold(rows in vec(prop_oneof![row(), json::value(&NAMES)], 0..6)) {
        let body = json!({"RequestId": "R", "TotalCount": rows.len(), "TaskList": rows});
        hold(body.to_string().as_bytes());
    }

    #[test]
    fn an_intact_row_is_read_the_same_among_any_neighbours(
        before in vec(json::value(&NAMES), 0..4),
        after in vec(json::value(&NAMES), 0..4),
    ) {
        let intact = json!({"BatchId": "pcb-1", "TaskName": "安装", "TaskType": "t", "Status": "RUNNING ",
            "SuccessCount": 4, "TotalCount": "8", "TaskBegin": "2026-04-06 20:51:44", "TaskEnd": null});
        let at = before.len();
        let rows = [before, vec![intact], after].concat();
        let body = json!({"TaskList": rows});
        let page = read_task_page(&ok(), &serde_json::from_value(body).unwrap()).unwrap();
        let task = &page.tasks[at];
        prop_assert_eq!((task.batch_id.as_str(), task.task_name.as_str()), ("pcb-1", "安装"));
        prop_assert_eq!(task.progress.label(), "4 / 8");
        prop_assert_eq!(task.progress.extent().filled_permille(), 500);
        prop_assert_eq!(task.flaws.len(), 0);
    }

    #[test]
    fn any_two_counts_make_a_bar(success in json::text(), total in json::text()) {
        let progress = Progress { success: Count::read(&success), total: Count::read(&total) };
        let filled = progress.extent().filled_permille();
        prop_assert!(filled <= 1000, "{} is filled by {filled}", progress.label());
    }

    #[test]
    fn a_reply_cut_at_any_byte_is_a_failure(rows in vec(row(), 0..3)) {
        let body = json!({"RequestId": "R", "TaskList": rows}).to_string();
        for end in 0..body.len() {
            let cut = String::from_utf8_lossy(&body.as_bytes()[..end]);
            prop_assert!(serde_json::from_str::<Json>(&cut).is_err(), "{cut} is applied");
            let kind = if end == 0 { FailureKind::NotTheApi } else { FailureKind::Undecodable };
            prop_assert_eq!(read_unparsable(&ok(), &cut).kind, kind);
        }
    }
}
