//! What is known of the batch besides its progress.

use leptos::prelude::*;
use model::tr;
use model::view::batch::facts::{Fact, FactsView, facts_view};

use super::copies::IconButton;
use super::open_batch::OpenBatch;
use super::outlook::Outlook;
use crate::i18n::use_locale;

/// The facts.
#[component]
pub fn Facts(
    /// The batch.
    batch: OpenBatch,
    /// What is estimated of it.
    outlook: Memo<Outlook>,
) -> impl IntoView {
    let locale = use_locale();
    let facts = batch.view(move |batch, locale| {
        outlook.with(|outlook| facts_view(batch, &outlook.context, locale))
    });
    let copying = batch.around.copying;
    let on_copy = Callback::new(move |()| {
        let id = untrack(|| batch.with(|batch| batch.request_id.clone()));
        copying.copy(id.flatten().unwrap_or_default(), String::new());
    });
    let list = move || {
        let copy = tr!(locale.read(), "Copy request ID");
        view! { <FactList facts=facts.get() copy=copy on_copy=on_copy /> }
    };
    view! { <dl class="facts">{list}</dl> }
}

/// The facts, as a list of names and values.
#[component]
fn FactList(
    facts: FactsView,
    /// What the button for the request id says.
    copy: &'static str,
    on_copy: Callback<()>,
) -> impl IntoView {
    let request = facts.request.value.clone();
    let request = view! {
        <code>{request}</code>
        <IconButton class="copy-request" icon="i-copy" label=copy on_press=on_copy />
    };
    let task_type = facts.task_type.value.clone();
    let task_type = view! { <code>{task_type}</code> };
    (
        named("fact-type", &facts.task_type, task_type),
        plain("fact-began", &facts.began),
        plain("fact-ended", &facts.ended),
        plain("fact-duration", &facts.duration),
        plain("fact-rate", &facts.rate),
        plain("fact-application", &facts.application),
        named("fact-request", &facts.request, request),
    )
}

fn plain(class: &'static str, fact: &Fact) -> impl IntoView + use<> {
    named(class, fact, fact.value.clone())
}

/// A fact whose value is shown so.
fn named<V: IntoView>(class: &'static str, fact: &Fact, value: V) -> impl IntoView + use<V> {
    view! {
        <div class=class title=fact.title.clone() hidden=fact.value.is_empty()>
            <dt>{fact.name.clone()}</dt>
            <dd>{value}</dd>
        </div>
    }
}
