//! What only a browser can show: its own parser's values read as the model's JSON, and rows that are read once.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use chrono::DateTime;
use console::ask::ListKey;
use console::json::{parse, read_text};
use console::known_rows::KnownRows;
use model::json::Json;
use model::query::ListQuery;
use model::request::Request;
use model::task::TaskPage;
use model::wire::ReplyHead;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn read(text: &str) -> Json {
    read_text(text).unwrap()
}

#[wasm_bindgen_test]
fn the_browsers_values_read_field_by_field() {
    let json = read(
        r#"{"a":"8","b":8,"c":null,"d":[true,{"e":1.5}],"f":9007199254740993,"g":-3,"h":1e300}"#,
    );
    assert_eq!(json.get("a").text(), Some("8"));
    assert_eq!(json.get("b").text(), Some("8"));
    assert_eq!(json.get("c"), &Json::Null);
    let Json::List(list) = json.get("d") else { panic!("d is an array") };
    assert_eq!(list[0], Json::Bool(true));
    assert_eq!(list[1].get("e").text(), Some("1.5"));
    // The browser's numbers end at 2⁵³, so that what is beyond is read as a text, as it came.
    assert_eq!(json.get("f"), &Json::Text("9007199254740993".into()));
    assert_eq!(json.get("g").text(), Some("-3"));
    assert_eq!(json.get("h").text(), Some("1e+300"));
}

#[wasm_bindgen_test]
fn hostile_nesting_is_cut_off_instead_of_exhausting_the_stack() {
    let json = read(&format!("{}{}", "[".repeat(5000), "]".repeat(5000)));
    assert!(matches!(json, Json::List(_)));
}

/// The first page.
fn asked() -> Request {
    ListQuery::default().request(DateTime::UNIX_EPOCH)
}

/// A hundred rows, of which the first have 3 of 8 sub-tasks done, and others 2.
fn list(changed: usize, request_id: &str) -> JsValue {
    let row = |at| {
        let successes = if at < changed { 3 } else { 2 };
        format!(
            r#"{{"BatchId":"pcb-{at}","Status":"RUNNING","SuccessCount":{successes},"TotalCount":8}}"#
        )
    };
    let rows = (0..100).map(row).collect::<Vec<_>>().join(",");
    let text = format!(r#"{{"RequestId":"{request_id}","TotalCount":100,"TaskList":[{rows}]}}"#);
    parse(&text.as_str().into()).unwrap()
}

#[wasm_bindgen_test]
fn of_a_refreshed_list_the_rows_that_changed_are_read() {
    let head = ReplyHead { status: 200, ..ReplyHead::default() };
    let mut known = KnownRows::default();
    let mut last = known.read::<ListKey>(&asked(), &head, &list(0, "A")).unwrap();
    for (changed, request_id, read) in [(0, "B", 0), (10, "C", 10), (10, "D", 0), (100, "E", 90)] {
        let next = known.read::<ListKey>(&asked(), &head, &list(changed, request_id)).unwrap();
        let is_new = |(row, before): &(&Arc<_>, &Arc<_>)| !Arc::ptr_eq(row, before);
        let pairs = next.tasks.iter().zip(&last.tasks);
        assert_eq!(pairs.filter(is_new).count(), read, "{request_id}");
        let done = |page: &TaskPage, at: usize| page.tasks[at].progress.label();
        assert_eq!(done(&next, 0), if changed == 0 { "2 / 8" } else { "3 / 8" });
        assert_eq!(next.tasks[99].batch_id, "pcb-99");
        assert_eq!(next.request_id.as_deref(), Some(request_id));
        last = next;
    }
}

#[wasm_bindgen_test]
fn a_row_is_known_in_whatever_place_it_comes_and_not_by_its_id_alone() {
    let head = ReplyHead { status: 200, ..ReplyHead::default() };
    let body = |rows: &str| {
        parse(&format!(r#"{{"RequestId":"R","TaskList":[{rows}]}}"#).as_str().into()).unwrap()
    };
    let mut known = KnownRows::default();
    let mut read = |rows: &str| known.read::<ListKey>(&asked(), &head, &body(rows)).unwrap().tasks;
    let first = read(r#"{"BatchId":"a","TaskName":"x"},{"BatchId":"b"},7"#);
    let second = read(r#"{"BatchId":"n"},{"BatchId":"b"},{"BatchId":"a","TaskName":"y"},7"#);
    assert!(Arc::ptr_eq(&first[1], &second[1]));
    assert_eq!(second[2].task_name, "y");
    // What is no row is told as such each time.
    assert_eq!([&first[2], &second[3]].map(|row| row.flaws.clone()), [["TaskList"], ["TaskList"]]);
    assert_eq!(read("").len(), 0);
    // Of what was not in the last answer nothing is known.
    assert!(!Arc::ptr_eq(&read(r#"{"BatchId":"b"}"#)[0], &first[1]));
}
