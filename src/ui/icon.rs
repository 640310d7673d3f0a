//! Icons.

use leptos::prelude::*;

/// An icon of the sprites, by its id there. It is decorative: what it means is said in text beside it.
#[component]
pub fn Icon(
    /// `i-copy`.
    name: &'static str,
) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true">
            <use_ href=["#", name].concat()></use_>
        </svg>
    }
}
