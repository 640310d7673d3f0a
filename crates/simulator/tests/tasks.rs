//! What is answered: filters, pages, and tasks that move on.

// In a test a panic is the message.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[allow(dead_code, reason = "each test file uses a part of the client")]
mod client;

use std::collections::BTreeSet;

use chrono::NaiveDateTime;
use client::{Client, START, settings};
use serde_json::Value;

#[tokio::test]
async fn the_same_calls_give_the_same_bytes_and_another_seed_does_not() {
    let (one, two) = (Client::new(settings(128)), Client::new(settings(128)));
    let other = Client::new(simulator::Settings { seed: 43, ..settings(128) });
    for _ in 0..3 {
        let answer = one.list(&[]).await;
        assert_eq!(answer, two.list(&[]).await);
        assert_ne!(answer.body, other.list(&[]).await.body);
        for client in [&one, &two, &other] {
            client.wait(77);
        }
    }
}

#[tokio::test]
async fn pages_cover_all_tasks_once_newest_first() {
    let client = Client::new(settings(128));
    let mut rows = Vec::new();
    for (page, length) in [(1, 50), (2, 50), (3, 28), (4, 0), (1_000_000_000_000_u64, 0)] {
        let answer =
            client.list(&[("PageSize", "50"), ("PageNumber", &page.to_string())]).await.json();
        assert_eq!(
            (answer["PageNumber"].as_u64(), answer["TotalCount"].as_u64()),
            (Some(page), Some(128))
        );
        let list = answer["TaskList"].as_array().unwrap();
        assert_eq!(list.len(), length, "page {page}");
        rows.extend(list.iter().cloned());
    }
    let ids: BTreeSet<&str> = rows.iter().map(|row| row["BatchId"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), 128);
    assert!(rows.is_sorted_by(|a, b| text(a, "TaskBegin") > text(b, "TaskBegin")));
}

#[tokio::test]
async fn names_are_those_that_the_settings_foretell() {
    let client = Client::new(settings(700));
    let names = settings(700).task_names(20_000);
    assert_eq!(names.len(), 196);
    assert_eq!(names, settings(700).task_names(40_000));
    for row in rows(&client, &[]).await {
        assert!(names.contains(text(&row, "TaskName")), "{row}");
    }
}

#[tokio::test]
async fn filters_select_what_the_rows_themselves_say() {
    let client = Client::new(settings(700));
    let all = rows(&client, &[]).await;
    let (from, to) = ("2026-04-06T15:00:00Z", "2026-04-06T20:40:00Z");
    type Test = fn(&Value) -> bool;
    let created: Test =
        |row| ("2026-04-06 15:00:00"..="2026-04-06 20:40:00").contains(&text(row, "TaskBegin"));
    let table: [(&[(&str, &str)], Test); 7] = [
        (&[("TaskType", "polarclaw_uninstall_skills")], |row| {
            row["TaskType"] == "polarclaw_uninstall_skills"
        }),
        (&[("TaskType", "polarclaw_sync_index")], |row| row["TaskType"] == "polarclaw_sync_index"),
        (&[("Status", r#"["RUNNING"]"#)], |row| row["Status"] == "RUNNING"),
        (&[("Status", r#"["FAILED","DISPATCHING"]"#)], |row| {
            ["FAILED", "DISPATCHING"].contains(&text(row, "Status"))
        }),
        (&[("Status", r#"["ARCHIVING"]"#)], |row| row["Status"] == "ARCHIVING"),
        (&[("StartTime", from), ("EndTime", to)], created),
        (
            &[
                ("TaskType", "polarclaw_install_skills"),
                ("Status", r#"["COMPLETED"]"#),
                ("StartTime", from),
                ("EndTime", to),
            ],
            |row| {
                row["TaskType"] == "polarclaw_install_skills"
                    && row["Status"] == "COMPLETED"
                    && ("2026-04-06 15:00:00"..="2026-04-06 20:40:00")
                        .contains(&text(row, "TaskBegin"))
            },
        ),
    ];
    for (query, selects) in table {
        let expected: Vec<Value> = all.iter().filter(|row| selects(row)).cloned().collect();
        assert!(!expected.is_empty(), "{query:?} selects nothing, so it shows nothing");
        assert_eq!(rows(&client, query).await, expected, "{query:?}");
    }
    assert_eq!(rows(&client, &[("TaskType", "other")]).await, Vec::<Value>::new());
}

#[tokio::test]
async fn a_batch_moves_on_to_its_end_and_its_detail_agrees_with_its_row() {
    let client = Client::new(settings(5));
    let id = rows(&client, &[]).await[0]["BatchId"].as_str().unwrap().to_owned();
    let (mut seen, mut success) = (Vec::new(), 0);
    while client.now() < START + 2 * 3600 {
        let row = rows(&client, &[]).await.into_iter().find(|row| row["BatchId"] == id).unwrap();
        let detail = client.batch(&id).await.json();
        assert_eq!(text(&detail, "Status").trim(), text(&row, "Status"));
        for field in ["TaskName", "TaskType", "TotalCount", "SuccessCount"] {
            assert_eq!(detail[field], row[field], "{field}");
        }
        assert_eq!(instant(text(&detail, "TaskBegin")), instant(text(&row, "TaskBegin")));
        let subtasks = detail["SubTasks"].as_array().unwrap();
        assert_eq!(subtasks.len() as u64, row["TotalCount"].as_u64().unwrap());
        let completed = subtasks.iter().filter(|subtask| subtask["Status"] == "COMPLETED").count();
        assert_eq!(completed as u64, row["SuccessCount"].as_u64().unwrap());
        assert!(completed >= success, "{completed} after {success}");
        success = completed;
        if seen.last().map(String::as_str) != row["Status"].as_str() {
            seen.push(text(&row, "Status").to_owned());
        }
        client.wait(9);
    }
    assert_eq!(seen, ["DISPATCHING", "RUNNING", "COMPLETED"]);
}

#[tokio::test]
async fn failed_subtasks_say_why_and_others_say_nothing() {
    let client = Client::new(settings(500));
    let mut messages = BTreeSet::new();
    for row in rows(&client, &[("Status", r#"["FAILED"]"#)]).await {
        for subtask in
            client.batch(text(&row, "BatchId")).await.json()["SubTasks"].as_array().unwrap()
        {
            let message = text(subtask, "ErrorMsg");
            assert_eq!(message.is_empty(), subtask["Status"] != "FAILED", "{subtask}");
            messages.insert(message.to_owned());
        }
    }
    for part in [
        " assumeOssRole not exist,serviceName:polarclaw",
        "checksum mismatch: expected sha256:",
        " not found",
        ":8443 timed out after 30000ms",
        "OperationDenied.DBClusterStatus: instance p",
    ] {
        assert!(messages.iter().any(|message| message.contains(part)), "{part}");
    }
}

#[tokio::test]
async fn the_documents_quirks_come_up_and_oddities_only_when_asked_for() {
    let client = Client::new(settings(1000));
    let all = rows(&client, &[]).await;
    let unfinished: Vec<&Value> = all.iter().filter(|row| row["Status"] == "RUNNING").collect();
    assert!(unfinished.iter().any(|row| row.get("TaskEnd").is_none()));
    assert!(unfinished.iter().any(|row| row["TaskEnd"] == ""));
    assert!(
        unfinished.iter().any(|row| row["TaskEnd"].as_str().is_some_and(|end| !end.is_empty()))
    );
    let mut padded = BTreeSet::new();
    for row in unfinished {
        padded.insert(text(&client.batch(text(row, "BatchId")).await.json(), "Status").to_owned());
    }
    assert_eq!(padded, BTreeSet::from(["RUNNING".to_owned(), "RUNNING ".to_owned()]));
    assert!(all.iter().any(|row| row["Status"] == "COMPLETED"
        && row["SuccessCount"].as_u64() < row["TotalCount"].as_u64()));

    let plain = Client::new(simulator::Settings { oddities: false, ..settings(1000) });
    for row in rows(&plain, &[]).await {
        assert!(
            ["polarclaw_install_skills", "polarclaw_uninstall_skills"]
                .contains(&text(&row, "TaskType"))
        );
        assert!(["DISPATCHING", "RUNNING", "COMPLETED", "FAILED"].contains(&text(&row, "Status")));
    }
}

async fn rows(client: &Client, query: &[(&str, &str)]) -> Vec<Value> {
    let query = [query, &[("PageSize", "1000")]].concat();
    let answer = client.list(&query).await.json();
    let rows = answer["TaskList"].as_array().unwrap_or_else(|| panic!("{answer}")).clone();
    assert_eq!(answer["TotalCount"].as_u64(), Some(rows.len() as u64));
    rows
}

fn text<'a>(row: &'a Value, field: &str) -> &'a str {
    row[field].as_str().unwrap()
}

fn instant(text: &str) -> NaiveDateTime {
    let plain = text.replace('/', "-").replace(['T', 'Z'], " ");
    NaiveDateTime::parse_from_str(plain.trim(), "%Y-%m-%d %H:%M:%S").unwrap()
}
