//! The table of a page. A refresh touches what has changed and leaves all else alone.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::html::Tbody;
use leptos::prelude::*;
use model::format::Zone;
use model::task::BatchTask;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use super::task_rows::TaskRows;

/// The names of the columns and their classes, in their order.
const COLUMNS: [(&str, &str); 8] = [
    ("cell-task", "Task"),
    ("cell-status", "Status"),
    ("cell-progress", "Progress"),
    ("cell-began", "Began"),
    ("cell-duration", "Duration"),
    ("cell-ends", "Ends"),
    ("cell-type", "Type"),
    ("cell-id", "Batch ID"),
];

/// The table with its rows.
///
/// The roles are spelled out because the rows are laid out as grids, and as cards on a phone, which
/// takes the native ones away.
#[component]
pub fn TaskTable(
    /// The tasks to show, while there are any.
    tasks: impl Fn() -> Option<Vec<Arc<BatchTask>>> + 'static,
    /// Whether another page is on its way.
    is_turning: impl Fn() -> bool + Send + 'static,
    /// The zone of all times.
    zone: Zone,
    /// The clock, once a second.
    now: ReadSignal<DateTime<Utc>>,
    /// Called with the `BatchId` to copy.
    on_copy: Callback<String>,
) -> impl IntoView {
    let body = NodeRef::<Tbody>::new();
    let rows = StoredValue::new_local(None);
    Effect::new(move |_| {
        let Some(body) = body.get() else { return };
        let tasks = tasks().unwrap_or_default();
        rows.update_value(|rows: &mut Option<TaskRows>| {
            if rows.is_none() {
                *rows = TaskRows::new((**body).clone(), zone);
            }
            if let Some(rows) = rows {
                rows.show(&tasks, now.get_untracked());
            }
        });
    });
    Effect::new(move |_| {
        let now = now.get();
        rows.update_value(|rows| rows.iter_mut().for_each(|rows| rows.tick(now)));
    });
    let copy = move |event: MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let button = target.and_then(|target| target.closest(".copy:enabled").ok().flatten());
        let batch_id = button.and_then(|button| {
            rows.with_value(|rows| Some(rows.as_ref()?.task_at(&button)?.batch_id.clone()))
        });
        if let Some(batch_id) = batch_id {
            on_copy.run(batch_id);
        }
    };
    view! {
        <table class="table" role="table" aria-busy=move || if is_turning() { "true" } else { "false" }>
            <caption class="unseen">"Batch tasks"</caption>
            <thead role="rowgroup">
                <tr role="row" class="row head">{head(&zone.name_at(now.get_untracked()))}</tr>
            </thead>
            <tbody role="rowgroup" node_ref=body on:click=copy></tbody>
        </table>
    }
}

fn head(zone_name: &str) -> Vec<impl IntoView + use<>> {
    COLUMNS
        .into_iter()
        .map(|(class, name)| {
            let zone = (class == "cell-began").then(|| format!(" ({zone_name})"));
            view! { <th role="columnheader" scope="col" class=class>{name}{zone}</th> }
        })
        .collect()
}
