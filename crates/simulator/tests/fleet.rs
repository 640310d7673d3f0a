//! The fleet of the demo as a client sees it, and worlds without surprises.

// In a test a panic is the message.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[allow(dead_code, reason = "each test file uses a part of the client")]
mod client;

use std::collections::{BTreeMap, BTreeSet};

use client::{Client, START, credentials};
use serde_json::Value;
use simulator::{Scenario, Settings};

fn fleet() -> Settings {
    Settings { tasks: 2000, scenario: Scenario::Fleet, ..Settings::new(credentials()) }
}

async fn rows(client: &Client, query: &[(&str, &str)]) -> Vec<Value> {
    let mut rows = Vec::new();
    loop {
        let page = (rows.len() / 1000 + 1).to_string();
        let query = [query, &[("PageSize", "1000"), ("PageNumber", &page)]].concat();
        let answer = client.list(&query).await.json();
        rows.extend(answer["TaskList"].as_array().unwrap().clone());
        if rows.len() as u64 >= answer["TotalCount"].as_u64().unwrap() {
            return rows;
        }
    }
}

fn text<'a>(row: &'a Value, field: &str) -> &'a str {
    row[field].as_str().unwrap()
}

#[tokio::test]
async fn two_thousand_batches_lie_in_fourteen_days_newest_first() {
    let client = Client::new(fleet());
    let all = rows(&client, &[]).await;
    assert_eq!(all.len(), 2000);
    assert!(all.is_sorted_by(|a, b| text(a, "TaskBegin") >= text(b, "TaskBegin")));
    assert_eq!(text(&all[1999], "TaskBegin"), "2026-03-24 04:30:35");
    let ids: BTreeSet<&str> = all.iter().map(|row| text(row, "BatchId")).collect();
    assert_eq!(ids.len(), 2000);
    let count = |status: &str| all.iter().filter(|row| row["Status"] == status).count();
    let counts = ["DISPATCHING", "RUNNING", "COMPLETED", "FAILED", "ARCHIVING"].map(count);
    assert_eq!(counts, [0, 9, 1662, 298, 31]);
}

#[tokio::test]
async fn the_same_instance_fails_in_batch_after_batch_for_the_same_reason() {
    let client = Client::new(fleet());
    let failed = rows(&client, &[("Status", "[\"FAILED\"]")]).await;
    let mut instances = BTreeMap::<String, Vec<String>>::new();
    for row in &failed[..60] {
        let batch = client.batch(text(row, "BatchId")).await.json();
        let subtasks = batch["SubTasks"].as_array().unwrap();
        let is_failed = |subtask: &&Value| subtask["Status"] == "FAILED";
        for subtask in subtasks.iter().filter(is_failed) {
            let message = text(subtask, "ErrorMsg").to_owned();
            assert!(!message.is_empty());
            instances.entry(text(subtask, "InstanceId").to_owned()).or_default().push(message);
        }
        let missing = row["TotalCount"].as_u64().unwrap() - row["SuccessCount"].as_u64().unwrap();
        assert_eq!(subtasks.iter().filter(is_failed).count() as u64, missing, "{row}");
    }
    let (worst, messages) = instances.iter().max_by_key(|(_, messages)| messages.len()).unwrap();
    let role = |message: &&String| message.contains("assumeOssRole not exist");
    let of_role = messages.iter().filter(role).count();
    assert_eq!((worst.as_str(), messages.len(), of_role), ("pa-bp1l3v8s1t4c7b0q0", 22, 15));
}

#[tokio::test]
async fn new_batches_come_every_minute_and_some_are_running_at_any_hour() {
    let client = Client::new(fleet());
    // At the last second before the next one may come.
    client.wait(-1);
    for hour in 1..=24 {
        client.wait(3600);
        let answer = client.list(&[("PageSize", "30")]).await.json();
        assert_eq!(answer["TotalCount"], 2000 + hour * 60);
        let unfinished =
            answer["TaskList"].as_array().unwrap().iter().filter(|row| {
                ["DISPATCHING", "RUNNING"].contains(&row["Status"].as_str().unwrap())
            });
        let unfinished = unfinished.count();
        assert!((1..=20).contains(&unfinished), "{unfinished} in hour {hour}");
    }
}

#[tokio::test]
async fn the_fleet_has_300_instances_with_names_and_owners() {
    let instances = fleet().fleet_instances();
    let ids: BTreeSet<&str> = instances.iter().map(|instance| instance.id.as_str()).collect();
    assert_eq!(ids.len(), 300);
    let client = Client::new(fleet());
    let row = &rows(&client, &[("Status", "[\"COMPLETED\"]")]).await[0];
    let batch = client.batch(text(row, "BatchId")).await.json();
    for subtask in batch["SubTasks"].as_array().unwrap() {
        assert!(ids.contains(text(subtask, "InstanceId")), "{subtask}");
    }
    assert_eq!(
        (instances[0].name.as_str(), instances[0].owner),
        ("logistics-prod-000", "team-data")
    );
}

#[tokio::test]
async fn a_plain_world_has_documented_values_only_and_its_counts_stay() {
    for scenario in [Scenario::Steady, Scenario::Fleet] {
        let client = Client::new(Settings { tasks: 300, scenario, ..fleet() }.plain());
        for _ in 0..5 {
            let all = rows(&client, &[]).await;
            assert_eq!(all.len(), 300);
            for row in &all {
                let status = text(row, "Status");
                assert!(["DISPATCHING", "RUNNING", "COMPLETED", "FAILED"].contains(&status));
                assert!(text(row, "TaskType").ends_with("install_skills"), "{row}");
                assert_ne!(row["TotalCount"], 0, "{row}");
                let is_over = ["COMPLETED", "FAILED"].contains(&status);
                assert_eq!(row.get("TaskEnd").is_some(), is_over, "{row}");
            }
            client.wait(600);
        }
    }
    assert_eq!(START, 1_775_508_700);
}

#[tokio::test]
async fn a_world_of_no_tasks_is_empty() {
    for scenario in [Scenario::Steady, Scenario::Fleet] {
        let client = Client::new(Settings { tasks: 0, scenario, ..fleet() }.plain());
        client.wait(7200);
        let answer = client.list(&[]).await.json();
        assert_eq!(
            (&answer["TotalCount"], &answer["TaskList"]),
            (&0.into(), &Value::Array(vec![]))
        );
    }
}
