//! A failure while there is nothing else to show: what happened, the evidence, what to do.

use leptos::prelude::*;
use model::failure::{Failure, FailureKind};

use super::failure_words::failure_words;
use super::icon::icon;
use super::state_panel::StatePanel;

/// The panel of a failure.
#[component]
pub fn FailurePanel(
    /// Why there is nothing to show.
    failure: Failure,
    /// The label of the endpoint.
    #[prop(into)]
    endpoint: String,
    /// Where to sign in.
    sign_in_url: Option<String>,
    /// Called with a text to copy.
    on_copy: Callback<String>,
    /// Called when the user wants to try again.
    on_retry: Callback<()>,
) -> impl IntoView {
    let words = failure_words(&failure, &endpoint);
    let evidence = [
        ("Action", failure.ram_action),
        ("Code", failure.code),
        ("Message", failure.message),
        ("RequestId", failure.request_id),
    ];
    let rows: Vec<_> = evidence
        .into_iter()
        .filter_map(|(name, value)| Some(evidence_row(name, value?, on_copy)))
        .collect();
    let sign_in = sign_in_url.filter(|_| failure.kind == FailureKind::SignInRequired);
    let retry = if failure.kind == FailureKind::NotPermitted { "Check again" } else { "Try again" };
    view! {
        <StatePanel tone=words.look.0 symbol=words.look.1 title=words.title text=words.advice>
            {(!rows.is_empty()).then(|| view! { <dl class="evidence">{rows}</dl> })}
            <p class="state-buttons">
                {sign_in.map(|url| view! { <a class="button primary" href=url>"Sign in"</a> })}
                <button type="button" class="button primary" on:click=move |_| on_retry.run(())>
                    {icon("i-refresh")}
                    {retry}
                </button>
            </p>
        </StatePanel>
    }
}

/// Texts from outside: the message is cut at a length that no person reads beyond.
fn evidence_row(name: &'static str, value: String, on_copy: Callback<String>) -> impl IntoView {
    let shown: String = value.chars().take(2000).collect();
    let label = format!("Copy {name}");
    view! {
        <div>
            <dt>{name}</dt>
            <dd>
                <code dir="auto">{shown}</code>
                <button
                    type="button"
                    class="icon-button"
                    aria-label=label
                    on:click=move |_| on_copy.run(value.clone())
                >
                    {icon("i-copy")}
                </button>
            </dd>
        </div>
    }
}
