//! The rows in the document: each keeps its element as long as its task is on the page.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use model::format::Zone;
use model::task::{BatchTask, Duration};
use web_sys::Element;

use super::fill::Filled;
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
    task: Arc<BatchTask>,
    shown: Filled,
}

impl TaskRows {
    /// No rows yet. `None` in a browser without templates.
    pub fn new(body: Element, zone: Zone) -> Option<Self> {
        Some(Self { body, stencil: Stencil::new(task_row::MARKUP)?, zone, rows: Vec::new() })
    }

    /// Shows these tasks: what stays keeps its element, and what has not changed is not touched.
    ///
    /// Rows are recognised by their `BatchId`; where several have the same one or none, in their order.
    pub fn show(&mut self, tasks: &[Arc<BatchTask>], now: DateTime<Utc>) {
        let mut before: HashMap<String, Vec<Row>> = HashMap::new();
        for row in self.rows.drain(..).rev() {
            before.entry(row.task.batch_id.clone()).or_default().push(row);
        }
        let mut rows = Vec::with_capacity(tasks.len());
        for task in tasks {
            let row = match before.get_mut(&task.batch_id).and_then(Vec::pop) {
                Some(row) => Some(self.changed(row, task, now)),
                None => self.added(task, now),
            };
            rows.extend(row);
        }
        for gone in before.into_values().flatten() {
            gone.shown.element.remove();
        }
        self.rows = rows;
        self.put_in_order();
    }

    /// Lets the time elapsed follow the clock.
    pub fn tick(&mut self, now: DateTime<Utc>) {
        for row in &mut self.rows {
            if matches!(row.task.duration(), Duration::Since(_)) {
                row.shown.show(task_row::fills(&row.task, self.zone, now));
            }
        }
    }

    /// The task whose row an element is in.
    pub fn task_at(&self, element: &Element) -> Option<&BatchTask> {
        let row = self.rows.iter().find(|row| row.shown.element.contains(Some(element)))?;
        Some(&row.task)
    }

    fn changed(&self, mut row: Row, task: &Arc<BatchTask>, now: DateTime<Utc>) -> Row {
        if row.task != *task {
            row.shown.show(task_row::fills(task, self.zone, now));
            row.task = Arc::clone(task);
        }
        row
    }

    fn added(&self, task: &Arc<BatchTask>, now: DateTime<Utc>) -> Option<Row> {
        let shown = self.stencil.print(task_row::fills(task, self.zone, now))?;
        Some(Row { task: Arc::clone(task), shown })
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
