//! Faults that spoil the rows of the simulator's own reply.

// In a test a panic is the message.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[allow(dead_code, reason = "each test file uses a part of the client")]
mod client;

use client::{Client, settings};
use serde_json::{Value, json};
use simulator::Fault;

const MARKUP: &str =
    "<img src=x onerror=alert(1)><script>alert(2)</script>\"'>&lt;b&gt;</td></table>";

/// Four rows, the first of them as in [`first_row`].
async fn page(query: &str) -> Value {
    let client = Client::new(settings(128));
    if !query.is_empty() {
        client.handle().set_fault(Fault::parse(query).unwrap());
    }
    client.list(&[("PageSize", "4"), ("PageNumber", "2")]).await.json()
}

fn first_row() -> Value {
    json!({
        "BatchId": "pcb-bp1s5o8d8c0x4c8a2", "TaskName": "安装 慢日志分析 1.0.3 · 第二批",
        "TaskType": "polarclaw_install_skills", "Status": "COMPLETED",
        "TotalCount": 14, "SuccessCount": 13,
        "TaskBegin": "2026-04-06 20:46:48", "TaskEnd": "2026-04-06 20:50:40",
    })
}

fn with(mut row: Value, changes: Value) -> Value {
    let Value::Object(changes) = changes else { panic!("{changes}") };
    row.as_object_mut().unwrap().extend(changes);
    row
}

#[tokio::test]
async fn a_form_changes_fields_of_every_second_row() {
    let own = page("").await;
    for (query, changes) in [
        ("wrong_types&form=numbers_as_text", json!({ "TotalCount": "14", "SuccessCount": "13" })),
        (
            "wrong_types&form=text_as_numbers",
            json!({ "TaskName": 7, "TaskType": 7, "Status": 7, "TaskBegin": 7, "TaskEnd": 7 }),
        ),
        ("nulls&form=id", json!({ "BatchId": null })),
        (
            "nulls&form=fields",
            json!({
                "TaskName": null, "TaskType": null, "Status": null, "TotalCount": null,
                "SuccessCount": null, "TaskBegin": null, "TaskEnd": null,
            }),
        ),
        ("hostile_text&form=markup", json!({ "TaskName": MARKUP })),
        (
            "hostile_text&form=control",
            json!({ "TaskName": "nul\0bell\u{7}back\u{8}escape\u{1b}[31mred\u{1b}[0m\r\nline\ttab\
                                 \u{7f}\u{85}\u{2028}\u{2029}" }),
        ),
        (
            "hostile_text&form=bidi",
            json!({ "TaskName": "\u{202e}desrever\u{202c} \u{2067}isolated \
                                 \u{200f}\u{feff}\u{200b} e\u{301}\u{301}\u{301}" }),
        ),
        ("odd_counts&form=success_above_total", json!({ "TotalCount": 8, "SuccessCount": 13 })),
        ("odd_counts&form=nothing_of_nothing", json!({ "TotalCount": 0, "SuccessCount": 0 })),
        ("odd_counts&form=negative", json!({ "TotalCount": -8, "SuccessCount": -3 })),
        (
            "odd_counts&form=beyond_double",
            json!({ "TotalCount": 9_007_199_254_740_995_u64,
                    "SuccessCount": 9_007_199_254_740_993_u64 }),
        ),
        ("odd_counts&form=fractions", json!({ "TotalCount": 8.5, "SuccessCount": 2.25 })),
        ("odd_status&form=unknown", json!({ "Status": "HALF_DONE" })),
        ("odd_status&form=padded", json!({ "Status": " RUNNING " })),
        ("odd_status&form=lower_case", json!({ "Status": "running" })),
        ("odd_status&form=empty", json!({ "Status": "" })),
        (
            "odd_status&form=completed_with_rest",
            json!({ "Status": "COMPLETED", "TotalCount": 8, "SuccessCount": 5 }),
        ),
        (
            "odd_times&form=garbage",
            json!({ "TaskBegin": "yesterday", "TaskEnd": "2026-13-45 99:99:99" }),
        ),
        (
            "odd_times&form=end_before_begin",
            json!({ "TaskBegin": "2026-04-06 20:51:44", "TaskEnd": "2026-04-06 20:41:44" }),
        ),
        (
            "odd_times&form=far",
            json!({ "TaskBegin": "0001-01-01 00:00:00", "TaskEnd": "9999-12-31 23:59:59" }),
        ),
        ("odd_times&form=unix", json!({ "TaskBegin": "1775508700", "TaskEnd": 1_775_508_760 })),
    ] {
        let spoilt = page(&format!("kind={query}")).await;
        assert_eq!(spoilt["TaskList"][0], with(first_row(), changes), "{query}");
        assert_eq!(spoilt["TaskList"][1], own["TaskList"][1], "{query}");
        assert_ne!(spoilt["TaskList"][2], own["TaskList"][2], "{query}");
        assert_eq!(spoilt["TaskList"][3], own["TaskList"][3], "{query}");
        assert_eq!(spoilt["TotalCount"], 128, "{query}");
    }
}

#[tokio::test]
async fn a_form_takes_the_place_of_every_second_row() {
    let mut without_id = first_row();
    without_id.as_object_mut().unwrap().remove("BatchId");
    let mut in_objects = json!({ "BatchId": "pcb-bp1s5o8d8c0x4c8a2" });
    for (name, field) in
        first_row().as_object().unwrap().iter().filter(|(name, _)| *name != "BatchId")
    {
        in_objects[name] = json!({ "value": field });
    }
    for (query, expected) in [
        ("wrong_types&form=fields_as_objects", in_objects),
        ("wrong_types&form=row_as_list", json!([first_row()])),
        ("wrong_types&form=row_as_text", json!("a row")),
        ("wrong_types&form=row_null", json!(null)),
        ("missing_fields&form=fields", json!({ "BatchId": "pcb-bp1s5o8d8c0x4c8a2" })),
        ("missing_fields&form=id", without_id),
    ] {
        let spoilt = page(&format!("kind={query}")).await;
        assert_eq!(spoilt["TaskList"][0], expected, "{query}");
        assert_eq!(spoilt["TaskList"][1], page("").await["TaskList"][1], "{query}");
    }
}

#[tokio::test]
async fn without_a_form_all_come_in_turn() {
    let client = Client::new(settings(128));
    client.handle().set_fault(Fault::parse("kind=odd_status").unwrap());
    let page = client.list(&[("PageSize", "7")]).await.json();
    let own = Client::new(settings(128)).list(&[("PageSize", "7")]).await.json();
    let status = |row: usize| page["TaskList"][row]["Status"].clone();
    let statuses: Vec<Value> = (0..7).map(status).collect();
    let expected =
        ["HALF_DONE", " RUNNING ", "running", "", "COMPLETED", "own", "HALF_DONE"].map(Value::from);
    assert_eq!(own["TaskList"][5], page["TaskList"][5]);
    for (row, expected) in expected.into_iter().enumerate().filter(|(row, _)| *row != 5) {
        assert_eq!(statuses[row], expected, "row {row}");
    }
}

#[tokio::test]
async fn a_name_of_a_megabyte_comes_once() {
    for (query, row) in [("kind=hostile_text&form=long", 0), ("kind=hostile_text", 3)] {
        let client = Client::new(settings(128));
        client.handle().set_fault(Fault::parse(query).unwrap());
        let page = client.list(&[]).await.json();
        let lengths: Vec<usize> = page["TaskList"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["TaskName"].as_str().unwrap().len())
            .collect();
        assert_eq!(lengths[row], 1_000_000, "{query}");
        assert!(lengths.iter().filter(|length| **length > 1000).count() == 1, "{lengths:?}");
    }
}
