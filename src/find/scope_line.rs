//! The line above rows that the index found.

use leptos::prelude::*;
use model::view::scope::{ScopeAction, ScopeView};

/// The line, hidden where the rows are of all tasks.
#[component]
pub fn ScopeLine(
    /// What it shows.
    view: Memo<ScopeView>,
    /// Called with what is chosen.
    on_choose: Callback<ScopeAction>,
) -> impl IntoView {
    let choose = move |_| {
        view.with_untracked(|view| view.action)
            .into_iter()
            .for_each(|action| on_choose.run(action));
    };
    view! {
        <div class="scope" role="status" hidden=move || view.with(|view| view.words.is_empty())>
            <span id="scope-words">{move || view.read().words.clone()}</span>
            <button
                type="button"
                class="link"
                hidden=move || view.with(|view| view.action.is_none())
                on:click=choose
            >
                {move || view.read().label.clone()}
            </button>
            <i
                class="scope-progress"
                hidden=move || view.with(|view| view.percent.is_none())
                style:--read=move || {
                    format!("{}%", view.with(|view| view.percent.unwrap_or_default()))
                }
            ></i>
        </div>
    }
}
