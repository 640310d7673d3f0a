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

/// The batch `pcb-a` of the task `a` with these subtasks.
pub(crate) fn batch(id: &str, status: &str, subtasks: &[Value]) -> Reply {
    Reply::json(StatusCode::OK, batch_body(id, status, subtasks).to_string())
}

/// The body of such a reply, for a test to change.
pub(crate) fn batch_body(id: &str, status: &str, subtasks: &[Value]) -> Value {
    let is_done = |subtask: &&Value| subtask["Status"] == "COMPLETED";
    json!({
        "RequestId": "925B84D9-CA72-432C-95CF-738C22D41F07",
        "BatchId": format!("pcb-{id}"),
        "TaskName": format!("task {id}"),
        "TaskType": "polarclaw_install_skills",
        "ApplicationType": "polarclaw",
        "Status": status,
        "TotalCount": subtasks.len(),
        "SuccessCount": subtasks.iter().filter(is_done).count(),
        "TaskBegin": "2026/04/06T20:51:40Z",
        "TaskEnd": "2026/04/06T21:11:58Z",
        "SubTasks": subtasks,
    })
}

/// The subtask 1 on the instance `pa-1` in the state `RUNNING`, or `FAILED:with this error`.
pub(crate) fn subtask(number: usize, state: &str) -> Value {
    let (status, error) = state.split_once(':').unwrap_or((state, ""));
    json!({
        "TaskId": format!("{}", 7000 + number),
        "InstanceId": format!("pa-{number}"),
        "Status": status,
        "TaskBegin": "2026/04/06T20:51:46Z",
        "TaskEnd": if status == "RUNNING" { "" } else { "2026/04/06T20:52:02Z" },
        "ErrorMsg": error,
    })
}

/// Subtasks in these states, numbered from 1.
pub(crate) fn subtasks(states: &[&str]) -> Vec<Value> {
    let numbered = states.iter().enumerate();
    numbered.map(|(at, state)| subtask(at + 1, state)).collect()
}
