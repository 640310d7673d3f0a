//! How far the batch is.

use leptos::prelude::*;
use model::view::batch::pace::PaceView;
use model::view::batch::progress::{ProgressView, StateView, progress_view};
use model::word;

use super::open_batch::OpenBatch;
use super::outlook::Outlook;
use super::pace::PaceBox;
use crate::i18n::translated;
use crate::ui::icon::Icon;

/// The progress with its bar and its legend.
#[component]
pub fn Progress(
    /// The batch.
    batch: OpenBatch,
    /// What is estimated of it.
    outlook: Memo<Outlook>,
    /// How it compares with its rollout.
    pace: Memo<PaceView>,
) -> impl IntoView {
    let outlook = Memo::new(move |_| outlook.with(|outlook| outlook.text.clone()));
    let progress = batch
        .view(move |batch, locale| outlook.with(|outlook| progress_view(batch, outlook, locale)));
    view! {
        <section class="panel-progress" aria-label=translated(word!("Progress"))>
            {move || progress.with(shown)}
            <PaceBox pace=pace />
        </section>
    }
}

fn shown(progress: &ProgressView) -> impl IntoView + use<> {
    let is_indeterminate = progress.is_indeterminate;
    let segments = progress.states.iter().zip(SEGMENTS);
    let segments = segments.map(|(state, look)| view! { <Segment count=state.count look=look /> });
    let entries = progress.states.iter().cloned().map(|state| view! { <Entry state=state /> });
    view! {
        <p>
            <strong class="done">{progress.done.clone()}</strong>
            <span class="percent">{progress.percent.clone()}</span>
            <span class="outlook">{progress.outlook.clone()}</span>
        </p>
        <div
            class="segments"
            role="img"
            aria-label=progress.label.clone()
            data-tone=is_indeterminate.then_some("indeterminate")
        >
            {segments.collect_view()}
        </div>
        <ul class="panel-legend">{entries.collect_view()}</ul>
        <p class="panel-flaws badge" data-tone="warn" hidden=progress.flaws.is_empty()>
            <Icon name="i-warn" />
            <span>{progress.flaws.clone()}</span>
        </p>
    }
}

/// The tone and the class of each state's segment.
const SEGMENTS: [(Option<&str>, Option<&str>); 9] = [
    (Some("ok"), None),
    (Some("bad"), Some("hatched")),
    (Some("mute"), None),
    (Some("warn"), None),
    (Some("vio"), None),
    (Some("warn"), Some("hatched")),
    (Some("run"), None),
    (None, Some("open")),
    (Some("mute"), Some("unknown")),
];

/// The part of the bar that a state has.
#[component]
fn Segment(
    /// How many subtasks are in the state.
    count: u64,
    /// Tone and class.
    look: (Option<&'static str>, Option<&'static str>),
) -> impl IntoView {
    let (tone, class) = look;
    view! { <i data-tone=tone class=class hidden=count == 0 style:flex-grow=count.to_string()></i> }
}

/// A state in the legend.
#[component]
fn Entry(state: StateView) -> impl IntoView {
    view! {
        <li data-tone=state.tone hidden=!state.is_listed>
            <Icon name=state.icon />
            {state.word}
            " "
            <strong>{state.number}</strong>
        </li>
    }
}
