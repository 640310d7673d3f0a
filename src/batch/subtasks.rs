//! The subtasks of the batch: filters, order and rows.

pub mod filters;
pub mod row;
pub mod table;
mod visible_rows;

use leptos::html;
use leptos::prelude::*;
use model::view::batch::subtasks::{Listed, listed, subtasks_view};
use model::word;

use self::filters::{Choices, ReasonFilter, SearchField};
use self::table::{Heads, SubtaskRows};
use super::open_batch::OpenBatch;
use crate::i18n::translated;

/// The subtasks.
#[component]
pub fn Subtasks(
    /// The batch.
    batch: OpenBatch,
    /// What scrolls the rows.
    scroller: NodeRef<html::Aside>,
    /// The title, to which a reason leads.
    title: NodeRef<html::H3>,
) -> impl IntoView {
    let (list, names) = (batch.list, batch.around.names);
    let rows: Memo<Listed> =
        batch.view(move |batch, locale| list.with(|list| listed(batch, list, names.get(), locale)));
    let view = batch.view(move |batch, locale| {
        let count = rows.with(|rows| rows.subtasks.len());
        list.with(|list| subtasks_view(batch, list, count, locale))
    });
    view! {
        <section
            class="subtasks"
            aria-labelledby="subtasks-title"
            hidden=move || !view.get().has_subtasks
        >
            <div class="section-head">
                <h3 id="subtasks-title" node_ref=title>
                    {translated(word!("Sub-tasks"))}
                </h3>
                <span class="quiet subtask-scope" role="status">
                    {move || view.get().scope}
                </span>
            </div>
            <div class="subtask-filters">
                <Choices list=list view=view />
                <SearchField list=list />
            </div>
            <ReasonFilter list=list view=view />
            <div
                class="subtask-table"
                role="table"
                data-states=move || view.get().has_states.then_some("true")
                aria-label=translated(word!("Sub-tasks"))
                aria-rowcount=move || (view.get().listed + 1).to_string()
            >
                <Heads list=list />
                <SubtaskRows listed=rows scroller=scroller />
            </div>
            <p class="no-subtasks quiet" hidden=move || { view.get().listed > 0 }>
                {translated(word!("No sub-task matches."))}
            </p>
        </section>
    }
}
