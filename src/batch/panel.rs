//! The panel of one batch: its parts, and which of them are shown.

use leptos::html;
use leptos::prelude::*;
use model::subtask_list::SubtaskList;
use model::word;

use super::frame::{follow_frame, follow_why};
use super::head::{Head, follow_name};
use super::open_batch::{OpenBatch, Surroundings};
use super::outlook::follow_outlook;
use super::pace::follow_pace;
use super::panel_url::follow_url;
use super::progress::Progress;
use super::reasons::actions::Failures;
use super::reasons::retry_dialog::RetryDialog;
use super::reasons::{ActionBar, IdsMenu, Reasons};
use super::staleness::Staleness;
use super::subtasks::Subtasks;
use super::trouble::{Trouble, follow_trouble};
use crate::forecasting::Forecasts;
use crate::i18n::translated;
use crate::watch::watching::Watching;

/// The panel of the batch that the URL names, hidden while it names none.
#[component]
pub fn BatchPanel(
    /// What the panel needs of the page.
    around: Surroundings,
    /// Estimates when batches end.
    forecasts: Forecasts,
    /// The watched batches.
    watching: Watching,
) -> impl IntoView {
    let batch = OpenBatch::follow(around);
    let outlook = follow_outlook(batch, forecasts);
    let trouble = follow_trouble(batch);
    let failures = Failures::follow(batch);
    let (aside, name) = (NodeRef::<html::Aside>::new(), NodeRef::<html::H2>::new());
    let (reasons_title, subtasks_title) = (NodeRef::<html::H3>::new(), NodeRef::<html::H3>::new());
    let pace = follow_pace(batch, outlook);
    follow_frame(batch, aside, name);
    follow_url(batch, failures);
    follow_name(batch, watching.clone());
    follow_why(batch, reasons_title);
    let show_reason = Callback::new(move |title: String| {
        batch.list.set(SubtaskList { reason: Some(title), ..SubtaskList::default() });
        if let Some(title) = subtasks_title.get_untracked() {
            title.scroll_into_view();
        }
    });
    let shows = move || match (batch.with(|_| ()), trouble.with(Option::is_some)) {
        (Some(()), _) => "batch",
        (None, true) => "trouble",
        (None, false) => "skeleton",
    };
    let close = move || around.location.with(|location| location.with_batch(None).href());
    view! {
        <div class="beside" hidden=move || batch.id.with(Option::is_none) data-shows=shows>
            <a class="scrim" tabindex="-1" aria-hidden="true" href=close></a>
            <aside class="panel" aria-labelledby="panel-name" node_ref=aside>
                <Sprite />
                <Head batch=batch watching=watching outlook=outlook pace=pace name=name />
                <Trouble batch=batch trouble=trouble />
                <Staleness batch=batch trouble=trouble />
                <div
                    class="panel-skeleton"
                    role="img"
                    aria-busy="true"
                    aria-label=translated(word!("Loading the batch"))
                >
                    <i class="bone"></i>
                    <i class="bone"></i>
                    <i class="bone"></i>
                </div>
                <div class="panel-body">
                    <Progress batch=batch outlook=outlook pace=pace />
                    <Reasons failures=failures title=reasons_title on_reason=show_reason />
                    <Subtasks batch=batch scroller=aside title=subtasks_title />
                </div>
                <ActionBar failures=failures />
                <IdsMenu failures=failures />
            </aside>
            <RetryDialog failures=failures />
        </div>
    }
}

/// The icons that only the panel has.
#[component]
fn Sprite() -> impl IntoView {
    view! {
        <svg class="sprite" aria-hidden="true">
            <symbol id="i-person" viewBox="0 0 16 16">
                <circle cx="8" cy="5" r="2.800"></circle>
                <path d="M3 14c0-3 2-4.500 5-4.500s5 1.500 5 4.500"></path>
            </symbol>
            <symbol id="i-pause" viewBox="0 0 16 16">
                <circle cx="8" cy="8" r="6.200"></circle>
                <path d="M6.500 5.500v5M9.500 5.500v5"></path>
            </symbol>
            <symbol id="i-stop" viewBox="0 0 16 16">
                <circle cx="8" cy="8" r="6.200"></circle>
                <path fill="currentColor" d="M6.500 6.500h3v3h-3Z"></path>
            </symbol>
            <symbol id="i-block" viewBox="0 0 16 16">
                <path
                    fill="currentColor"
                    stroke="none"
                    d="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1Z"
                ></path>
                <path class="cut" d="M5 8h6"></path>
            </symbol>
            <symbol id="i-up" viewBox="0 0 16 16">
                <path d="m4.500 9.500 3.500-3.500 3.500 3.500"></path>
            </symbol>
            <symbol id="i-retry" viewBox="0 0 16 16">
                <path d="M3 8a5 5 0 1 0 1.700-3.700M3 2.500v3h3"></path>
            </symbol>
            <symbol id="i-bell" viewBox="0 0 16 16">
                <path d="M4 11V7a4 4 0 0 1 8 0v4l1 1H3ZM6.800 14h2.400"></path>
            </symbol>
        </svg>
    }
}
