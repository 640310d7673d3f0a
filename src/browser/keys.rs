//! Keys that act by themselves, as long as nobody types and nothing is open above the page.

use model::keys::key_name;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::elements::{find, find_all};
use super::events::target;
use super::{focus, on_window};

/// Calls an action with each key that is pressed on the page; it returns whether it has used the key.
pub fn on_key(action: impl Fn(&str) -> bool + 'static) {
    on_window("keydown", move |event| {
        let key = event.unchecked_ref::<KeyboardEvent>();
        let name = key_name(&key.key(), &key.code(), key.shift_key());
        // What is held down acts once, but for the steps from row to row.
        if is_for_page(key) && (!key.repeat() || "jk".contains(&*name)) && action(&name) {
            event.prevent_default();
        }
    });
}

/// Clicks the first control that the selector fits; returns whether there is one.
pub fn press(selector: &str) -> bool {
    let control = find(selector);
    control.iter().for_each(HtmlElement::click);
    control.is_some()
}

/// Whether there is anything that the selector fits.
pub fn is_there(selector: &str) -> bool {
    find(selector).is_some()
}

/// Moves the focus `step` links on among those that `links` fits, at first to the one in the current row, which `row` fits.
pub fn walk(links: &str, row: &str, step: isize) {
    let mut links = find_all::<HtmlElement>(links);
    links.retain(|link| link.offset_parent().is_some());
    let row_has_focus = |link: &HtmlElement| {
        link.closest(row).ok().flatten().is_some_and(|row| focus::has_focus(&row))
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
    const FIELDS: &str = "input:not([type=checkbox]), select, textarea, [contenteditable]";
    let has_modifier =
        key.ctrl_key() || key.meta_key() || key.alt_key() || key.get_modifier_state("AltGraph");
    let is_in_field =
        target(key).is_some_and(|target| target.closest(FIELDS).is_ok_and(|field| field.is_some()));
    !(has_modifier || is_in_field || key.is_composing() || focus::has_open_menu())
}
