//! Rows in the document, each with its task: a task that stays on the page keeps its element.

use model::arrangement::{PlacedTask, counterparts};
use web_sys::Element;

use super::fill::Filled;

/// A row in the document.
pub struct Row {
    /// The task that it shows.
    pub placed: PlacedTask,
    /// Its element, and what is shown there.
    pub shown: Filled,
}

/// For each of the tasks the row that it had before; the rows of those that have gone leave the document.
///
/// Rows are recognised by their `BatchId`; where several have the same one or none, in their order.
pub fn rows_of(tasks: &[PlacedTask], before: Vec<Row>) -> Vec<Option<Row>> {
    let ids: Vec<_> = tasks.iter().map(|placed| &*placed.task.batch_id).collect();
    let known: Vec<_> = before.iter().map(|row| &*row.placed.task.batch_id).collect();
    let places = counterparts(&ids, &known);
    let mut before: Vec<_> = before.into_iter().map(Some).collect();
    let rows = places.into_iter().map(|place| before[place?].take()).collect();
    for gone in before.into_iter().flatten() {
        gone.shown.element.remove();
    }
    rows
}

/// Moves only the rows that are not where they belong.
pub fn put_in_order(body: &Element, rows: &[Row]) {
    let mut next = body.first_element_child();
    for Row { shown: Filled { element, .. }, .. } in rows {
        if next.as_ref() == Some(element) {
            next = element.next_element_sibling();
        } else {
            // Both are elements of this body, so the browser has nothing to refuse.
            let _ = body.insert_before(element, next.as_deref());
        }
    }
}
