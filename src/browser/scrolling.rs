//! How far the page is scrolled, and what stays where it is.

use leptos::prelude::window;

use super::elements::find;
use super::focus::has_focus;

/// Shows the page's beginning.
pub fn scroll_to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Whether somebody is busy with what a selector finds: they scrolled, or point at it, or have a selection or the focus in it.
pub fn is_in_use(selector: &str) -> bool {
    let Some(element) = find(selector) else { return false };
    let is_hovered = element.matches(":hover").unwrap_or_default();
    let selection = window().get_selection().ok().flatten();
    let selected = selection.filter(|selection| !selection.is_collapsed());
    let has_selected =
        selected.is_some_and(|selection| element.contains(selection.anchor_node().as_ref()));
    // In a window that is not the active one, no element matches `:focus`.
    has_selected || scrolled() > 0.0 || is_hovered || has_focus(&element)
}

fn scrolled() -> f64 {
    window().scroll_y().unwrap_or_default()
}
