//! One batch task as a row of the table, or as a card where the table is narrow.

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use model::format::{self, NOTHING, Zone};
use model::task::{BatchTask, Duration};
use model::time::Timestamp;

use super::icon::icon;
use super::progress_bar::progress;
use super::status_badge::status_badge;

/// What a row needs besides its task.
#[derive(Clone, Copy)]
pub struct RowContext {
    /// The zone of all times.
    pub zone: Zone,
    /// The clock, once a second.
    pub now: Signal<DateTime<Utc>>,
    /// Called with the `BatchId` to copy.
    pub on_copy: Callback<String>,
}

/// A row. It is drawn anew when its task changes; only the time elapsed follows the clock.
pub fn task_row(task: &BatchTask, context: RowContext) -> impl IntoView + use<> {
    let name = if task.task_name.is_empty() { NOTHING.to_owned() } else { task.task_name.clone() };
    let title = name.clone();
    view! {
        <tr role="row" class="row">
            <th role="rowheader" scope="row" class="cell-task">
                <span class="name" dir="auto" title=title>{name}</span>
                {flaws(task)}
            </th>
            <td role="cell" class="cell-status">{status_badge(task)}</td>
            <td role="cell" class="cell-progress">{progress(task)}</td>
            <td role="cell" class="cell-began">{time(&task.begin, context)}</td>
            <td role="cell" class="cell-duration">{duration(task.duration(), context.now)}</td>
            <td role="cell" class="cell-ends">{time(task.ended(), context)}</td>
            <td role="cell" class="cell-type">{task_type(&task.task_type)}</td>
            <td role="cell" class="cell-id">{batch_id(&task.batch_id, context.on_copy)}</td>
        </tr>
    }
}

fn flaws(task: &BatchTask) -> Option<impl IntoView + use<>> {
    (!task.flaws.is_empty()).then(|| {
        let text = format!("Not readable: {}", task.flaws.join(", "));
        let title = text.clone();
        view! {
            <span class="badge" data-tone="warn" title=title>
                {icon("i-warn")}
                <span class="unseen">{text}</span>
            </span>
        }
    })
}

/// The day is quiet and the time is not. The title has the whole time, and what came.
fn time(timestamp: &Timestamp, context: RowContext) -> AnyView {
    match timestamp {
        Timestamp::Absent => view! { <span class="quiet">{NOTHING}</span> }.into_any(),
        Timestamp::Unreadable(received) => view! { <span>{received.clone()}</span> }.into_any(),
        Timestamp::Read { instant, zone_stated, received } => {
            let shown = context.zone.clock_time(*instant, context.now.get_untracked());
            let assumed = if *zone_stated { "" } else { ", assumed UTC" };
            let title = format!("{}; received: {received}{assumed}", context.zone.full(*instant));
            view! {
                <span title=title>
                    <span class="quiet day">{shown.day}" "</span>
                    {shown.time}
                </span>
            }
            .into_any()
        }
    }
}

fn duration(duration: Duration, now: Signal<DateTime<Utc>>) -> AnyView {
    match duration {
        Duration::Took(length) => format::duration(length).into_any(),
        Duration::Since(begin) => {
            (move || format::duration((now.get() - begin).max(TimeDelta::zero()))).into_any()
        }
        Duration::Unknown => NOTHING.into_any(),
        Duration::Negative => view! {
            <span class="badge" data-tone="warn" title="Ends before it begins">
                {NOTHING}
                {icon("i-warn")}
                <span class="unseen">"ends before it begins"</span>
            </span>
        }
        .into_any(),
    }
}

/// The known types by their names, any other as it came.
fn task_type(raw: &str) -> impl IntoView + use<> {
    let name = type_name(raw);
    let is_known = name.is_some();
    let shown = name.unwrap_or(if raw.is_empty() { NOTHING } else { raw }).to_owned();
    view! { <span class="type" class:raw=!is_known title=raw.to_owned()>{shown}</span> }
}

/// The name of a documented task type.
pub fn type_name(raw: &str) -> Option<&'static str> {
    match raw {
        "polarclaw_install_skills" => Some("Install skills"),
        "polarclaw_uninstall_skills" => Some("Uninstall skills"),
        _ => None,
    }
}

fn batch_id(batch_id: &str, on_copy: Callback<String>) -> AnyView {
    if batch_id.is_empty() {
        return view! { <span class="quiet">{NOTHING}</span> }.into_any();
    }
    let copied = batch_id.to_owned();
    view! {
        <code class="id">{batch_id.to_owned()}</code>
        <button
            type="button"
            class="icon-button copy"
            aria-label="Copy batch ID"
            title="Copy batch ID"
            on:click=move |_| on_copy.run(copied.clone())
        >
            {icon("i-copy")}
        </button>
    }
    .into_any()
}
