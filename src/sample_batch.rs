//! Batches for tests.

use model::batch::Batch;
use model::json::Json;
use model::wire::{ReplyHead, read_batch};

/// A batch with subtasks in these states: `FAILED`, or `FAILED:ErrorMsg`. Without any it says 1 of 4 of itself.
pub(crate) fn batch(status: &str, subtasks: &[&str]) -> Batch {
    let subtask = |(number, state): (usize, &&str)| {
        let (status, error) = state.split_once(':').unwrap_or((state, ""));
        serde_json::json!({"TaskId": format!("70{number}"), "InstanceId": format!("pa-bp1-{number}"),
            "Status": status, "TaskBegin": "2026/11/24T05:58:46Z", "ErrorMsg": error})
    };
    let completed = subtasks.iter().filter(|state| **state == "COMPLETED").count();
    let (success, total) = if subtasks.is_empty() { (1, 4) } else { (completed, subtasks.len()) };
    let subtasks: Vec<_> = subtasks.iter().enumerate().map(subtask).collect();
    let body = serde_json::json!({
        "RequestId": "925B84D9-CA72-432C-95CF-738C22D41F07", "BatchId": "pcb-bp1g9h4j1k6l3z8x5",
        "TaskName": "install oss-backup 0.9.4", "TaskType": "polarclaw_install_skills",
        "ApplicationType": "polarclaw", "Status": status, "TotalCount": total, "SuccessCount": success,
        "TaskBegin": "2026/11/24T05:58:44Z", "TaskEnd": "2026/11/24T06:19:02Z", "SubTasks": subtasks});
    let json: Json = serde_json::from_value(body).unwrap();
    read_batch(&ReplyHead { status: 200, ..ReplyHead::default() }, &json).unwrap()
}
