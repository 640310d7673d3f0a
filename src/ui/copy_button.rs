//! Buttons that copy a text.

use leptos::prelude::*;

use super::icon::Icon;

/// A button with the icon for copying.
#[component]
pub fn CopyButton(
    /// Its classes besides those of an icon button.
    class: &'static str,
    /// What it copies, for people.
    label: &'static str,
    /// Whether there is nothing to copy.
    #[prop(optional)]
    is_disabled: bool,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=["icon-button ", class].concat()
            aria-label=label
            title=label
            disabled=is_disabled
        >
            <Icon name="i-copy" />
        </button>
    }
}
