//! The documented shapes, byte for byte: a page of the list, a running batch, a failed one.

#[allow(dead_code, reason = "each test file uses a part of the client")]
mod client;

use client::{Client, settings};

const A_PAGE: &str = r#"
    {"RequestId":"A0F70847-0B2E-50A2-B6BE-2EF8EC575881",
    "PageNumber":2,"PageSize":4,"TotalCount":128,
    "TaskList":[
    {"BatchId":"pcb-bp1s5o8d8c0x4c8a2","TaskName":"安装 慢日志分析 1.0.3 · 第二批",
    "TaskType":"polarclaw_install_skills","Status":"COMPLETED","TotalCount":14,"SuccessCount":13,
    "TaskBegin":"2026-04-06 20:46:48","TaskEnd":"2026-04-06 20:50:40"},
    {"BatchId":"pcb-bp1j6y5u7h0o9f9o9","TaskName":"roll out github 1.0.0 · wave 2",
    "TaskType":"polarclaw_install_skills","Status":"COMPLETED","TotalCount":38,"SuccessCount":38,
    "TaskBegin":"2026-04-06 20:45:41","TaskEnd":"2026-04-06 20:50:35"},
    {"BatchId":"pcb-bp1j9r9l7i1o0k8f4","TaskName":"roll out vector-tools 3.0.0-rc1 · wave 1",
    "TaskType":"polarclaw_install_skills","Status":"COMPLETED","TotalCount":117,"SuccessCount":117,
    "TaskBegin":"2026-04-06 20:44:53","TaskEnd":"2026-04-06 20:45:34"},
    {"BatchId":"pcb-bp1m9h5h9r6z2l5a0","TaskName":"安装 慢日志分析 1.0.3 · 第四批",
    "TaskType":"polarclaw_install_skills","Status":"FAILED","TotalCount":2,"SuccessCount":1,
    "TaskBegin":"2026-04-06 20:44:34","TaskEnd":"2026-04-06 20:46:07"}
    ]}
"#;

const A_RUNNING_BATCH: &str = r#"
    {"RequestId":"A0F70847-0B2E-50A2-B6BE-2EF8EC575881",
    "BatchId":"pcb-bp1n2f8v1k1z0p7n7","TaskName":"uninstall old-dashboard · bj",
    "TaskType":"polarclaw_uninstall_skills","Status":"RUNNING ","TotalCount":1,"SuccessCount":0,
    "TaskBegin":"2026/04/06T20:49:51Z","TaskEnd":"2026/04/06T20:49:46Z","ApplicationType":"polarclaw",
    "SubTasks":[
    {"TaskId":"700126000",
    "InstanceId":"pa-bp1l7r6m5e2u8j5u9","Status":"RUNNING",
    "TaskBegin":"2026/04/06T20:50:18Z","TaskEnd":"",
    "ErrorMsg":""}
    ]}
"#;

const A_FAILED_BATCH: &str = r#"
    {"RequestId":"A0F70847-0B2E-50A2-B6BE-2EF8EC575881",
    "BatchId":"pcb-bp1m9h5h9r6z2l5a0","TaskName":"安装 慢日志分析 1.0.3 · 第四批",
    "TaskType":"polarclaw_install_skills","Status":"FAILED","TotalCount":2,"SuccessCount":1,
    "TaskBegin":"2026/04/06T20:44:34Z","TaskEnd":"2026/04/06T20:46:07Z","ApplicationType":"polarclaw",
    "SubTasks":[
    {"TaskId":"700120000",
    "InstanceId":"pa-bp1f0o6b1m9z4f0o5","Status":"FAILED",
    "TaskBegin":"2026/04/06T20:45:28Z","TaskEnd":"2026/04/06T20:45:47Z",
    "ErrorMsg":"connect to agent 10.13.130.194:8443 timed out after 30000ms"},
    {"TaskId":"700120001",
    "InstanceId":"pc-bp1u5u5p0l4k9e5a0","Status":"COMPLETED",
    "TaskBegin":"2026/04/06T20:45:28Z","TaskEnd":"2026/04/06T20:46:07Z",
    "ErrorMsg":""}
    ]}
"#;

#[tokio::test]
async fn a_list_is_as_documented() {
    let client = Client::new(settings(128));
    assert_eq!(client.list(&[("PageSize", "4"), ("PageNumber", "2")]).await.body, joined(A_PAGE));
}

#[tokio::test]
async fn a_running_batch_is_as_documented() {
    let client = Client::new(settings(128));
    assert_eq!(client.batch("pcb-bp1n2f8v1k1z0p7n7").await.body, joined(A_RUNNING_BATCH));
}

#[tokio::test]
async fn a_failed_batch_is_as_documented() {
    let client = Client::new(settings(128));
    assert_eq!(client.batch("pcb-bp1m9h5h9r6z2l5a0").await.body, joined(A_FAILED_BATCH));
}

/// The text in one line, as it is sent.
fn joined(lines: &str) -> String {
    lines.lines().map(str::trim_start).collect()
}
