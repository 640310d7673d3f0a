//! Faults that spoil the list in the simulator's own reply, or one batch with its subtasks.

// In a test a panic is the message.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[allow(dead_code, reason = "each test file uses a part of the client")]
mod client;

use client::{Client, settings};
use serde_json::{Value, json};
use simulator::Fault;

/// A batch with two subtasks, of which the first failed.
const BATCH: &str = "pcb-bp1m9h5h9r6z2l5a0";
const FIRST_ID: &str = "pcb-bp1s5o8d8c0x4c8a2";
const FIRST_NAME: &str = "安装 慢日志分析 1.0.3 · 第二批";
const MARKUP: &str =
    "<img src=x onerror=alert(1)><script>alert(2)</script>\"'>&lt;b&gt;</td></table>";

/// A page of four rows.
async fn page(query: &str) -> Value {
    let client = Client::new(settings(128));
    if !query.is_empty() {
        client.handle().set_fault(Fault::parse(query).unwrap());
    }
    client.list(&[("PageSize", "4"), ("PageNumber", "2")]).await.json()
}

async fn batch(query: &str) -> Value {
    let client = Client::new(settings(128));
    client.handle().set_fault(Fault::parse(query).unwrap());
    client.batch(BATCH).await.json()
}

fn ids(page: &Value) -> Vec<&str> {
    let rows = page["TaskList"].as_array().unwrap();
    rows.iter().map(|row| row["BatchId"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn the_list_can_be_no_list() {
    let own = page("").await;
    let own = own["TaskList"].as_array().unwrap();
    let by_number = json!({ "0": own[0], "1": own[1], "2": own[2], "3": own[3] });
    for (query, expected) in [
        ("kind=list", Some(json!([]))),
        ("kind=list&form=empty", Some(json!([]))),
        ("kind=list&form=null", Some(json!(null))),
        ("kind=list&form=absent", None),
        ("kind=list&form=object", Some(by_number)),
    ] {
        let page = page(query).await;
        assert_eq!(page.get("TaskList"), expected.as_ref(), "{query}");
        assert_eq!(page["TotalCount"], 128, "{query}");
    }
}

#[tokio::test]
async fn the_fields_beside_the_list_can_be_spoilt() {
    for (query, expected) in [
        ("kind=page_fields", vec![Some(json!(null)); 4]),
        ("kind=page_fields&form=absent", vec![None; 4]),
        (
            "kind=page_fields&form=text",
            ["A0F70847-0B2E-50A2-B6BE-2EF8EC575881", "2", "4", "128"]
                .map(|text| Some(json!(text)))
                .to_vec(),
        ),
    ] {
        let page = page(query).await;
        let names = ["RequestId", "PageNumber", "PageSize", "TotalCount"];
        assert_eq!(names.map(|name| page.get(name).cloned()).to_vec(), expected, "{query}");
        assert_eq!(page["TaskList"][0]["BatchId"], FIRST_ID, "{query}");
    }
}

#[tokio::test]
async fn ids_come_twice_on_different_rows() {
    let page = page("kind=duplicates").await;
    let third = "pcb-bp1j9r9l7i1o0k8f4";
    assert_eq!(ids(&page), [FIRST_ID, FIRST_ID, third, third]);
    assert_eq!(page["TaskList"][1]["TaskName"], "roll out github 1.0.0 · wave 2");
}

#[tokio::test]
async fn a_page_has_more_rows_than_were_asked_for() {
    for (query, count) in
        [("kind=huge_page", 10_000), ("kind=huge_page&rows=6", 6), ("kind=huge_page&rows=3", 3)]
    {
        let page = page(query).await;
        let rows = ids(&page);
        assert_eq!((rows.len(), page["PageSize"].as_u64()), (count, Some(4)), "{query}");
        assert_eq!(rows.iter().collect::<std::collections::BTreeSet<_>>().len(), count);
    }
    let page = page("kind=huge_page&rows=6").await;
    assert_eq!(ids(&page)[4], "pcb-bp1s5o8d8c0x4c8a2-4");
    assert_eq!(page["TaskList"][4]["TaskName"], FIRST_NAME);
}

#[tokio::test]
async fn one_batch_is_spoilt_with_its_subtasks() {
    let marked = batch("kind=hostile_text&form=markup").await;
    assert_eq!(marked["TaskName"], MARKUP);
    assert_eq!(marked["SubTasks"][0]["ErrorMsg"], MARKUP);
    assert_eq!(marked["SubTasks"][1]["ErrorMsg"], "");
    let counted = batch("kind=odd_counts&form=negative").await;
    assert_eq!((&counted["TotalCount"], &counted["SuccessCount"]), (&json!(-8), &json!(-3)));
    assert_eq!(counted["SubTasks"][0].get("TotalCount"), None);
    let with_null = batch("kind=wrong_types&form=row_null").await;
    assert_eq!((&with_null["BatchId"], &with_null["SubTasks"][0]), (&json!(BATCH), &json!(null)));
    assert_eq!(with_null["SubTasks"][1]["TaskId"], "700120001");
    let doubled = batch("kind=duplicates").await;
    assert_eq!(doubled["SubTasks"][1]["TaskId"], "700120000");
    assert_eq!(batch("kind=list&form=absent").await.get("SubTasks"), None);
}
