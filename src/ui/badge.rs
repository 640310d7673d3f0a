//! Badges: an icon with a tone, and mostly a word. Never colour alone.

use leptos::prelude::*;

use super::icon::Icon;

/// An icon in its tone, and a word beside it.
#[component]
pub fn Badge(
    /// The tone, which the style sheet knows by this name.
    tone: &'static str,
    /// The icon's id in the sprites.
    icon: &'static str,
    /// What the badge says; decorative where it is empty.
    #[prop(into)]
    word: String,
) -> impl IntoView {
    view! {
        <span class="badge" data-tone=tone>
            <Icon name=icon />
            <span class="badge-word">{word}</span>
        </span>
    }
}
