//! The page around the components: its root, its styles, and what its head has.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{CssStyleSheet, Element, HtmlDialogElement};

use super::elements::{find, find_all, set};

/// Sets an attribute of the root element; it is removed for an empty value.
pub fn set_root_attribute(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        set(&root, name, value);
    }
}

/// Adds a style sheet of ours to the page, which the policy allows to scripts.
pub fn add_style(css: &str) {
    let Ok(sheet) = CssStyleSheet::new() else { return };
    // What does not parse is left out, as in any style sheet.
    let _ = sheet.replace_sync(css);
    let sheets = js_sys::Reflect::get(&document(), &"adoptedStyleSheets".into());
    if let Some(sheets) = sheets.ok().and_then(|sheets| sheets.dyn_into::<js_sys::Array>().ok()) {
        sheets.push(&sheet);
    }
}

/// Lets the page make room for a panel, `docked` beside it or `modal` over it; nothing else can be used below a modal one.
pub fn set_panel(standing: &str) {
    if let Some(body) = document().body() {
        set(&body, "data-panel", standing);
    }
    for covered in find_all::<Element>(".skip, .top, main, .foot") {
        // Our name is valid, so it is not refused.
        let _ = covered.toggle_attribute_with_force("inert", standing == "modal");
    }
}

/// Closes the dialogs of the panel at once: below an open one nothing can be focused.
pub fn close_panel_dialogs() {
    find_all(".beside dialog[open]").iter().for_each(HtmlDialogElement::close);
}

/// The address of the page's script as it is written there; it has the release in it.
pub fn script_address() -> String {
    find("script[type=module]").and_then(|script| script.get_attribute("src")).unwrap_or_default()
}

/// The address of the icon of the tab.
pub fn tab_icon() -> String {
    find(ICON).and_then(|link| link.get_attribute("href")).unwrap_or_default()
}

/// Changes the icon of the tab.
pub fn set_tab_icon(address: &str) {
    if let Some(link) = find(ICON) {
        set(&link, "href", address);
    }
}

const ICON: &str = "link[rel=icon]";

/// Whether an extension has wrapped the texts of the page, to translate it.
pub fn is_rewritten() -> bool {
    find("body font").is_some()
}
