//! The filters: type, creation time, status. Every change acts at once and is one step back in the
//! history; only a range typed by hand waits for Apply.

use chrono::{DateTime, Utc};
use leptos::ev;
use leptos::prelude::*;
use model::format::Zone;
use model::location::Location;
use model::query::ListQuery;
use model::status::BatchStatus;

use super::created_menu::CreatedMenu;
use super::icon::icon;
use super::status_look::{status_look, status_word};
use super::task_row::type_name;

/// The documented types; any other can be typed.
const SUGGESTED_TYPES: [&str; 2] = ["polarclaw_install_skills", "polarclaw_uninstall_skills"];

/// The row of filters.
#[component]
pub fn FilterBar(
    /// The view that is asked for.
    location: ReadSignal<Location>,
    /// The zone in which a range is typed.
    zone: Zone,
    /// The clock.
    now: ReadSignal<DateTime<Utc>>,
    /// Called with a view to go to.
    on_navigate: impl Fn(Location) + Copy + Send + 'static,
) -> impl IntoView {
    let change = move |query: ListQuery| {
        on_navigate(location.with_untracked(|location| location.with_query(query)));
    };
    let reset = move || {
        location.with(|location| {
            location.query.is_filtered().then(|| {
                let href = location.with_query(location.query.without_filters()).href();
                view! { <a class="button quiet" href=href>"Reset"</a> }
            })
        })
    };
    let chips: Vec<_> =
        BatchStatus::ALL.into_iter().map(|status| chip(status, location, change)).collect();
    view! {
        <div class="filters" role="group" aria-label="Filters">
            {task_type(location, change)}
            <CreatedMenu location zone now on_change=change/>
            <span class="divider"></span>
            <div class="chips" role="group" aria-label="Status">{chips}</div>
            {reset}
        </div>
    }
}

/// Free text, because the set of types is open. Enter, a suggestion or leaving the field applies it.
fn task_type(
    location: ReadSignal<Location>,
    change: impl Fn(ListQuery) + 'static,
) -> impl IntoView {
    let value =
        move || location.with(|location| location.query.task_type.clone().unwrap_or_default());
    let apply = move |event: ev::Targeted<ev::Event, web_sys::HtmlInputElement>| {
        let query = location.with_untracked(|location| location.query.clone());
        change(query.with_task_type(Some(&event.target().value())));
    };
    let options: Vec<_> = SUGGESTED_TYPES
        .into_iter()
        .map(|name| view! { <option value=name>{type_name(name)}</option> })
        .collect();
    let is_set = move || location.with(|location| location.query.task_type.is_some().then_some(""));
    view! {
        <label class="field combo" data-set=is_set>
            <span class="field-label">"Type"</span>
            <input
                type="text"
                name="type"
                list="task-types"
                placeholder="Any"
                autocomplete="off"
                spellcheck="false"
                maxlength="256"
                prop:value=value
                on:change:target=apply
            />
        </label>
        <datalist id="task-types">{options}</datalist>
    }
}

fn chip(
    status: BatchStatus,
    location: ReadSignal<Location>,
    change: impl Fn(ListQuery) + 'static,
) -> impl IntoView {
    let is_on = move || location.with(|location| location.query.statuses.contains(status));
    let (tone, symbol) = status_look(status);
    let toggle = move |_| {
        change(location.with_untracked(|location| location.query.with_status_toggled(status)));
    };
    view! {
        <button
            type="button"
            class="chip"
            data-status=status.api_name()
            aria-pressed=move || if is_on() { "true" } else { "false" }
            on:click=toggle
        >
            <span class="badge" data-tone=tone>{icon(symbol)}</span>
            {status_word(status)}
            <span class="chip-check">{icon("i-check")}</span>
        </button>
    }
}
