//! How far an export is.

use leptos::prelude::*;
use model::view::share::export_progress::{Progress, export_progress_view};
use model::word;

use crate::i18n::{translated, use_locale};

/// How far an export is, at the lower edge of the page. Without an export it is hidden.
#[component]
pub fn ExportProgress(
    /// The export that is running.
    progress: RwSignal<Option<Progress>>,
    /// Ends it.
    on_cancel: Callback<()>,
) -> impl IntoView {
    let locale = use_locale();
    let parts = move || {
        let view = locale.with(|locale| {
            let progress = progress.get();
            progress.map(|progress| export_progress_view(locale, progress)).unwrap_or_default()
        });
        view! {
            <p class="exporting-words" id="exporting-words">
                {view.words}
            </p>
            <progress
                aria-labelledby="exporting-words"
                max=view.all.to_string()
                value=view.done.to_string()
            ></progress>
        }
    };
    view! {
        <div
            class="exporting"
            role="group"
            aria-label=translated(word!("Export"))
            hidden=Signal::derive(move || progress.with(Option::is_none))
        >
            {parts}
            <button type="button" class="button" on:click=move |_| on_cancel.run(())>
                {translated(word!("Cancel"))}
            </button>
        </div>
    }
}
