use super::super::*;
use crate::status::{Reported, SubtaskStatus};

fn read(status: u16, body: &str) -> Result<Batch, Failure> {
    let head = ReplyHead { status, ..ReplyHead::default() };
    read_batch(&head, &serde_json::from_str(body).unwrap())
}

#[test]
fn reads_the_documented_sample() {
    let batch = read(
        200,
        r#"{"RequestId": "925B84D9-CA72", "BatchId": "pcb-bp1x6v2m8b4n0c5t7", "Status": "RUNNING ",
            "TaskName": "install github", "TaskType": "polarclaw_install_skills", "ApplicationType": "polarclaw",
            "TotalCount": 3, "SuccessCount": 1, "TaskBegin": "2026/05/28T16:38:20Z",
            "SubTasks": [
              {"TaskId": "629271331", "InstanceId": "pa-bp1f6mvi1p84t35d7", "Status": "FAILED",
               "TaskBegin": "2026/05/28T16:38:20Z", "TaskEnd": "2026/05/28T16:39:02Z",
               "ErrorMsg": "aliuid:1422133474238823 assumeOssRole not exist"},
              {"TaskId": 629271332, "InstanceId": "pa-bp1f6mvi1p84t35d7", "Status": "FAILED"},
              {"TaskId": "629271333", "InstanceId": "pc-1", "Status": "SKIPPED ", "TaskBegin": null, "TaskEnd": ""},
              {"TaskId": ["x"], "Status": "WAITING", "TaskBegin": "soon"},
              "nothing"]}"#,
    )
    .unwrap();
    assert_eq!(batch.task.batch_id, "pcb-bp1x6v2m8b4n0c5t7");
    assert_eq!(batch.task.progress.label(), "1 / 3");
    assert_eq!(batch.application_type, "polarclaw");
    assert_eq!(batch.request_id.as_deref(), Some("925B84D9-CA72"));
    let seen: Vec<_> =
        batch.subtasks.iter().map(|subtask| (&*subtask.task_id, subtask.flaws.clone())).collect();
    let expected = [
        ("629271331", vec![]),
        ("629271332", vec![]),
        ("629271333", vec![]),
        ("", vec!["TaskId", "TaskBegin"]),
        ("", vec!["SubTasks"]),
    ];
    assert_eq!(seen, expected);
    assert_eq!(batch.subtasks[2].status, Reported::Unknown("SKIPPED".into()));
    let counts = batch.counts();
    assert_eq!((counts.of(SubtaskStatus::Failed), counts.unknown, counts.total()), (2, 2, 5));
    assert_eq!(batch.failed_instances(), ["pa-bp1f6mvi1p84t35d7"]);
}

#[test]
fn a_batch_that_is_being_dispatched_has_no_subtasks_yet() {
    for body in [
        r#"{"RequestId":"R","BatchId":"pcb-1","Status":"DISPATCHING"}"#,
        r#"{"RequestId":"R","BatchId":"pcb-1","Status":"DISPATCHING","SubTasks":null}"#,
        r#"{"RequestId":"R","BatchId":"pcb-1","Status":"DISPATCHING","SubTasks":[]}"#,
    ] {
        let batch = read(200, body).unwrap();
        assert_eq!((batch.subtasks.len(), batch.task.flaws), (0, vec![]));
    }
    let odd = read(200, r#"{"BatchId":"pcb-1","SubTasks":"none"}"#).unwrap();
    assert_eq!(odd.task.flaws, ["SubTasks"]);
}

#[test]
fn what_is_no_batch_is_a_failure() {
    for (status, body, kind) in [
        (404, r#"{"RequestId":"R","Code":"InvalidBatchId.NotFound"}"#, FailureKind::NotFound),
        (200, r#"{"RequestId":"R","Code":"InvalidBatchId.NotFound"}"#, FailureKind::NotFound),
        (200, r#"{"RequestId":"R"}"#, FailureKind::NotFound),
        (400, r#"{"RequestId":"R","Code":"Throttling.User"}"#, FailureKind::Throttled),
        (200, r#"{"weather":"fine"}"#, FailureKind::NotTheApi),
        (200, "[]", FailureKind::NotTheApi),
        (200, "null", FailureKind::NotTheApi),
    ] {
        assert_eq!(read(status, body).unwrap_err().kind, kind, "{body}");
    }
}
