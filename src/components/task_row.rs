//! One batch task as a row of the table, or as a card where the table is narrow.

use chrono::{DateTime, Utc};
use leptos::either::Either;
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
    pub now: ReadSignal<DateTime<Utc>>,
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
fn time(timestamp: &Timestamp, context: RowContext) -> impl IntoView + use<> {
    let (quiet, loud, title) = match timestamp {
        Timestamp::Absent => (NOTHING.to_owned(), String::new(), String::new()),
        Timestamp::Unreadable(received) => (String::new(), received.clone(), received.clone()),
        Timestamp::Read { instant, zone_stated, received } => {
            let shown = context.zone.clock_time(*instant, context.now.get_untracked());
            let assumed = if *zone_stated { "" } else { ", assumed UTC" };
            let title = format!("{}; received: {received}{assumed}", context.zone.full(*instant));
            (shown.day + " ", shown.time, title)
        }
    };
    view! { <span title=title><span class="quiet">{quiet}</span>{loud}</span> }
}

/// The time elapsed follows the clock; the time that a finished batch took does not.
fn duration(duration: Duration, now: ReadSignal<DateTime<Utc>>) -> impl IntoView {
    match duration {
        Duration::Took(length) => Either::Left(format::duration(length)),
        Duration::Since(begin) => Either::Right(move || format::duration(now.get() - begin)),
        Duration::Unknown => Either::Left(NOTHING.to_owned()),
        Duration::Negative => Either::Left("ends before it begins".to_owned()),
    }
}

/// The known types by their names, any other as it came.
fn task_type(raw: &str) -> impl IntoView + use<> {
    let name = type_name(raw);
    let is_known = name.is_some();
    let shown = name.unwrap_or(if raw.is_empty() { NOTHING } else { raw }).to_owned();
    let class = if is_known { "type" } else { "type raw" };
    view! { <span class=class title=raw.to_owned()>{shown}</span> }
}

/// The name of a documented task type.
pub fn type_name(raw: &str) -> Option<&'static str> {
    match raw {
        "polarclaw_install_skills" => Some("Install skills"),
        "polarclaw_uninstall_skills" => Some("Uninstall skills"),
        _ => None,
    }
}

fn batch_id(batch_id: &str, on_copy: Callback<String>) -> impl IntoView + use<> {
    let copied = batch_id.to_owned();
    let shown = if batch_id.is_empty() { NOTHING } else { batch_id }.to_owned();
    view! {
        <code class="id">{shown}</code>
        <button
            type="button"
            class="icon-button copy"
            aria-label="Copy batch ID"
            title="Copy batch ID"
            disabled=copied.is_empty()
            on:click=move |_| on_copy.run(copied.clone())
        >
            {icon("i-copy")}
        </button>
    }
}
