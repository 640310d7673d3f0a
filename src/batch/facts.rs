//! What is known of the batch besides its progress, in one line.

use leptos::prelude::*;
use model::view::batch::facts::{Fact, FactsView, facts_view};

use super::open_batch::OpenBatch;
use super::outlook::Outlook;

/// The facts.
#[component]
pub fn Facts(
    /// The batch.
    batch: OpenBatch,
    /// What is estimated of it.
    outlook: Memo<Outlook>,
) -> impl IntoView {
    let facts = batch.view(move |batch, locale| {
        outlook.with(|outlook| facts_view(batch, &outlook.context, locale))
    });
    view! { <dl class="facts">{move || facts.with(line)}</dl> }
}

fn line(facts: &FactsView) -> impl IntoView + use<> {
    let FactsView { task_type, began, elapsed, rate, application } = facts;
    (
        part("fact-type", task_type),
        part("fact-began", began),
        part("fact-elapsed", elapsed),
        part("fact-rate", rate),
        part("fact-application", application),
    )
}

fn part(class: &'static str, fact: &Fact) -> impl IntoView + use<> {
    view! {
        <div class=class data-times=fact.title.clone() hidden=fact.value.is_empty()>
            <dt>{fact.name}</dt>
            <dd>{fact.value.clone()}</dd>
        </div>
    }
}
