//! What stands in the place of the table when there are no rows: an icon, a title, a sentence, and
//! at most three things to do.

use leptos::prelude::*;

use super::icon::icon;

/// A panel for a state of the list.
#[component]
pub fn StatePanel(
    /// The tone of the icon.
    tone: &'static str,
    /// The icon's symbol.
    symbol: &'static str,
    /// What is the case, in a few words.
    #[prop(into)]
    title: String,
    /// What follows from it, in one sentence.
    #[prop(into)]
    text: String,
    /// Evidence and actions.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="state" data-tone=tone>
            <span class="state-icon" data-tone=tone>{icon(symbol)}</span>
            <h2>{title}</h2>
            <p class="state-text">{text}</p>
            {children()}
        </section>
    }
}
