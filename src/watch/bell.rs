//! The button that watches a batch until it ends.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::task::BatchTask;
use model::tr;
use model::view::batch::bell::bell_view;

use super::watching::Watching;
use crate::i18n::use_locale;
use crate::ui::icon::Icon;

/// The bell of a batch. Without a batch, and for one that has ended, it is hidden.
#[component]
pub fn Bell(
    /// The watched batches.
    watching: Watching,
    /// The batch, after the id of its endpoint.
    #[prop(into)]
    task: Signal<Option<(String, BatchTask)>>,
    /// What is reported of the batch, from which the watches learn: endpoint, task, and when.
    #[prop(into)]
    reports: Signal<Option<(String, BatchTask, DateTime<Utc>)>>,
) -> impl IntoView {
    let locale = use_locale();
    let watching = StoredValue::new_local(watching);
    Effect::new(move |_| {
        if let Some((endpoint, task, at)) = reports.get() {
            watching.with_value(|watching| watching.reported(&endpoint, &task, at));
        }
    });
    let bell = Memo::new(move |_| {
        let watching = watching.get_value();
        let task = task.get();
        let is_watched = task.as_ref().is_some_and(|(endpoint, task)| {
            watching.with(|list| list.is_watched(endpoint, &task.batch_id))
        });
        bell_view(is_watched, task.is_some_and(|(_, task)| !task.status.is_finished()))
    });
    let toggle = move |_| {
        if let Some((endpoint, task)) = task.get_untracked() {
            watching.with_value(|watching| watching.toggle(&endpoint, &task));
        }
    };
    move || {
        let (bell, locale) = (bell.get(), locale.read());
        view! {
            <button
                type="button"
                class="icon-button watch"
                aria-label=tr!(locale, "Tell me when it ends")
                aria-pressed=if bell.is_pressed { "true" } else { "false" }
                title=tr!(locale, "Tell me when it ends. Works while this tab is open.")
                hidden=bell.is_hidden
                on:click=toggle
            >
                <Icon name="i-bell" />
            </button>
        }
    }
}
