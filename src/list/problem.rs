//! A failure in one sentence, for as long as the controls are not loaded.

use leptos::prelude::*;
use model::failure::FailureKind;
use model::tr;
use model::view::failure_words::failure_title;

use crate::pages::list_state::Outcome;
use crate::pages::page::Page;

/// Why there are no rows, with the code, the request id and the one thing to do. The full panel replaces it.
#[component]
pub fn Problem(
    /// The signals of the page.
    page: Page,
) -> impl IntoView {
    let failure = move || match page.outcome() {
        Outcome::Failed(failure) if !page.has_controls.get() => Some(failure),
        _ => None,
    };
    move || {
        let (failure, locale) = (failure()?, page.locale.read());
        let label = match failure.kind {
            FailureKind::SignInRequired => tr!(locale, "Sign in"),
            _ => tr!(locale, "Try again"),
        };
        let evidence = [failure.code, failure.request_id].into_iter().flatten();
        let evidence = evidence.collect::<Vec<_>>().join(" · ");
        Some(view! {
            <section class="state">
                <h2>{failure_title(&locale, failure.kind)}</h2>
                <p class="state-text" dir="auto">
                    {evidence}
                </p>
                <p class="state-buttons">
                    <button type="button" class="button retry" on:click=move |_| page.retry()>
                        {label}
                    </button>
                </p>
            </section>
        })
    }
}
