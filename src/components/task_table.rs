//! The table of a page. A refresh touches the rows that changed and leaves the others alone.

use std::sync::Arc;

use leptos::prelude::*;
use model::rows::Rows;

use super::task_row::{RowContext, task_row};

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
    /// The rows to show.
    rows: Memo<Rows>,
    /// The name of the zone, for the head of the column of begin times.
    zone_name: String,
    /// Whether another page is on its way.
    is_turning: impl Fn() -> bool + Send + 'static,
    /// What every row needs.
    context: RowContext,
) -> impl IntoView {
    view! {
        <table class="table" role="table" aria-busy=move || if is_turning() { "true" } else { "false" }>
            <caption class="unseen">"Batch tasks"</caption>
            <thead role="rowgroup">
                <tr role="row" class="row head">{head(&zone_name)}</tr>
            </thead>
            <tbody role="rowgroup">
                <For each=move || rows.with(|rows| rows.keys().to_vec()) key=Clone::clone let(key)>
                    {
                        let task = Memo::new(move |last: Option<&Option<Arc<_>>>| {
                            // A row that is being removed shows what it showed last.
                            rows.with(|rows| rows.get(&key).cloned()).or_else(|| last.cloned().flatten())
                        });
                        move || task.get().map(|task| task_row(&task, context))
                    }
                </For>
            </tbody>
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
