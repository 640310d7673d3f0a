//! The filters: type, creation time, status. Every change acts at once and is one step back in the
//! history; only a range typed by hand waits for Apply.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::format::Zone;
use model::location::Location;
use model::query::ListQuery;
use model::status::BatchStatus;

use super::created_menu::bind_created_menu;
use super::markup::{Markup, field_value};
use super::part::{Part, present};

/// Binds the row of filters of the view at `location`; `on_navigate` is called with a view to go to.
pub fn bind_filter_bar(
    location: ReadSignal<Location>,
    zone: Zone,
    now: ReadSignal<DateTime<Utc>>,
    on_navigate: impl Fn(Location) + Copy + 'static,
) {
    let change = move |query: ListQuery| {
        on_navigate(location.with_untracked(|location| location.with_query(query)));
    };
    let filters = Markup::of_page(".filters");
    bind_task_type(&filters.part(".combo"), location, change);
    bind_created_menu(location, zone, now, change);
    for status in BatchStatus::ALL {
        bind_chip(&filters, status, location, change);
    }
    let is_filtered = move || location.with(|location| location.query.is_filtered());
    let reset = move || {
        location.with(|location| location.with_query(location.query.without_filters()).href())
    };
    filters
        .part(".reset")
        .attribute("hidden", move || present(!is_filtered()))
        .attribute("href", reset);
}

/// Free text, because the set of types is open. Enter, a suggestion or leaving the field applies it.
fn bind_task_type(
    field: &Markup,
    location: ReadSignal<Location>,
    change: impl Fn(ListQuery) + 'static,
) {
    let task_type =
        move || location.with(|location| location.query.task_type.clone().unwrap_or_default());
    field.attribute("data-set", move || present(!task_type().is_empty()));
    field.part("input").follow(Part::Value, task_type).on("change", move |event| {
        let query = location.with_untracked(|location| location.query.clone());
        change(query.with_task_type(Some(&field_value(&event))));
    });
}

fn bind_chip(
    filters: &Markup,
    status: BatchStatus,
    location: ReadSignal<Location>,
    change: impl Fn(ListQuery) + 'static,
) {
    let is_on = move || location.with(|location| location.query.statuses.contains(status));
    filters
        .part(&format!("[data-status={}]", status.api_name()))
        .attribute("aria-pressed", move || is_on().to_string())
        .on("click", move |_| {
            change(location.with_untracked(|location| location.query.with_status_toggled(status)));
        });
}
