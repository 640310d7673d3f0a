//! One sentence over rows that are still shown although the last refresh failed.

use leptos::prelude::*;

use super::icon::icon;

/// What the banner says and offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BannerWords {
    /// `Connection lost.`
    pub title: String,
    /// `Data from 14:52:08.`
    pub text: String,
}

/// A banner with one button.
#[component]
pub fn Banner(
    /// What to say.
    words: BannerWords,
    /// Called when the user wants to try again.
    on_retry: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="banner" data-tone="warn">
            {icon("i-offline")}
            <p>
                <strong>{words.title}</strong>
                " "
                {words.text}
            </p>
            <button type="button" class="button" on:click=move |_| on_retry.run(())>"Retry now"</button>
        </div>
    }
}
