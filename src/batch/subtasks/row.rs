//! One subtask in its row.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use model::view::batch::subtask_row::SubtaskRowView;
use model::view::batch::subtasks::SubtaskKey;

use crate::browser::events::is_within;
use crate::browser::focus::has_selected_text;
use crate::ui::badge::Badge;

/// The row of a subtask. A press on it opens its error, unless it selects a text.
#[component]
pub fn SubtaskRow(
    /// Its cells.
    row: SubtaskRowView,
    /// Called to open the error, or to close it.
    on_toggle: Callback<SubtaskKey>,
) -> impl IntoView {
    let (has_error, is_open) = (!row.error.is_empty(), row.open_error.is_some());
    let key = row.key;
    let press = move |event: MouseEvent| {
        if !is_within(&event, ".error-text") && !has_selected_text() {
            on_toggle.run(key.clone());
        }
    };
    view! {
        <div
            class="subtask-row"
            role="row"
            aria-rowindex=row.number.to_string()
            data-open=is_open.then_some("true")
            title=row.flaws
            on:click=press
        >
            <code role="rowheader" class="cell-subtask">
                {row.task_id}
            </code>
            <code role="cell" class="cell-instance">
                {row.instance_id}
            </code>
            <span role="cell" class="cell-state">
                <Badge tone=row.tone icon=row.icon word=row.status />
            </span>
            <span role="cell" class="cell-begin" title=row.begin.title>
                {row.begin.text}
            </span>
            <span role="cell" class="cell-end" title=row.end.title>
                {row.end.text}
            </span>
            <span role="cell" class="cell-error">
                <button
                    type="button"
                    class="error"
                    aria-expanded=if is_open { "true" } else { "false" }
                    hidden=!has_error
                >
                    <span dir="auto">{row.error}</span>
                </button>
            </span>
            <pre class="error-text" role="cell" dir="auto" tabindex="0" hidden=!is_open>
                {row.open_error}
            </pre>
        </div>
    }
}
