//! The head of the panel: status, name and id of the batch, its neighbours, and what is done with it.

use chrono::{DateTime, Utc};
use leptos::html;
use leptos::prelude::*;
use model::task::BatchTask;
use model::tr;
use model::view::batch::head::{HeadView, head_view, unknown_head_view};
use model::view::batch::pace::PaceView;
use model::view::batch::place::{PlaceView, place_view};

use super::copies::{IconButton, ShareMenu};
use super::facts::Facts;
use super::open_batch::{OpenBatch, Surroundings};
use super::outlook::Outlook;
use crate::i18n::use_locale;
use crate::ui::icon::Icon;
use crate::watch::bell::Bell;
use crate::watch::watching::Watching;

/// The head of the panel.
#[component]
pub fn Head(
    /// The batch.
    batch: OpenBatch,
    /// The watched batches.
    watching: Watching,
    /// What is estimated of it.
    outlook: Memo<Outlook>,
    /// How it compares with its rollout.
    pace: Memo<PaceView>,
    /// The name, which is focused when the panel opens.
    name: NodeRef<html::H2>,
) -> impl IntoView {
    let locale = use_locale();
    let head = follow_head(batch);
    let place = follow_place(batch.around);
    let copying = batch.around.copying;
    let copy_id = Callback::new(move |()| {
        copying.copy(batch.key.get_untracked().batch_id, String::new());
    });
    let id = move || batch.id.get().unwrap_or_default();
    view! {
        <div class="panel-head">
            <div class="panel-top">
                {move || view! { <Pill head=head.get() /> }}
                <span class="position quiet">{move || place.get().position}</span>
                <Tools batch=batch watching=watching place=place />
            </div>
            <h2
                class="panel-name"
                id="panel-name"
                tabindex="-1"
                dir="auto"
                node_ref=name
                title=move || head.get().name
            >
                {move || head.get().name}
            </h2>
            <div class="panel-id">
                // Until its name is known, the id stands for it.
                <code hidden=move || head.get().status.is_empty()>{id}</code>
                {move || {
                    view! {
                        <IconButton
                            class="copy-id"
                            icon="i-copy"
                            label=tr!(locale.read(), "Copy batch ID")
                            on_press=copy_id
                        />
                    }
                }}
                <Facts batch=batch outlook=outlook pace=pace />
            </div>
        </div>
    }
}

/// The links to the neighbours and out of the panel, and what is done with the batch.
#[component]
fn Tools(batch: OpenBatch, watching: Watching, place: Memo<PlaceView>) -> impl IntoView {
    let locale = use_locale();
    let (task, reports) = follow_reports(batch);
    view! {
        <span class="panel-tools">
            {move || {
                let PlaceView { previous, next, .. } = place.get();
                let locale = locale.read();
                view! {
                    <Neighbour
                        class="icon-button previous"
                        label=tr!(locale, "Previous batch of the page")
                        icon="i-up"
                        href=previous
                    />
                    <Neighbour
                        class="icon-button next"
                        label=tr!(locale, "Next batch of the page")
                        icon="i-down"
                        href=next
                    />
                }
            }} <ShareMenu batch=batch /> <Bell watching=watching task=task reports=reports />
            {move || {
                let close = tr!(locale.read(), "Close");
                view! {
                    <a
                        class="icon-button close"
                        aria-label=close
                        title=close
                        href=place.get().close
                    >
                        <Icon name="i-close" />
                    </a>
                }
            }}
        </span>
    }
}

/// Lets the tab be called after the batch.
pub(super) fn follow_name(batch: OpenBatch, watching: Watching) {
    let head = follow_head(batch);
    let watching = StoredValue::new_local(watching);
    Effect::new(move |_| {
        let id = batch.id.get().unwrap_or_default();
        let name = head.with(|head| head.name.clone());
        watching.with_value(|watching| watching.name_open_batch(&id, &name));
    });
}

/// Name and status are those of the row until the batch is there, and never those of another batch.
fn follow_head(batch: OpenBatch) -> Memo<HeadView> {
    let locale = use_locale();
    Memo::new(move |_| {
        let locale = &locale.get();
        let id = batch.id.get().unwrap_or_default();
        let of_row = || {
            batch.around.tasks.with(|tasks| {
                let row = tasks.iter().find(|task| task.batch_id == id);
                row.map(|task| head_view(task, locale))
            })
        };
        let head = batch.with(|batch| head_view(&batch.task, locale)).or_else(of_row);
        head.unwrap_or_else(|| unknown_head_view(&id))
    })
}

fn follow_place(around: Surroundings) -> Memo<PlaceView> {
    Memo::new(move |_| {
        around.tasks.with(|tasks| {
            let ids: Vec<_> = tasks.iter().map(|task| &*task.batch_id).collect();
            around.location.with(|location| place_view(location, &ids))
        })
    })
}

/// What is reported of a batch: the id of its endpoint, its task, and when.
type Report = (String, BatchTask, DateTime<Utc>);

/// The batch for the bell, after the id of its endpoint.
type Watched = (String, BatchTask);

/// The batch that can be watched, and each report of it that came without trouble.
fn follow_reports(batch: OpenBatch) -> (Signal<Option<Watched>>, Signal<Option<Report>>) {
    let task = Signal::derive(move || {
        let endpoint = batch.key.with(|key| key.endpoint.id.clone());
        batch.with(|batch| (endpoint, batch.task.clone()))
    });
    let reports = Signal::derive(move || {
        batch.live.known.with(|known| {
            let answer = known.answer().filter(|_| known.failure().is_none())?;
            let endpoint = answer.key.endpoint.id.clone();
            Some((endpoint, answer.value.task.clone(), answer.received_at))
        })
    });
    (task, reports)
}

/// The status.
#[component]
fn Pill(head: HeadView) -> impl IntoView {
    let is_unknown = head.status.is_empty();
    view! {
        <span class="badge pill" data-tone=head.tone hidden=is_unknown>
            <Icon name=head.icon />
            <span class="badge-word">{head.status}</span>
        </span>
    }
}

/// A link to a neighbour. At the end of the page it has no target, and keeps the focus.
#[component]
fn Neighbour(
    class: &'static str,
    label: &'static str,
    icon: &'static str,
    href: Option<String>,
) -> impl IntoView {
    let is_off = href.is_none();
    view! {
        <a
            class=class
            role="link"
            tabindex="0"
            aria-label=label
            title=label
            href=href
            aria-disabled=is_off.then_some("true")
        >
            <Icon name=icon />
        </a>
    }
}
