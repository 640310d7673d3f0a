//! The language of the page: English, and what `locales/` has besides.
//!
//! Markup is translated by `boot.js`, which does that before the program is there, and texts of the program by the
//! [locale](crate::i18n), from the same file.

use std::sync::OnceLock;

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::window;
use model::locale::Translations;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::browser::page::set_root_attribute;
use crate::json;

/// What was read of their file, once: translations are never freed.
static READ: OnceLock<Translations> = OnceLock::new();

/// Waits for the translations that `boot.js` has sent for, if any. What could not be loaded is English.
pub async fn begin() -> Translations {
    let Ok(promise) = global("words").dyn_into::<Promise>() else {
        return Translations::default();
    };
    let others = JsFuture::from(promise).await;
    others.map_or_else(|_| Translations::default(), |others| read(&others))
}

/// Gives the markup another language, `en` or one that `locales/` has, and returns its translations. `None` where they
/// cannot be loaded: then everything stays as it is.
pub async fn change(language: &str) -> Option<Translations> {
    let (name, others, translations) = if language == "en" {
        ("en", Object::new().into(), Translations::default())
    } else {
        let others = load().await?;
        let translations = read(&others);
        ("zh-CN", others, translations)
    };
    call("translate", &[&others]);
    set_root_attribute("lang", name);
    Some(translations)
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

fn read(others: &JsValue) -> Translations {
    *READ.get_or_init(|| Translations::read(&json::read(others)))
}

/// Calls a function that `boot.js` has made known. Without it, in a test, the page stays English.
pub fn call(name: &str, arguments: &[&JsValue]) -> Option<JsValue> {
    let function = global(name).dyn_into::<Function>().ok()?;
    let arguments: Array = arguments.iter().copied().collect();
    // It fails for nothing that it is given here.
    function.apply(&JsValue::UNDEFINED, &arguments).ok()
}

/// What `boot.js` has made known.
fn global(name: &str) -> JsValue {
    Reflect::get(&js_sys::global(), &name.into()).unwrap_or_default()
}
