//! What only a browser can show: its own parser's values read as the model's JSON.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)]

use console::json::parse;
use model::json::Json;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

fn read(text: &str) -> Json {
    parse(text).unwrap()
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
