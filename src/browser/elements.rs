//! Elements by selectors, for the other parts of this module.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The first element of the page that a selector fits.
pub(super) fn find(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok()??.dyn_into().ok()
}

/// All elements of the page that a selector fits.
pub(super) fn find_all<T: JsCast>(selector: &str) -> Vec<T> {
    let Ok(found) = document().query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
}

/// Sets an attribute; it is removed for an empty value.
pub(super) fn set(element: &Element, name: &str, value: &str) {
    // The names are ours, so none is refused.
    let _ = match value {
        "" => element.remove_attribute(name),
        value => element.set_attribute(name, value),
    };
}
