//! The page around a panel.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement};

/// How a panel stands to the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// There is none.
    Closed,
    /// Beside the page.
    Docked,
    /// Over the page, which cannot be used.
    Modal,
}

/// Lets the page make room for a panel, or makes it inert below one.
pub fn set_panel(standing: Standing) {
    let name = match standing {
        Standing::Closed => None,
        Standing::Docked => Some("docked"),
        Standing::Modal => Some("modal"),
    };
    if let Some(body) = document().body() {
        set(&body, "data-panel", name);
    }
    let Ok(covered) = document().query_selector_all(".skip, .top, main, .foot") else { return };
    for at in 0..covered.length() {
        if let Some(element) = covered.item(at).and_then(|node| node.dyn_into::<Element>().ok()) {
            set(&element, "inert", (standing == Standing::Modal).then_some(""));
        }
    }
}

/// Closes the dialogs of the panel at once: below an open one nothing can be focused.
pub fn close_dialogs() {
    let Ok(open) = document().query_selector_all(".beside dialog[open]") else { return };
    for at in 0..open.length() {
        if let Some(dialog) = open.item(at).and_then(|it| it.dyn_into::<HtmlDialogElement>().ok()) {
            dialog.close();
        }
    }
}

/// Selects all text of an element, for the user to copy.
pub fn select_contents(element: &Element) {
    if let Ok(Some(selection)) = window().get_selection() {
        // It fails for no element of the page.
        let _ = selection.select_all_children(element);
    }
}

fn set(element: &Element, name: &str, value: Option<&str>) {
    // Our names are valid, so none is refused.
    let _ = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}
