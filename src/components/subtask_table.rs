//! The subtasks of a batch in rows, of which only those that can be seen are in the document.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use model::arrangement::counterparts;
use model::batch::Subtask;
use model::locale::Locale;
use model::row_window::RowWindow;
use web_sys::Element;

use super::fill::{Filled, Part};
use super::stencil::Stencil;
use super::subtask_row;

/// As many rows are all in the document, where the browser's own search finds them.
const FEW: usize = 200;
/// The room that the text of an opened error takes, in CSS pixels; `.error-text` has as much.
const ERROR_HEIGHT: u32 = 120;

/// A subtask that is listed.
pub struct ListedSubtask {
    /// What is known of it.
    pub subtask: Arc<Subtask>,
    /// How many with the same ids stand before it in the reply.
    pub ordinal: usize,
}

/// The rows of the subtasks that are listed.
pub struct SubtaskTable {
    rows_element: Element,
    /// What scrolls them.
    scroller: Element,
    stencil: Stencil,
    locale: Locale,
    /// Times of its day go without the day.
    reference: DateTime<Utc>,
    listed: Vec<ListedSubtask>,
    /// The names of those whose error is open.
    open: HashSet<String>,
    row_height: u32,
    rows: Vec<(String, Filled)>,
}

impl ListedSubtask {
    /// What it is recognised by, in later replies too. Without ids that is its place among those without.
    fn name(&self) -> String {
        let Self { subtask, ordinal } = self;
        format!("{} {} {ordinal}", subtask.task_id, subtask.instance_id)
    }
}

impl SubtaskTable {
    /// No rows yet. `None` in a browser without templates.
    pub fn new(rows_element: Element, scroller: Element) -> Option<Self> {
        Some(Self {
            rows_element,
            scroller,
            stencil: Stencil::new(subtask_row::MARKUP)?,
            locale: Locale::default(),
            reference: DateTime::UNIX_EPOCH,
            listed: Vec::new(),
            open: HashSet::new(),
            row_height: 36,
            rows: Vec::new(),
        })
    }

    /// Lists these subtasks.
    pub fn list(&mut self, locale: Locale, listed: Vec<ListedSubtask>, reference: DateTime<Utc>) {
        self.locale = locale;
        self.listed = listed;
        self.reference = reference;
        self.draw();
    }

    /// Draws the rows that can be seen now; those that stay keep their elements.
    pub fn draw(&mut self) {
        let window = self.window();
        let range = self.seen(&window);
        self.draw_rows(range.clone());
        self.set_padding("padding-top", window.offset(range.start));
        self.set_padding("padding-bottom", window.height() - window.offset(range.end));
        // On a phone rows are higher, which is known when there is one.
        let measured = self.measured();
        if measured != self.row_height {
            self.row_height = measured;
            self.draw();
        }
    }

    /// Opens the error of the row that an element is in, or closes it.
    pub fn toggle_at(&mut self, element: &Element) {
        let is_in = |row: &&(String, Filled)| row.1.element.contains(Some(element));
        let Some((name, _)) = self.rows.iter().find(is_in) else { return };
        let name = name.clone();
        let has_error =
            |listed: &ListedSubtask| listed.name() == name && !listed.subtask.error.is_empty();
        if !self.open.remove(&name) && self.listed.iter().any(has_error) {
            self.open.insert(name);
        }
        self.draw();
    }

    fn window(&self) -> RowWindow {
        let is_open = |place: &usize| self.open.contains(&self.listed[*place].name());
        let open = if self.open.is_empty() {
            Vec::new()
        } else {
            (0..self.listed.len()).filter(is_open).collect()
        };
        RowWindow {
            rows: self.listed.len(),
            row_height: self.row_height,
            open,
            open_height: ERROR_HEIGHT,
        }
    }

    fn seen(&self, window: &RowWindow) -> Range<usize> {
        if self.listed.len() <= FEW {
            return 0..self.listed.len();
        }
        let above = self.scroller.get_bounding_client_rect().top()
            - self.rows_element.get_bounding_client_rect().top();
        let height = self.scroller.client_height().unsigned_abs();
        // Above the rows it is negative, which becomes nothing.
        window.seen(above as u32, height)
    }

    fn draw_rows(&mut self, range: Range<usize>) {
        let names: Vec<_> = self.listed[range.clone()].iter().map(ListedSubtask::name).collect();
        let mut before: Vec<_> = std::mem::take(&mut self.rows).into_iter().map(Some).collect();
        let places = {
            let wanted: Vec<_> = names.iter().map(String::as_str).collect();
            let known: Vec<_> = before.iter().flatten().map(|(name, _)| &**name).collect();
            counterparts(&wanted, &known)
        };
        let mut kept: Vec<_> = places.into_iter().map(|place| before[place?].take()).collect();
        let mut unused = before.into_iter().flatten();
        for ((name, row), number) in names.into_iter().zip(&mut kept).zip(range) {
            let is_open = self.open.contains(&name);
            let subtask = &self.listed[number].subtask;
            let fills =
                subtask_row::fills(&self.locale, subtask, number + 2, is_open, self.reference);
            // A row that left is filled anew, which is cheaper than a new one.
            let row = row.take().or_else(|| unused.next()).map(|(_, filled)| filled);
            let row = match row {
                Some(mut filled) => {
                    filled.show(fills);
                    Some(filled)
                }
                None => self.stencil.print(fills),
            };
            self.rows.extend(row.map(|filled| (name, filled)));
        }
        unused.for_each(|(_, filled)| filled.element.remove());
        self.put_in_order();
    }

    fn put_in_order(&self) {
        let mut next = self.rows_element.first_element_child();
        for (_, Filled { element, .. }) in &self.rows {
            if next.as_ref() == Some(element) {
                next = element.next_element_sibling();
            } else {
                // Both are elements of this place, so the browser has nothing to refuse.
                let _ = self.rows_element.insert_before(element, next.as_deref());
            }
        }
    }

    fn set_padding(&self, side: &'static str, height: u32) {
        Part::Style(side).set(&self.rows_element, &format!("{height}px"));
    }

    fn measured(&self) -> u32 {
        let closed = self.rows.iter().find(|(name, _)| !self.open.contains(name));
        let height = closed.map(|(_, row)| row.element.get_bounding_client_rect().height());
        // A panel that is not shown measures nothing.
        height.map(|height| height as u32).filter(|height| *height > 0).unwrap_or(self.row_height)
    }
}
