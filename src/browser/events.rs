//! What an event is about.

use leptos::prelude::event_target_value;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlAnchorElement, HtmlInputElement};

use super::focus::has_selected_text;

/// The attribute `name` of the field that has changed, and its new value; of a box `true` or nothing.
pub fn field_change(event: &Event) -> Option<(String, String)> {
    // A list to choose from has the same properties, but for `checked`.
    let field: HtmlInputElement = event.target()?.unchecked_into();
    let value = match &*field.type_() {
        "checkbox" if field.checked() => "true".to_owned(),
        "checkbox" => String::new(),
        _ => field.value(),
    };
    Some((field.name(), value))
}

/// Whether an event is about a place that does nothing by itself. Who has selected a text there does not mean to press it.
pub fn is_plain_press(event: &Event) -> bool {
    !is_within(event, "a[href], button") && !has_selected_text()
}

/// The link to a view that an event is about.
pub fn view_link(event: &Event) -> Option<HtmlAnchorElement> {
    target(event)?.closest("a[href^='?']").ok()??.dyn_into().ok()
}

/// Whether an event is about something within an element that the selector fits.
pub fn is_within(event: &Event, selector: &str) -> bool {
    target(event).is_some_and(|target| target.closest(selector).ok().flatten().is_some())
}

/// Whether an event is about a search field that holds a text, which Escape clears.
pub fn is_at_filled_search(event: &Event) -> bool {
    is_within(event, "[type=search]") && !event_target_value(event).is_empty()
}

/// The element that an event is about.
pub(super) fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}
