//! The table of a page. A refresh touches what has changed and leaves all else alone.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::format::Zone;
use model::task::BatchTask;
use web_sys::Event;

use super::fill::{Part, within};
use super::markup::{Markup, target};
use super::task_rows::TaskRows;

/// Binds the table. Its roles are spelled out in the markup, because the rows are laid out as grids, and as
/// cards on a phone, which takes the native ones away.
pub fn bind_task_table(
    tasks: impl Fn() -> Vec<Arc<BatchTask>> + 'static,
    is_turning: impl Fn() -> bool + 'static,
    zone: Zone,
    now: ReadSignal<DateTime<Utc>>,
    on_copy: Callback<String>,
) {
    let table = Markup::of_page("table");
    table.show(move || {
        let zone_name = format!("({})", zone.name_at(now.get_untracked()));
        vec![
            ("", Part::Attribute("aria-busy"), is_turning().to_string()),
            (".zone", Part::Text, zone_name),
        ]
    });
    let rows = StoredValue::new_local(TaskRows::new(within(&table.0, "tbody"), zone));
    let with_rows = move |action: &dyn Fn(&mut TaskRows)| {
        rows.update_value(|rows| rows.iter_mut().for_each(action));
    };
    Effect::new(move |_| {
        let tasks = tasks();
        with_rows(&|rows| rows.show(&tasks, now.get_untracked()));
    });
    Effect::new(move |_| {
        let now = now.get();
        with_rows(&|rows| rows.tick(now));
    });
    table.on("click", "tbody", move |event| {
        let id = rows.with_value(|rows| copied_id(rows.as_ref()?, &event));
        if let Some(id) = id {
            on_copy.run(id);
        }
    });
}

/// The `BatchId` whose copy button was pressed.
fn copied_id(rows: &TaskRows, click: &Event) -> Option<String> {
    let button = target(click)?.closest(".copy:enabled").ok()??;
    Some(rows.task_at(&button)?.batch_id.clone())
}
