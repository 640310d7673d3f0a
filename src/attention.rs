//! What somebody is busy with on the page, and where the keyboard is.

use std::time::Duration;

use leptos::leptos_dom::helpers;
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

use crate::browser;

/// Whether somebody is busy with what a selector finds: they scrolled, point at it, selected a text in it or are in it
/// with the keyboard.
pub fn is_in_use(selector: &str) -> bool {
    let Ok(Some(element)) = document().query_selector(selector) else { return false };
    let is = |state| element.matches(state).unwrap_or_default();
    let selection = window().get_selection().ok().flatten();
    let selected = selection.filter(|selection| !selection.is_collapsed());
    let has_selected =
        selected.is_some_and(|selection| element.contains(selection.anchor_node().as_ref()));
    has_selected || scrolled() > SCROLLED_BY_US || is(":hover") || is(":focus-within")
}

/// Whether a text of the page is selected.
pub fn has_selected_text() -> bool {
    let selection = window().get_selection().ok().flatten();
    selection.is_some_and(|selection| !selection.is_collapsed())
}

/// Keeps what somebody points at where it is, although something above it is going to change before the next frame. A
/// page that is scrolled sees to that by itself; one that is too short to scroll is made longer.
pub fn hold_under_pointer(selector: &str) {
    let pointed_at = document().query_selector(&format!("{selector}:hover")).ok().flatten();
    let Some(element) = pointed_at.filter(|_| scrolled() == 0.0) else { return };
    let before = element.get_bounding_client_rect().top();
    helpers::request_animation_frame(move || return_to(&element, before));
}

/// Scrolls until an element is that far from the top, if it has moved down.
fn return_to(element: &Element, before: f64) {
    let moved = || element.get_bounding_client_rect().top() - before;
    let down = moved();
    if down <= 0.0 {
        return;
    }
    window().scroll_by_with_x_and_y(0.0, down);
    let rest = moved();
    if rest > 0.0
        && let Some(body) = document().body()
    {
        // Whole pixels: what prints fractions would come with 14 kB of code. Nothing but a detached document refuses.
        let longer = format!("calc(100vh + {}px)", down.ceil() as i32);
        let _ = body.style().set_property("min-height", &longer);
        window().scroll_by_with_x_and_y(0.0, rest);
    }
}

/// Puts the keyboard to the tasks; the page does not scroll for it.
pub fn focus_tasks() {
    if let Ok(Some(element)) = document().query_selector("#tasks") {
        focus(&element);
    }
}

/// Puts the keyboard to an element; the page does not scroll for it.
pub fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // It fails for no element that the page has.
        let _ = element.focus_with_options(&options);
    }
}

/// Whether the keyboard is at an element or at something in it.
pub fn has_focus(element: &Element) -> bool {
    element.contains(document().active_element().as_deref())
}

/// Whether something is open over the page that Escape closes first.
pub fn has_open_menu() -> bool {
    document().query_selector(":popover-open, dialog[open]").is_ok_and(|open| open.is_some())
}

/// Puts the keyboard to the tasks whenever what it was at is no longer shown: it would begin at the top of the page again.
pub fn keep_focus_on_page() {
    browser::on_window("focusout", |event| {
        let left = event.target().and_then(|left| left.dyn_into::<HtmlElement>().ok());
        // The browser says so in the midst of its layout, and may have a place of its own for the keyboard.
        let check = move || {
            let is_lost = document().active_element().is_none_or(|at| at.tag_name() == "BODY");
            if is_lost && left.is_some_and(|left| left.offset_parent().is_none()) {
                focus_tasks();
            }
        };
        helpers::set_timeout(check, Duration::ZERO);
    });
}

/// At most this far [`hold_under_pointer`] scrolls: a banner of two lines with the gap below it.
const SCROLLED_BY_US: f64 = 76.0;

fn scrolled() -> f64 {
    window().scroll_y().unwrap_or_default()
}
