//! What stands in the place of the table when there are no rows: an icon, a title, a sentence, the
//! evidence, and at most three things to do.

use leptos::prelude::*;

use super::icon::icon;

/// What the panel says and offers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Panel {
    /// The tone and the icon.
    pub look: (&'static str, &'static str),
    /// What is the case, in a few words.
    pub title: String,
    /// What follows from it, in one sentence.
    pub text: String,
    /// What to do, one step after the other.
    pub steps: &'static [&'static str],
    /// Names and values that support asks for. Texts from outside.
    pub evidence: Vec<(&'static str, String)>,
    /// The label of a button that asks again.
    pub retry: Option<&'static str>,
    /// Labels and targets of links.
    pub links: Vec<(String, String)>,
}

/// A panel for a state of the list. Its first button is the one to try first.
pub fn state_panel(
    panel: Panel,
    on_copy: Callback<String>,
    on_retry: impl Fn() + Clone + 'static,
) -> impl IntoView {
    let (tone, symbol) = panel.look;
    let steps: Vec<_> = panel.steps.iter().map(|step| view! { <li>{*step}</li> }).collect();
    let evidence: Vec<_> = panel
        .evidence
        .into_iter()
        .map(|(name, value)| evidence_row(name, value, on_copy))
        .collect();
    let links: Vec<_> = panel
        .links
        .into_iter()
        .map(|(label, href)| view! { <a class="button" href=href>{label}</a> })
        .collect();
    let retry = panel.retry.map(|label| {
        let on_retry = on_retry.clone();
        view! { <button type="button" class="button" on:click=move |_| on_retry()>{label}</button> }
    });
    view! {
        <section class="state">
            <span class="state-icon" data-tone=tone>{icon(symbol)}</span>
            <h2>{panel.title}</h2>
            <p class="state-text">{panel.text}</p>
            <ol class="steps">{steps}</ol>
            <dl class="evidence">{evidence}</dl>
            <p class="state-buttons">{retry}{links}</p>
        </section>
    }
}

/// A text from outside is cut where no person reads on; copying takes all of it.
fn evidence_row(name: &'static str, value: String, on_copy: Callback<String>) -> impl IntoView {
    let shown: String = value.chars().take(2000).collect();
    view! {
        <div>
            <dt>{name}</dt>
            <dd>
                <code dir="auto">{shown}</code>
                <button
                    type="button"
                    class="icon-button"
                    aria-label=format!("Copy {name}")
                    on:click=move |_| on_copy.run(value.clone())
                >
                    {icon("i-copy")}
                </button>
            </dd>
        </div>
    }
}
