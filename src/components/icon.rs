//! The icons: symbols of the sprite in `index.html`, so that a row costs one short reference.

use leptos::prelude::*;

/// An icon of 16 px in the colour of the text around it; it is decoration and has no name.
///
/// `name` is a symbol's id in the sprite, such as `i-copy`.
pub fn icon(name: &'static str) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true">
            <use href=symbol(name)></use>
        </svg>
    }
}

fn symbol(name: &str) -> String {
    format!("#{name}")
}
