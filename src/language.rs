//! The language of the page: English, and what `locales/` has besides.
//!
//! Markup is translated by `boot.js`, which does that before the program is there, and texts of the program by
//! [`model::words`], from the same file.

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::window;
use model::words;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

use crate::components::fill::Part;
use crate::components::markup::Markup;
use crate::json;

/// Waits for the words that `boot.js` has sent for, if any.
pub async fn begin() {
    let Ok(promise) = global("words").dyn_into::<Promise>() else { return };
    // What could not be loaded is said in English.
    if let Ok(others) = JsFuture::from(promise).await {
        speak(&others);
    }
}

/// Gives the page another language: `en`, or one that `locales/` has. Where its words cannot be loaded it stays as it is.
/// What the program shows has to be shown anew.
pub async fn change(language: &str) {
    let (name, others) = match language {
        "en" => ("en", Some(Object::new().into())),
        _ => ("zh-CN", load().await),
    };
    let Some(others) = others else { return };
    call("translate", &[&others]);
    speak(&others);
    Part::Attribute("lang").set(&Markup::of_page("").0, name);
}

/// The language that the browser's user likes best of those there are.
pub fn of_browser() -> &'static str {
    let liked = window().navigator().languages();
    let known = |name: &str| ["en", "zh"].into_iter().find(|known| name.starts_with(known));
    liked.iter().find_map(|name| known(&name.as_string()?)).unwrap_or("en")
}

/// Their file is known to `boot.js`, and with which bytes.
async fn load() -> Option<JsValue> {
    let words = call("sendForWords", &[])?.dyn_into::<Promise>().ok()?;
    JsFuture::from(words).await.ok()
}

/// Says what the program says in these words.
fn speak(others: &JsValue) {
    words::speak(&json::read(others));
}

/// Gives markup of ours the words of the language, and again when that changes if it `stays` on the page.
pub fn adopt(markup: &Element, stays: bool) {
    call("adopt", &[markup, &stays.into()]);
}

/// Calls a function that `boot.js` has made known. Without it, in a test, the page stays English.
fn call(name: &str, arguments: &[&JsValue]) -> Option<JsValue> {
    let function = global(name).dyn_into::<Function>().ok()?;
    let arguments: Array = arguments.iter().copied().collect();
    // It fails for nothing that it is given here.
    function.apply(&JsValue::UNDEFINED, &arguments).ok()
}

/// Lets something be said in Chinese. In a thread of its own, because the words are a thread's.
#[cfg(test)]
pub(crate) fn in_chinese<T: Send>(said: impl FnOnce() -> T + Send) -> T {
    let words: model::json::Json =
        serde_json::from_str(include_str!("../locales/words-zh.json")).unwrap();
    let speaking = || {
        words::speak(&words);
        said()
    };
    std::thread::scope(|scope| scope.spawn(speaking).join().unwrap())
}

/// What `boot.js` has made known.
fn global(name: &str) -> JsValue {
    Reflect::get(&js_sys::global(), &name.into()).unwrap_or_default()
}
