//! One sentence over rows that are still shown although the last refresh failed.

use leptos::prelude::*;

use super::icon::icon;

/// A banner with one button. `title` is a few words, `text` the rest of the sentence.
pub fn banner(title: String, text: String, on_retry: impl Fn() + 'static) -> impl IntoView {
    view! {
        <div class="banner" data-tone="warn">
            {icon("i-offline")}
            <p>
                <strong>{title}</strong>
                " "
                {text}
            </p>
            <button type="button" class="button" on:click=move |_| on_retry()>"Retry now"</button>
        </div>
    }
}
