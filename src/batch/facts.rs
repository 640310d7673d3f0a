//! What is known of the batch besides its progress, in one line.

use leptos::prelude::*;
use model::view::batch::facts::{Fact, FactsView, facts_view};
use model::view::batch::pace::PaceView;

use super::open_batch::OpenBatch;
use super::outlook::Outlook;

/// The facts.
#[component]
pub fn Facts(
    /// The batch.
    batch: OpenBatch,
    /// What is estimated of it.
    outlook: Memo<Outlook>,
    /// How it compares with its rollout, which says how long it runs and how fast it is.
    pace: Memo<PaceView>,
) -> impl IntoView {
    let has_pace = Memo::new(move |_| pace.with(PaceView::is_shown));
    let facts = batch.view(move |batch, locale| {
        let facts = outlook.with(|outlook| facts_view(batch, &outlook.context, locale));
        if has_pace.get() { facts.without_pace() } else { facts }
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
