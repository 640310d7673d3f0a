//! Keys that act by themselves, as long as nobody types and nothing is open above the page.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::on_window;
use crate::attention;

/// Calls an action with each key that is pressed on the page; it returns whether it has used the key.
pub fn on_key(action: impl Fn(&str) -> bool + 'static) {
    on_window("keydown", move |event| {
        let key = event.unchecked_ref::<KeyboardEvent>();
        if is_for_page(key) && action(&key.key()) {
            event.prevent_default();
        }
    });
}

/// Clicks the first control that the selector fits, if there is one.
pub fn press(selector: &str) {
    let control = document().query_selector(selector).ok().flatten();
    if let Some(control) = control.and_then(|control| control.dyn_into::<HtmlElement>().ok()) {
        control.click();
    }
}

/// Focuses the first control that the selector fits, if there is one; the page does not scroll for it.
pub fn focus(selector: &str) {
    if let Ok(Some(control)) = document().query_selector(selector) {
        attention::focus(&control);
    }
}

/// Moves the focus `step` links on among those that the selector fits, at first to the link in the current row. `row`
/// fits the row of a link.
pub fn walk(links: &str, row: &str, step: isize) {
    let Ok(links) = document().query_selector_all(links) else { return };
    let links: Vec<HtmlElement> = (0..links.length())
        .filter_map(|at| links.get(at)?.dyn_into().ok())
        .filter(|link: &HtmlElement| link.offset_parent().is_some())
        .collect();
    let row_has_focus = |link: &HtmlElement| {
        link.closest(row).ok().flatten().is_some_and(|row| attention::has_focus(&row))
    };
    let is_current =
        |link: &HtmlElement| link.closest("[aria-current]").is_ok_and(|row| row.is_some());
    let last = links.len().saturating_sub(1);
    let next = match (links.iter().position(row_has_focus), links.iter().position(is_current)) {
        (Some(at), _) => at.saturating_add_signed(step).min(last),
        (None, Some(current)) => current,
        (None, None) => 0,
    };
    if let Some(link) = links.get(next) {
        // This scrolls, so that the link can be seen.
        let _ = link.focus();
    }
}

/// Whether a key is neither typed into a field, nor part of a combination, nor for a menu or dialog.
fn is_for_page(key: &KeyboardEvent) -> bool {
    let has_modifier = key.ctrl_key() || key.meta_key() || key.alt_key();
    let target = key.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_in_field = target.is_some_and(|target| {
        target.matches("input:not([type=checkbox]), select, textarea").unwrap_or_default()
    });
    !(has_modifier || is_in_field || key.is_composing() || attention::has_open_menu())
}
