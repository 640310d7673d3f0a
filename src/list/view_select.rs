//! The title as the menu of views, which a phone has in the place of their buttons.

use leptos::prelude::*;
use model::location::{Location, View};
use model::word;

use crate::i18n::translated;

/// The menu: the browser's own, unseen over the title.
#[component]
pub fn ViewSelect(
    /// The view that is shown.
    location: ReadSignal<Location>,
    /// Called with the view to go to.
    on_navigate: Callback<Location>,
) -> impl IntoView {
    let is_timeline = move || location.with(|location| location.view == View::Timeline);
    let choose = move |event| {
        let is_table = event_target_value(&event) == "table";
        let view = if is_table { View::Table } else { View::Timeline };
        on_navigate.run(location.with_untracked(|location| location.with_view(view)));
    };
    view! {
        <label class="view-select">
            <select aria-label=translated(word!("View")) on:change=choose>
                <option value="table" prop:selected=move || !is_timeline()>
                    {translated(word!("Table"))}
                </option>
                <option value="timeline" prop:selected=is_timeline>
                    {translated(word!("Timeline"))}
                </option>
            </select>
        </label>
    }
}
