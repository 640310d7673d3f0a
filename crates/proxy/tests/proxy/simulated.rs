//! `demo` and `simulate`, with their options.

use serde_json::{Value, json};

use crate::exchange::{list, send};
use crate::program::{KEY, Served, Variables, output};
use crate::upstream::{FakeUpstream, error};

const WITH_TOKEN: Variables<'static> = &[
    ("ALIBABA_CLOUD_ACCESS_KEY_ID", "testAccessKeyId"),
    ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "testAccessKeySecret"),
    ("ALIBABA_CLOUD_SECURITY_TOKEN", "token-1"),
];
const ANOTHER_TOKEN: Variables<'static> = &[
    ("ALIBABA_CLOUD_ACCESS_KEY_ID", "testAccessKeyId"),
    ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "testAccessKeySecret"),
    ("ALIBABA_CLOUD_SECURITY_TOKEN", "token-2"),
];

#[tokio::test]
async fn a_simulated_key_with_a_token_is_taken_with_that_token_only() {
    let arguments = ["simulate", "--listen", "127.0.0.1:0", "--security-token", "token-1"];
    let simulator = Served::start(&arguments, KEY).await;
    let url = format!("http://{}", simulator.address);
    for (variables, code, text) in [
        (WITH_TOKEN, 0, "OK: PolarDB accepted the credentials"),
        (KEY, 1, "MissingSecurityToken"),
        (ANOTHER_TOKEN, 1, "InvalidSecurityToken.MismatchWithAccessKey"),
    ] {
        let output = output(&["check", "--upstream", &url], variables).await;
        let printed = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(code), "{printed}");
        assert!(printed.contains(text), "{printed}");
    }
}

#[tokio::test]
async fn the_demo_has_a_fleet_whose_failures_repeat() {
    let demo = Served::start(&["demo", "--listen", "127.0.0.1:0"], &[]).await;
    let page = list(demo.address, "&PageSize=100&Status=%5B%22FAILED%22%5D").await.json();
    let rows = page["TaskList"].as_array().unwrap();
    assert_eq!(rows.len(), 100);
    let total = list(demo.address, "&PageSize=1").await.json()["TotalCount"].as_u64().unwrap();
    assert!((2000..2005).contains(&total), "{total}");
    let mut instances = std::collections::BTreeMap::<String, usize>::new();
    for row in &rows[..20] {
        let batch = row["BatchId"].as_str().unwrap();
        let target = format!("/rpc?Action=DescribeBatchTask&Version=2017-08-01&BatchId={batch}");
        let origin = format!("Origin: http://{}", demo.address);
        let detail = send(demo.address, "POST", &target, &[&origin, "Content-Length: 0"]).await;
        for subtask in detail.json()["SubTasks"].as_array().unwrap() {
            if subtask["Status"] == "FAILED" {
                let instance = subtask["InstanceId"].as_str().unwrap().to_owned();
                *instances.entry(instance).or_default() += 1;
            }
        }
    }
    let most = instances.values().max().unwrap();
    assert!(*most >= 5, "the worst instance failed in {most} of 20 batches");
}

#[tokio::test]
async fn a_demo_of_no_tasks_is_empty_and_a_plain_one_has_documented_values_only() {
    let empty = Served::start(&["demo", "--listen", "127.0.0.1:0", "--tasks", "0"], &[]).await;
    let page = list(empty.address, "").await.json();
    assert_eq!((&page["TotalCount"], &page["TaskList"]), (&json!(0), &json!([])));

    let arguments = ["demo", "--listen", "127.0.0.1:0", "--tasks", "800", "--plain"];
    let plain = Served::start(&arguments, &[]).await;
    let page = list(plain.address, "&PageSize=1000").await.json();
    assert_eq!(page["TotalCount"], 800);
    let values = |field: &str| -> std::collections::BTreeSet<&str> {
        let rows = page["TaskList"].as_array().unwrap();
        rows.iter().map(|row: &Value| row[field].as_str().unwrap()).collect()
    };
    let types = ["polarclaw_install_skills", "polarclaw_uninstall_skills"];
    assert_eq!(values("TaskType"), types.into());
    let mut statuses = values("Status");
    // Dispatching takes less than a minute, so that there may be none just now.
    statuses.remove("DISPATCHING");
    assert_eq!(statuses, ["COMPLETED", "FAILED", "RUNNING"].into());
}

#[tokio::test]
async fn check_asks_with_the_documented_page_size_and_tells_a_refused_parameter_from_a_refused_key()
{
    let upstream = FakeUpstream::start([error(400, "InvalidParameter")]).await;
    let url = format!("http://{}", upstream.address);
    let output = output(&["check", "--upstream", &url], KEY).await;
    let printed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{printed}");
    assert!(printed.contains("The key:    accepted; only a parameter was refused"), "{printed}");
    let seen = upstream.seen();
    assert!(seen[0].starts_with("POST /?PageSize=30 HTTP/1.1\r\n"), "{}", seen[0]);
    assert_eq!(seen.len(), 1);
}

#[tokio::test]
async fn probe_prints_a_report_and_its_exit_code_says_whether_it_is_whole() {
    let arguments = ["simulate", "--listen", "127.0.0.1:0", "--tasks", "300", "--plain"];
    let simulator = Served::start(&arguments, KEY).await;
    let url = format!("http://{}", simulator.address);
    let whole = output(&["probe", "--upstream", &url, "--pause", "0"], KEY).await;
    let printed = String::from_utf8(whole.stdout).unwrap();
    assert_eq!(whole.status.code(), Some(0), "{printed}");
    assert!(
        printed
            .starts_with("What PolarDB's batch tasks do\nEndpoint that is not PolarDB's own, 20"),
        "{printed}"
    );
    assert!(printed.contains("A1  holds: the list has the newest batches first"), "{printed}");
    let refused = output(&["probe", "--upstream", &url, "--pause", "0"], WITH_TOKEN).await;
    let printed = String::from_utf8(refused.stdout).unwrap();
    assert_eq!(refused.status.code(), Some(1), "{printed}");
    assert!(printed.contains("HTTP 400 InvalidSecurityToken.MismatchWithAccessKey"), "{printed}");
}
