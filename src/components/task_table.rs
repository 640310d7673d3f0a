//! The table of a page. A refresh touches what has changed and leaves all else alone.

use std::cell::RefCell;
use std::rc::Rc;

use chrono::{DateTime, Utc};
use leptos::prelude::{Callable, Callback, untrack};
use model::arrangement::PlacedTask;
use model::location::Location;
use web_sys::Element;

use super::fill::{Part, within};
use super::markup::{Markup, target};
use super::task_rows::TaskRows;
use crate::attention;
use crate::effect::follow;
use crate::i18n;

/// What the table shows.
pub struct TableState {
    /// The rows from top to bottom.
    pub rows: Vec<PlacedTask>,
    /// Whether what has changed in them is news to who sees them.
    pub is_news: bool,
    /// The instant up to which running tasks are known to run.
    pub known_until: DateTime<Utc>,
    /// The list that the rows belong to.
    pub list: Location,
}

/// The rows of the table, which those share who show something in them.
pub type SharedRows = Rc<RefCell<TaskRows>>;

/// What people do with a row.
#[derive(Clone, Copy)]
pub struct RowActions {
    /// Called with the text to copy.
    pub on_copy: Callback<String>,
    /// Called with the link that opens the batch.
    pub on_open: Callback<String>,
}

/// Binds the table. `ticks` is the clock that running tasks run by, as long as it is known that they run.
///
/// Its roles are spelled out in the markup, because the rows are laid out as grids, and as cards on a phone, which
/// takes the native ones away.
pub fn bind_task_table(
    state: impl Fn() -> TableState + Copy + 'static,
    is_turning: impl Fn() -> bool + 'static,
    ticks: impl Fn() -> Option<DateTime<Utc>> + 'static,
    actions: RowActions,
) -> Option<SharedRows> {
    let table = Markup::of_page("table");
    table.show(move |locale| {
        let zone_name = format!("({})", locale.zone.name_at(untrack(state).known_until));
        vec![
            ("", Part::Attribute("aria-busy"), is_turning().to_string()),
            (".zone", Part::Text, zone_name),
        ]
    });
    let rows = Rc::new(RefCell::new(TaskRows::new(within(&table.0, "tbody"))?));
    follow({
        let rows = Rc::clone(&rows);
        move || {
            let TableState { rows: placed, is_news, known_until, list } = state();
            let mut rows = rows.borrow_mut();
            rows.set_locale(i18n::current());
            rows.show(&placed, list, known_until, is_news);
        }
    });
    follow({
        let rows = Rc::clone(&rows);
        move || {
            if let Some(now) = ticks() {
                rows.borrow_mut().tick(now);
            }
        }
    });
    let shared = Rc::clone(&rows);
    table.on("click", "tbody", move |event| {
        let Some(element) = target(&event) else { return };
        if let Some(id) = copied_id(&rows.borrow(), &element) {
            actions.on_copy.run(id);
        } else if let Some(href) = opened(&element) {
            actions.on_open.run(href);
        }
    });
    Some(shared)
}

/// The `BatchId` whose copy button was pressed.
fn copied_id(rows: &TaskRows, pressed: &Element) -> Option<String> {
    let button = pressed.closest(".copy:enabled").ok()??;
    Some(rows.task_at(&button)?.batch_id.clone())
}

/// The link of the row that was pressed anywhere but on something that acts by itself. Who selects a text in it does not
/// want it opened.
fn opened(pressed: &Element) -> Option<String> {
    let acts_by_itself = pressed.closest("a[href], button").ok()?.is_some();
    if acts_by_itself || attention::has_selected_text() {
        return None;
    }
    let row = pressed.closest("tr").ok()??;
    row.query_selector(".name").ok()??.get_attribute("href")
}
