//! A sentence with one part that stands out.

use leptos::prelude::*;
use model::view::emphasis;

/// The three parts of a sentence, the middle one emphasised.
#[component]
pub fn Emphasis(
    /// The sentence.
    text: emphasis::Emphasis,
) -> impl IntoView {
    view! {
        <span class="before">{text.before}</span>
        <strong>{text.strong}</strong>
        <span class="after">{text.after}</span>
    }
}
