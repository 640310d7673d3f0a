//! The focus, and what is selected.

use std::time::Duration;

use leptos::leptos_dom::helpers;
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

use super::elements::find;
use super::on_window;

/// Focuses an element; the page does not scroll for it.
pub fn focus(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // It fails for no element that the page has.
    let _ = element.focus_with_options(&options);
}

/// Focuses an element once what is to be shown is shown: a hidden one cannot have the focus.
pub fn focus_soon(element: &HtmlElement) {
    let element = element.clone();
    helpers::request_animation_frame(move || focus(&element));
}

/// Focuses the tasks.
pub fn focus_tasks() {
    find("#tasks").iter().for_each(focus);
}

/// Whether the focus is on an element or on something in it.
pub fn has_focus(element: &Element) -> bool {
    element.contains(document().active_element().as_deref())
}

/// Whether something is open over the page that Escape closes first.
pub fn has_open_menu() -> bool {
    find(":popover-open, dialog[open]").is_some()
}

/// Focuses the tasks whenever what had the focus is no longer shown: it would begin at the top of the page again.
pub fn keep_focus_on_page() {
    on_window("focusout", |event| {
        let left = event.target().and_then(|left| left.dyn_into::<HtmlElement>().ok());
        // The browser says so in the midst of its layout, and may have a place of its own for the focus.
        let check = move || {
            let is_lost = document().active_element().is_none_or(|at| at.tag_name() == "BODY");
            if is_lost && left.is_some_and(|left| left.offset_parent().is_none()) {
                focus_tasks();
            }
        };
        helpers::set_timeout(check, Duration::ZERO);
    });
}

/// Whether a text of the page is selected.
pub fn has_selected_text() -> bool {
    let selection = window().get_selection().ok().flatten();
    selection.is_some_and(|selection| !selection.is_collapsed())
}
