//! One subtask in its row.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use model::format::NOTHING;
use model::view::batch::subtask_row::{OpenedView, SubtaskRowView};
use model::view::batch::subtasks::SubtaskKey;

use super::super::reason_text::ReasonText;
use crate::browser::events::is_within;
use crate::browser::focus::has_selected_text;
use crate::ui::badge::Badge;

/// The row of a subtask. A press on it opens what else is known of it, unless it selects a text.
#[component]
pub fn SubtaskRow(
    /// Its cells.
    row: SubtaskRowView,
    /// Called to open the row, or to close it.
    on_toggle: Callback<SubtaskKey>,
) -> impl IntoView {
    let (has_error, is_open) = (!row.error.is_empty(), row.opened.is_some());
    let key = row.key;
    let press = move |event: MouseEvent| {
        if !is_within(&event, ".opened") && !has_selected_text() {
            on_toggle.run(key.clone());
        }
    };
    let opened = row.opened.map(|OpenedView { facts, error }| {
        let has_no_error = error.is_empty();
        view! {
            <div class="opened" role="cell">
                <p class="quiet">{facts}</p>
                <pre class="error-text" dir="auto" tabindex="0" hidden=has_no_error>
                    {error}
                </pre>
            </div>
        }
    });
    let name = (!row.instance_name.is_empty()).then(|| {
        let title = row.instance_name.clone();
        view! {
            <span class="instance-name" dir="auto" translate="no" title=title>
                {row.instance_name}
            </span>
        }
    });
    view! {
        <div
            class="subtask-row"
            role="row"
            aria-rowindex=row.number.to_string()
            data-open=is_open.then_some("true")
            title=row.flaws
            on:click=press
        >
            <span role="rowheader" class="cell-instance">
                <code>{row.instance_id}</code>
                {name}
            </span>
            <span role="cell" class="cell-error">
                <button
                    type="button"
                    class=if has_error { "error" } else { "error quiet" }
                    aria-expanded=if is_open { "true" } else { "false" }
                >
                    <span dir="auto">
                        <ReasonText parts=row.error />
                    </span>
                    <span class="unseen">{(!has_error).then_some(NOTHING)}</span>
                </button>
            </span>
            <span role="cell" class="cell-state">
                <Badge tone=row.tone icon=row.icon word=row.status />
            </span>
            <span role="cell" class="cell-took">
                {row.duration}
            </span>
            <span role="cell" class="cell-end" data-times=row.end.title>
                {row.end.text}
            </span>
            {opened}
        </div>
    }
}
