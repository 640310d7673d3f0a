//! The rows in the document: each keeps its element as long as its task is on the page.

use chrono::{DateTime, Utc};
use model::arrangement::{PlacedTask, counterparts};
use model::format::Zone;
use model::task::{BatchTask, Duration};
use web_sys::Element;

use super::fill::{Fill, Filled};
use super::flash::flash;
use super::stencil::Stencil;
use super::task_row;

/// The rows of a table's body, in the order of the page.
pub struct TaskRows {
    body: Element,
    stencil: Stencil,
    zone: Zone,
    rows: Vec<Row>,
}

struct Row {
    placed: PlacedTask,
    shown: Filled,
}

impl TaskRows {
    /// No rows yet. `None` in a browser without templates.
    pub fn new(body: Element, zone: Zone) -> Option<Self> {
        Some(Self { body, stencil: Stencil::new(task_row::MARKUP)?, zone, rows: Vec::new() })
    }

    /// Shows these tasks: what stays keeps its element, and what has not changed is not touched.
    ///
    /// Rows are recognised by their `BatchId`; where several have the same one or none, in their order. With
    /// `is_news`, what has changed is marked for a moment.
    pub fn show(&mut self, tasks: &[PlacedTask], now: DateTime<Utc>, is_news: bool) {
        let before = std::mem::take(&mut self.rows);
        let ids: Vec<_> = tasks.iter().map(|placed| &*placed.task.batch_id).collect();
        let known: Vec<_> = before.iter().map(|row| &*row.placed.task.batch_id).collect();
        let places = counterparts(&ids, &known);
        let mut before: Vec<_> = before.into_iter().map(Some).collect();
        for (placed, place) in tasks.iter().zip(places) {
            let row = match place.and_then(|at| before[at].take()) {
                Some(row) => Some(self.changed(row, placed, now, is_news)),
                None => self.added(placed, now),
            };
            self.rows.extend(row);
        }
        for gone in before.into_iter().flatten() {
            gone.shown.element.remove();
        }
        self.put_in_order();
    }

    /// Lets the time elapsed follow the clock.
    pub fn tick(&mut self, now: DateTime<Utc>) {
        for Row { placed, shown } in &mut self.rows {
            if !placed.is_gone && matches!(placed.task.duration(), Duration::Since(_)) {
                shown.show_one(task_row::duration(&placed.task, now));
            }
        }
    }

    /// The task whose row an element is in.
    pub fn task_at(&self, element: &Element) -> Option<&BatchTask> {
        let row = self.rows.iter().find(|row| row.shown.element.contains(Some(element)))?;
        Some(&row.placed.task)
    }

    fn changed(&self, mut row: Row, placed: &PlacedTask, now: DateTime<Utc>, is_news: bool) -> Row {
        if row.placed != *placed {
            // The time elapsed is no news.
            row.shown.show_one(task_row::duration(&placed.task, now));
            let fills = self.fills(placed, now);
            if is_news {
                flash(row.shown.differing(&fills));
            }
            row.shown.show(fills);
            row.placed = placed.clone();
        }
        row
    }

    fn added(&self, placed: &PlacedTask, now: DateTime<Utc>) -> Option<Row> {
        let shown = self.stencil.print(self.fills(placed, now))?;
        Some(Row { placed: placed.clone(), shown })
    }

    fn fills(&self, placed: &PlacedTask, now: DateTime<Utc>) -> Vec<Fill> {
        task_row::fills(placed, self.zone, now)
    }

    /// Moves only the rows that are not where they belong.
    fn put_in_order(&self) {
        let mut next = self.body.first_element_child();
        for Row { shown: Filled { element, .. }, .. } in &self.rows {
            if next.as_ref() == Some(element) {
                next = element.next_element_sibling();
            } else {
                // Both are elements of this body, so the browser has nothing to refuse.
                let _ = self.body.insert_before(element, next.as_deref());
            }
        }
    }
}
