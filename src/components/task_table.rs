//! The table of a page. A refresh touches what has changed and leaves all else alone.

use std::cell::RefCell;
use std::rc::Rc;

use chrono::{DateTime, Utc};
use leptos::prelude::{Callable, Callback, untrack};
use model::arrangement::PlacedTask;
use model::format::Zone;
use web_sys::Event;

use super::fill::{Part, within};
use super::markup::{Markup, target};
use super::task_rows::TaskRows;
use crate::effect::follow;

/// What the table shows.
pub struct TableState {
    /// The rows from top to bottom.
    pub rows: Vec<PlacedTask>,
    /// Whether what has changed in them is news to who sees them.
    pub is_news: bool,
    /// The instant up to which running tasks are known to run.
    pub known_until: DateTime<Utc>,
}

/// Binds the table. `ticks` is the clock that running tasks run by, as long as it is known that they run.
///
/// Its roles are spelled out in the markup, because the rows are laid out as grids, and as cards on a phone, which
/// takes the native ones away.
pub fn bind_task_table(
    state: impl Fn() -> TableState + Copy + 'static,
    is_turning: impl Fn() -> bool + 'static,
    zone: Zone,
    ticks: impl Fn() -> Option<DateTime<Utc>> + 'static,
    on_copy: Callback<String>,
) {
    let table = Markup::of_page("table");
    table.show(move || {
        let zone_name = format!("({})", zone.name_at(untrack(state).known_until));
        vec![
            ("", Part::Attribute("aria-busy"), is_turning().to_string()),
            (".zone", Part::Text, zone_name),
        ]
    });
    let Some(rows) = TaskRows::new(within(&table.0, "tbody"), zone) else { return };
    let rows = Rc::new(RefCell::new(rows));
    follow({
        let rows = Rc::clone(&rows);
        move || {
            let TableState { rows: placed, is_news, known_until } = state();
            rows.borrow_mut().show(&placed, known_until, is_news);
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
    table.on("click", "tbody", move |event| {
        if let Some(id) = copied_id(&rows.borrow(), &event) {
            on_copy.run(id);
        }
    });
}

/// The `BatchId` whose copy button was pressed.
fn copied_id(rows: &TaskRows, click: &Event) -> Option<String> {
    let button = target(click)?.closest(".copy:enabled").ok()??;
    Some(rows.task_at(&button)?.batch_id.clone())
}
