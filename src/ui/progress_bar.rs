//! Progress bars.

use leptos::prelude::*;

/// A progress bar with a tone.
#[component]
pub fn ProgressBar(
    /// The tone, which the style sheet knows by this name.
    tone: &'static str,
    /// Its accessible name.
    label: &'static str,
    /// The percent done, where it is known.
    value: Option<String>,
    /// What it says: `4 / 8, 50%`.
    text: String,
    /// How much is filled, as CSS has it: `50.0%`.
    done: String,
) -> impl IntoView {
    view! {
        <div
            class="bar"
            role="progressbar"
            aria-label=label
            aria-valuemin="0"
            aria-valuemax="100"
            data-tone=tone
            aria-valuenow=value
            aria-valuetext=text
            style:--done=done
        >
            <div class="bar-done"></div>
            <div class="bar-rest"></div>
        </div>
    }
}
