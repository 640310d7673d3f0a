//! Rows in the document: those of the list, and those of a list that scrolls.

use js_sys::{Array, Function, Object, Reflect};
use leptos::ev::MouseEvent;
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlTableRowElement, HtmlTableSectionElement};

use super::elements::find_all;
use super::events::target;
use super::focus::{focus, focus_tasks};

/// The place in its section of the row that an event is about, counted from 0.
pub fn row_place(event: &MouseEvent) -> Option<usize> {
    let row: HtmlTableRowElement = target(event)?.closest("tr").ok()??.dyn_into().ok()?;
    usize::try_from(row.section_row_index()).ok()
}

/// Makes a change that may move the row of a batch. If the row is visible, the page scrolls so that it stays where it is.
pub fn hold_row(batch_id: &str, change: impl FnOnce()) {
    let height = window().inner_height().ok().and_then(|height| height.as_f64());
    let visible = row_of(batch_id).map(|row| (top(&row), row));
    let visible = visible.filter(|(top, _)| *top >= 0.0 && *top < height.unwrap_or_default());
    change();
    if let Some((before, row)) = visible {
        window().scroll_by_with_x_and_y(0.0, top(&row) - before);
    }
}

/// Focuses the row of a batch, or the tasks where it has none.
pub fn focus_row(batch_id: &str) {
    match row_of(batch_id).and_then(|row| row.query_selector(".name").ok()?) {
        Some(link) => focus(link.unchecked_ref()),
        None => focus_tasks(),
    }
}

/// The height in CSS pixels of the first element within `rows` that a selector finds; none while it is not shown.
pub fn height_of(rows: &Element, selector: &str) -> Option<u32> {
    let row = rows.query_selector(selector).ok()??;
    Some(row.get_bounding_client_rect().height() as u32).filter(|height| *height > 0)
}

/// Marks these cells of a row, counted from 0, as changed. The mark is an animation that fades, so that
/// nothing in the document changes for it; with a wish for little motion there is none.
pub fn flash_cells(section: &HtmlTableSectionElement, row: u32, cells: &[u32]) {
    let query = window().match_media("(prefers-reduced-motion: reduce)").ok().flatten();
    let Some(row) = section.rows().item(row) else { return };
    if query.is_some_and(|query| query.matches()) {
        return;
    }
    let children = row.children();
    for cell in cells.iter().filter_map(|cell| children.item(*cell)) {
        // Only a browser without animations fails, and has none.
        let _ = fade(&cell);
    }
}

/// `web_sys` has the method only for programs that allow what is not stable in it.
fn fade(cell: &Element) -> Result<JsValue, JsValue> {
    const MILLISECONDS: f64 = 600.0;
    let colours = Array::of2(&"var(--run-tint)".into(), &"transparent".into());
    let frames = Object::new();
    Reflect::set(&frames, &"backgroundColor".into(), &colours)?;
    let animate = Reflect::get(cell, &"animate".into())?.dyn_into::<Function>()?;
    animate.call2(cell, &frames, &MILLISECONDS.into())
}

/// How far below the window's upper edge an element begins, in CSS pixels.
pub(super) fn top(element: &Element) -> f64 {
    element.get_bounding_client_rect().top()
}

/// Ids come from outside, so they are compared and not put into a selector.
fn row_of(batch_id: &str) -> Option<Element> {
    let rows = find_all::<Element>("[data-batch-id]");
    rows.into_iter().find(|row| row.get_attribute("data-batch-id").as_deref() == Some(batch_id))
}
