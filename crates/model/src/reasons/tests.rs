use super::*;
use crate::status::Reported;
use crate::time::Timestamp;

fn failed(error: &str) -> Arc<Subtask> {
    Arc::new(Subtask {
        task_id: String::new(),
        instance_id: "pa-bp1f6mvi1p84t35d7".into(),
        status: Reported::read_subtask("FAILED"),
        begin: Timestamp::Absent,
        end: Timestamp::Absent,
        error: error.into(),
        flaws: Vec::new(),
    })
}

#[test]
fn what_differs_from_one_instance_to_the_next_is_no_reason() {
    for (message, title) in [
        (
            "aliuid:1422133474238823 assumeOssRole not exist,serviceName:polarclaw",
            "assumeOssRole not exist",
        ),
        ("assumeOssRole not exist", "assumeOssRole not exist"),
        ("instance pa-bp1f6mvi1p84t35d7 not found", "instance ‹id› not found"),
        ("实例pc-bp1c2kq8d0w91x7sz不存在", "实例‹id›不存在"),
        (
            "OperationDenied.DBClusterStatus: instance pc-bp1z0x9c8v7b6n5m4 is in state ClassChanging",
            "OperationDenied.DBClusterStatus: instance ‹id› is in state ClassChanging",
        ),
        (
            "checksum mismatch: expected sha256:0badcafe, got sha256:deadbee5",
            "checksum mismatch: expected sha256:‹hash›, got sha256:‹hash›",
        ),
        (
            "connect to agent 10.3.77.200:8443 timed out after 30000ms",
            "connect to agent ‹address› timed out after ‹n› ms",
        ),
        ("step 3 of 7 failed: exit code 137.", "step ‹n› of ‹n› failed: exit code ‹n›."),
        (
            "RequestId:925B84D9-CA72-432C-95CF-738C22D41F07 the skill is locked",
            "the skill is locked",
        ),
        ("got sha256:12345678", "got sha256:‹hash›"),
        ("object 1234567a of 12345678", "object ‹hash› of ‹n›"),
        ("code=InvalidVersion", "code=InvalidVersion"),
        ("sha256 utf-8 log4j E1001 cn-hangzhou", "sha256 utf-8 log4j E1001 cn-hangzhou"),
        ("at 2026-11-24T06:52:08Z: no space left", "at ‹time›: no space left"),
        ("GET /skills/1774533/package failed", "GET /skills/‹n›/package failed"),
        ("  two\n  lines  ", "two lines"),
        ("4711", "4711"),
        ("", "No error message"),
        (" \t ", "No error message"),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(‹n›)>"),
    ] {
        assert_eq!(reason(message), title, "{message}");
    }
}

#[test]
fn the_most_frequent_reason_comes_first_with_all_its_instances() {
    let subtasks = [
        failed("instance pa-bp1f6mvi1p84t35d7 not found"),
        failed("aliuid:1422133474238823 assumeOssRole not exist"),
        failed(""),
        failed("aliuid:1533244585349934 assumeOssRole not exist"),
    ];
    let reasons = reasons(&subtasks);
    let seen: Vec<_> =
        reasons.iter().map(|reason| (&*reason.title, reason.subtasks.len())).collect();
    assert_eq!(
        seen,
        [("assumeOssRole not exist", 2), ("instance ‹id› not found", 1), ("No error message", 1)]
    );
    assert_eq!(reasons[0].subtasks, [subtasks[1].clone(), subtasks[3].clone()]);
    assert_eq!(reasons[0].instances(), ["pa-bp1f6mvi1p84t35d7"]);
}

#[test]
fn a_message_of_a_megabyte_is_read_at_its_beginning() {
    let message = format!("out of disk {}", "x".repeat(1_000_000));
    assert_eq!(reason(&message).len(), 1000);
}
