//! Keys that do something by themselves, as long as nobody types and nothing is open over the page.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use crate::{attention, browser};

/// What keys press. A control that is not there or can do nothing now is not pressed.
const PRESSED: [(&str, &str); 9] = [
    ("l", ".pages [rel=next]"),
    ("h", ".pages [rel=prev]"),
    ("r", ".refresh .square"),
    ("p", ".refresh .live"),
    ("t", ".views [aria-pressed=false]"),
    ("0", ".reset:not([hidden])"),
    ("y", "tbody .row:focus-within .copy, .panel-id .icon-button"),
    ("c", ".copy-menu [data-as=aliyun]"),
    ("?", ".help"),
];

/// What can be walked along with `j` and `k`: the links of the rows, in the table and in the timeline.
const ROWS: &str = ":is(tbody, .span-rows) a.name[href]";

/// Acts on keys from now on. `is_on` tells whether single keys do anything, and `other` is called with those that press
/// nothing; it returns whether the key is one of its own.
pub fn bind_keyboard(is_on: impl Fn() -> bool + 'static, other: impl Fn(&str) -> bool + 'static) {
    browser::on_window("keydown", move |event| {
        let key = event.unchecked_ref::<KeyboardEvent>();
        if is_for_page(key)
            && is_on()
            && (press(&key.key()) || walk(&key.key()) || other(&key.key()))
        {
            event.prevent_default();
        }
    });
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

fn press(key: &str) -> bool {
    let Some((_, selector)) = PRESSED.into_iter().find(|(known, _)| *known == key) else {
        return false;
    };
    let control = document().query_selector(selector).ok().flatten();
    if let Some(control) = control.and_then(|control| control.dyn_into::<HtmlElement>().ok()) {
        control.click();
    }
    true
}

/// Puts the keyboard to the link of the next row, or of the one before; at first to that of the open batch.
fn walk(key: &str) -> bool {
    let step: i32 = match key {
        "j" => 1,
        "k" => -1,
        _ => return false,
    };
    let Ok(links) = document().query_selector_all(ROWS) else { return true };
    let links: Vec<HtmlElement> = (0..links.length())
        .filter_map(|at| links.get(at)?.dyn_into().ok())
        .filter(|link: &HtmlElement| link.offset_parent().is_some())
        .collect();
    let is_at = |link: &HtmlElement| {
        let row = link.closest(":is(tr, .span-row)").ok().flatten();
        row.is_some_and(|row| attention::has_focus(&row))
    };
    let is_open =
        |link: &HtmlElement| link.closest("[aria-current]").is_ok_and(|row| row.is_some());
    let last = links.len().saturating_sub(1);
    let next = match (links.iter().position(is_at), links.iter().position(is_open)) {
        (Some(at), _) => at.saturating_add_signed(step as isize).min(last),
        (None, Some(open)) => open,
        (None, None) => 0,
    };
    if let Some(link) = links.get(next) {
        // With scrolling: who walks wants to see where they are.
        let _ = link.focus();
    }
    true
}
