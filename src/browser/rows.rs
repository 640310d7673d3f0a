//! Rows in the document: those of the list, and those of a list that scrolls.

use leptos::ev::MouseEvent;
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlTableRowElement, HtmlTableSectionElement};

use super::is_plain_press;
use crate::attention;

/// An element with rows, or what scrolls it.
pub type RowsElement = Element;

/// What was pressed in a row, with the row's place in its section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowPress {
    /// The button that copies.
    Copy(usize),
    /// A place that does nothing by itself.
    Plain(usize),
}

impl RowPress {
    /// The row's place in its section, counted from 0.
    pub fn index(self) -> usize {
        match self {
            Self::Copy(index) | Self::Plain(index) => index,
        }
    }
}

/// The row that an event is about, and what was pressed there.
pub fn row_press(event: &MouseEvent) -> Option<RowPress> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let row: HtmlTableRowElement = target.closest("tr").ok()??.dyn_into().ok()?;
    let index = usize::try_from(row.section_row_index()).ok()?;
    if target.closest(".copy:enabled").ok()?.is_some() {
        Some(RowPress::Copy(index))
    } else {
        is_plain_press(event).then_some(RowPress::Plain(index))
    }
}

/// The row at a place of a section.
pub fn row_at(section: &HtmlTableSectionElement, index: u32) -> Option<Element> {
    section.rows().item(index)
}

/// Makes a change that may move the row of a batch. If the row is visible, the page scrolls so that it stays where it is.
pub fn hold_row(batch_id: &str, change: impl FnOnce()) {
    let top = |row: &Element| row.get_bounding_client_rect().top();
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
        Some(link) => attention::focus(&link),
        None => attention::focus_tasks(),
    }
}

/// The part of `rows` that `scroller` shows: how much is hidden above it, and how high it is, in CSS pixels.
pub fn visible_part(rows: &Element, scroller: &Element) -> (u32, u32) {
    let above = scroller.get_bounding_client_rect().top() - rows.get_bounding_client_rect().top();
    // A list that begins below has a negative one, which becomes 0.
    (above as u32, scroller.client_height().unsigned_abs())
}

/// The height in CSS pixels of the first element within `rows` that a selector finds; none while it is not shown.
pub fn height_of(rows: &Element, selector: &str) -> Option<u32> {
    let row = rows.query_selector(selector).ok()??;
    Some(row.get_bounding_client_rect().height() as u32).filter(|height| *height > 0)
}

/// Ids come from outside, so they are compared and not put into a selector.
fn row_of(batch_id: &str) -> Option<Element> {
    let rows = document().query_selector_all("[data-batch-id]").ok()?;
    let mut rows = (0..rows.length()).filter_map(|at| rows.item(at)?.dyn_into::<Element>().ok());
    rows.find(|row| row.get_attribute("data-batch-id").as_deref() == Some(batch_id))
}
