//! The pill over the rows: new tasks wait until somebody wants to see them.

use leptos::prelude::*;

/// The pill, hidden while nothing waits. It floats, so that it moves nothing.
#[component]
pub fn NewsPill(
    /// What it says: `2 new tasks`.
    news: Memo<String>,
    /// Called when the rows are to be shown.
    on_show: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="pill-button"
            hidden=move || news.with(String::is_empty)
            on:click=move |_| on_show.run(())
        >
            <svg class="icon" aria-hidden="true">
                <path d="M8 13V3M4 7l4-4 4 4"></path>
            </svg>
            {news}
        </button>
    }
}
