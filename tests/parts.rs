//! The sheet of shared parts, which a development build shows at `?parts`.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used)]

use console::ui::parts;
use leptos::prelude::document;
use leptos::task::tick;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlElement;

wasm_bindgen_test_configure!(run_in_browser);

fn count(selector: &str) -> u32 {
    document().query_selector_all(selector).unwrap().length()
}

#[wasm_bindgen_test]
async fn each_part_is_there_in_each_of_its_states() {
    parts::show();
    // What is in a menu is there once it was opened.
    let menu = document().query_selector("[popover]").unwrap().unwrap();
    menu.unchecked_into::<HtmlElement>().show_popover().unwrap();
    // A banner is shown by an effect.
    tick().await;
    for (selector, expected) in [
        (".parts > section > h2", 8),
        ("p > .badge .badge-word", 6),
        ("[role=progressbar]", 6),
        ("[role=progressbar]:not([aria-valuenow])", 1),
        (".copy:disabled", 1),
        (".copy:enabled", 1),
        (".banner:not([hidden])", 2),
        (".toast:not([hidden])", 2),
        ("[popover] .item", 4),
        ("[popover] .item:disabled", 1),
        ("[popover] [aria-pressed=true]", 1),
        ("dialog:not([open])", 1),
    ] {
        assert_eq!(count(selector), expected, "{selector}");
    }
}
