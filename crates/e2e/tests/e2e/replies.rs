//! Replies that the simulator would not send by itself.

use axum::http::StatusCode;
use axum::http::header::{DATE, LOCATION};
use serde_json::{Value, json};
use simulator::Reply;

/// A list of these rows.
pub(crate) fn list(rows: &[Value]) -> Reply {
    let body = json!({
        "RequestId": "3A6F1C9E-0000-5000-8000-000000000001",
        "PageNumber": 1,
        "PageSize": 30,
        "TotalCount": rows.len(),
        "TaskList": rows,
    });
    Reply::json(StatusCode::OK, body.to_string())
}

/// The same at this second of 2026-11-24 by the server's clock, which the page's goes by: `06:53:20`.
pub(crate) fn at(time: &str, mut reply: Reply) -> Reply {
    let date = format!("Tue, 24 Nov 2026 {time} GMT");
    reply.headers.insert(DATE, date.parse().unwrap());
    reply
}

/// Leads to another place.
pub(crate) fn redirect(to: &str) -> Reply {
    let mut reply = Reply::html(StatusCode::FOUND, "");
    reply.headers.insert(LOCATION, to.parse().unwrap());
    reply
}

/// A finished batch of this name.
pub(crate) fn completed(number: usize, name: &str) -> Value {
    json!({
        "BatchId": format!("pcb-{number:06}"),
        "TaskName": name,
        "TaskType": "polarclaw_install_skills",
        "Status": "COMPLETED",
        "TotalCount": 8,
        "SuccessCount": 8,
        "TaskBegin": "2026-04-06 20:51:40",
        "TaskEnd": "2026-04-06 20:52:40",
    })
}

/// A batch that is on its way.
pub(crate) fn running(successes: u64, subtasks: u64) -> Value {
    json!({
        "BatchId": "pcb-running",
        "TaskName": "roll out",
        "TaskType": "polarclaw_install_skills",
        "Status": "RUNNING",
        "TotalCount": subtasks,
        "SuccessCount": successes,
        "TaskBegin": "2026-04-06 20:51:40",
    })
}

/// The task `a` with 2 of 8 subtasks done, or `a=5` with 5.
pub(crate) fn row(words: &str, status: &str) -> Value {
    let (id, successes) = words.split_once('=').unwrap_or((words, "2"));
    json!({
        "BatchId": format!("pcb-{id}"),
        "TaskName": format!("task {id}"),
        "TaskType": "polarclaw_install_skills",
        "Status": status,
        "TotalCount": 8,
        "SuccessCount": successes,
        "TaskBegin": "2026-04-06 20:51:40",
    })
}
