//! The browser's own parsed JSON as the model's [`Json`].
//!
//! By hand, where `serde-wasm-bindgen` would do it: its errors print numbers, and the first rows would wait for the 20 kB
//! of code that come with that.

use js_sys::{Array, JsString, Number, Object, RegExp};
use model::json::{Json, quote_long_numbers};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    /// That of `js_sys` copies the text into the program and out again.
    #[wasm_bindgen(js_namespace = JSON, js_name = parse, catch)]
    fn parse_text(text: &JsString) -> Result<JsValue, JsValue>;
}

/// Deeper than any reply of the API; a browser parses an array nested a million times, a recursive reader dies of it.
const LEVELS: u8 = 8;

/// Reads a text with the browser's parser, which spares the download another one. `None` where it is no JSON.
pub fn read_text(text: &str) -> Option<Json> {
    parse(&text.into()).map(|value| read(&value))
}

/// The same as the browser's value, of a text that the browser has.
pub fn parse(text: &JsString) -> Option<JsValue> {
    /// What may be a number that is too long for a double.
    const LONG: &str = r"[-+.\deE]{16}";
    if text.search(&RegExp::new(LONG, "")) < 0 {
        return parse_text(text).ok();
    }
    let quoted = JsString::from(&*quote_long_numbers(&String::from(text)));
    parse_text(&quoted).ok()
}

/// Reads what the browser has parsed.
pub fn read(value: &JsValue) -> Json {
    read_within(value, LEVELS)
}

fn read_within(value: &JsValue, levels: u8) -> Json {
    if let Some(text) = value.as_string() {
        return Json::Text(text);
    }
    if let Some(number) = value.as_f64() {
        return Json::Number(printed(number));
    }
    if let Some(is_on) = value.as_bool() {
        return Json::Bool(is_on);
    }
    let Some(levels) = levels.checked_sub(1) else { return Json::Null };
    if let Some(list) = value.dyn_ref::<Array>() {
        return Json::List(list.iter().map(|element| read_within(&element, levels)).collect());
    }
    if let Some(object) = value.dyn_ref::<Object>() {
        let entry = |entry: JsValue| {
            let entry: Array = entry.unchecked_into();
            (entry.get(0).as_string().unwrap_or_default(), read_within(&entry.get(1), levels))
        };
        return Json::Object(Object::entries(object).iter().map(entry).collect());
    }
    Json::Null
}

/// As the browser prints it, which for a number of JSON is as it came, but for a form such as `1.0`.
fn printed(number: f64) -> String {
    Number::from(number).to_string_with_radix(10).map(String::from).unwrap_or_default()
}
