//! Rows in the document: those of the list, and those of a list that scrolls.

use std::ops::Range;

use leptos::ev::MouseEvent;
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::elements::find_all;
use super::events::target;
use super::focus::{focus, focus_first};

/// The rows of tasks; others are heads and dividers.
pub const TASK_ROWS: &str = "tbody .row";

/// The place among all that a selector fits of the one that an event is about, counted from 0.
pub fn place_among(event: &MouseEvent, rows: &str) -> Option<usize> {
    let row = target(event)?.closest(rows).ok()??;
    find_all::<Element>(rows).iter().position(|other| *other == row)
}

/// Makes a change that may move the row of a batch. If the row is visible, the page scrolls so that it stays where it is.
pub fn hold_row(batch_id: &str, change: impl FnOnce()) {
    let visible = row_of(batch_id).map(|row| (top(&row), row));
    let visible = visible.filter(|(top, _)| *top >= 0.0 && *top < window_height());
    change();
    if let Some((before, row)) = visible {
        window().scroll_by_with_x_and_y(0.0, top(&row) - before);
    }
}

/// Scrolls as little as shows the row of a batch.
pub fn reveal_row(batch_id: &str) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    let row = row_of(batch_id);
    row.iter().for_each(|row| row.scroll_into_view_with_scroll_into_view_options(&options));
}

/// Focuses the row of a batch, or the tasks where it has none.
pub fn focus_row(batch_id: &str) {
    match row_of(batch_id).and_then(|row| row.query_selector(".name").ok()?) {
        Some(link) => focus(link.unchecked_ref()),
        None => focus_first("#tasks"),
    }
}

/// The height in CSS pixels of the first element within `rows` that a selector finds; none while it is not shown.
pub fn height_of(rows: &Element, selector: &str) -> Option<u32> {
    let row = rows.query_selector(selector).ok()??;
    Some(row.get_bounding_client_rect().height() as u32).filter(|height| *height > 0)
}

/// The cells that can be seen of these: rows by their places among all rows of tasks, cells by theirs in the row.
pub fn cells_in_view(cells: &[(u32, Vec<u32>)]) -> Vec<JsValue> {
    let rows = find_all::<Element>(TASK_ROWS);
    let of_row = |(row, cells): &(u32, Vec<u32>)| {
        let children = rows.get(*row as usize).filter(|row| is_in_view(row))?.children();
        Some(cells.iter().filter_map(|cell| children.item(*cell)).map(JsValue::from).collect())
    };
    cells.iter().filter_map(of_row).flat_map(|cells: Vec<_>| cells).collect()
}

/// Which rows of a list can be seen, by their places; before there are any, those that will be, if each has so many CSS pixels.
pub fn rows_in_view(selector: &str, row_height: f64) -> Range<usize> {
    /// What is above the rows and below them.
    const FRAME: f64 = 338.0;
    let rows = find_all::<Element>(selector);
    let seen = |row: &Element| is_in_view(row);
    match (rows.iter().position(seen), rows.iter().rposition(seen)) {
        (Some(first), Some(last)) => first..last + 1,
        _ => 0..((window_height() - FRAME).max(row_height) / row_height).ceil() as usize,
    }
}

fn is_in_view(row: &Element) -> bool {
    /// The bars that stay in view above the rows, and the one below them.
    const BARS: (f64, f64) = (132.0, 48.0);
    let place = row.get_bounding_client_rect();
    let is_within = place.bottom() > BARS.0 && place.top() < window_height() - BARS.1;
    place.height() > 0.0 && is_within
}

fn window_height() -> f64 {
    window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default()
}

/// How far below the window's upper edge an element begins, in CSS pixels.
fn top(element: &Element) -> f64 {
    element.get_bounding_client_rect().top()
}

/// Ids come from outside, so they are compared and not put into a selector.
fn row_of(batch_id: &str) -> Option<Element> {
    let rows = find_all::<Element>("[data-batch-id]");
    rows.into_iter().find(|row| row.get_attribute("data-batch-id").as_deref() == Some(batch_id))
}
