//! The language of the page: English, and what `locales/` has besides.
//!
//! Markup is translated by `boot.js`, which does that before the program is there, and texts of the program by
//! [`model::words`], from the same file.

use js_sys::{Function, Promise, Reflect};
use model::json::Json;
use model::words;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

/// Waits for the words that `boot.js` has sent for, if any.
pub async fn begin() {
    let Ok(promise) = global("words").dyn_into::<Promise>() else { return };
    // What could not be loaded is said in English.
    if let Ok(others) = JsFuture::from(promise).await {
        speak(others);
    }
}

/// Says what the program says in these words.
fn speak(others: JsValue) {
    if let Ok(json) = serde_wasm_bindgen::from_value::<Json>(others) {
        words::speak(&json);
    }
}

/// Gives markup of ours the words of the language, and again when that changes if it `stays` on the page.
pub fn adopt(markup: &Element, stays: bool) {
    if let Ok(adopt) = global("adopt").dyn_into::<Function>() {
        // It fails for no element.
        let _ = adopt.call2(&JsValue::UNDEFINED, markup, &stays.into());
    }
}

/// What `boot.js` has made known.
fn global(name: &str) -> JsValue {
    Reflect::get(&js_sys::global(), &name.into()).unwrap_or_default()
}
