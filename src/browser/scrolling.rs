//! How far the page is scrolled, and what stays where it is.

use leptos::leptos_dom::helpers;
use leptos::prelude::{document, window};
use web_sys::HtmlElement;

use super::elements::find;
use super::rows::top;

/// At most this far [`hold_under_pointer`] scrolls: a banner of two lines with the gap below it.
const SCROLLED_BY_US: f64 = 76.0;

/// Shows the page's beginning.
pub fn scroll_to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Whether somebody is busy with what a selector finds: they scrolled, point at it, selected a text in it or are in it
/// with the keyboard.
pub fn is_in_use(selector: &str) -> bool {
    let Some(element) = find(selector) else { return false };
    let is = |state| element.matches(state).unwrap_or_default();
    let selection = window().get_selection().ok().flatten();
    let selected = selection.filter(|selection| !selection.is_collapsed());
    let has_selected =
        selected.is_some_and(|selection| element.contains(selection.anchor_node().as_ref()));
    has_selected || scrolled() > SCROLLED_BY_US || is(":hover") || is(":focus-within")
}

/// Keeps what somebody points at where it is, although something above it is going to change before the next frame. A
/// page that is scrolled sees to that by itself; one that is too short to scroll is made longer.
pub fn hold_under_pointer(selector: &str) {
    let pointed_at = find(&format!("{selector}:hover"));
    let Some(element) = pointed_at.filter(|_| scrolled() == 0.0) else { return };
    let before = top(&element);
    helpers::request_animation_frame(move || return_to(&element, before));
}

/// Scrolls until an element is that far from the top, if it has moved down.
fn return_to(element: &HtmlElement, before: f64) {
    let moved = || top(element) - before;
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

fn scrolled() -> f64 {
    window().scroll_y().unwrap_or_default()
}
