//! The range of creation times: presets that slide with the clock, or a fixed range typed by hand.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::format::Zone;
use model::location::Location;
use model::query::{Created, ListQuery, Span};

use super::created_range_form::CreatedRangeForm;
use super::icon::icon;

/// The id of the popover. It closes by itself on Escape, on a click beside it and on a preset; after
/// a typed range whoever handles the change closes it.
pub const CREATED_POPOVER: &str = "created-menu";

/// The button that names the range, and the popover to change it.
#[component]
pub fn CreatedMenu(
    /// The view that is asked for.
    location: ReadSignal<Location>,
    /// The zone in which a range is typed.
    zone: Zone,
    /// The clock.
    now: ReadSignal<DateTime<Utc>>,
    /// Called with the query that has the new range.
    on_change: impl Fn(ListQuery) + Copy + 'static,
) -> impl IntoView {
    let created = move || location.with(|location| location.query.created);
    let is_set = move || (created() != Created::Any).then_some("");
    let choose = move |created: Created| {
        on_change(location.with_untracked(|location| location.query.with_created(created)));
    };
    let presets: Vec<_> = Span::ALL
        .map(Created::Last)
        .into_iter()
        .chain([Created::Any])
        .map(|preset| preset_button(preset, created, choose))
        .collect();
    view! {
        <button type="button" class="field menu-button created-button" data-set=is_set popovertarget=CREATED_POPOVER>
            {icon("i-calendar")}
            <span class="field-label">"Created"</span>
            <span>{move || created_words(created(), zone)}</span>
            {icon("i-down")}
        </button>
        <div id=CREATED_POPOVER class="popover created" popover="auto">
            <div class="presets">{presets}</div>
            <CreatedRangeForm created zone now popover=CREATED_POPOVER on_apply=choose/>
        </div>
    }
}

fn preset_button(
    preset: Created,
    created: impl Fn() -> Created + Send + 'static,
    choose: impl Fn(Created) + 'static,
) -> impl IntoView {
    let is_current = move || if created() == preset { "true" } else { "false" };
    view! {
        <button
            type="button"
            class="item"
            popovertarget=CREATED_POPOVER
            popovertargetaction="hide"
            aria-pressed=is_current
            on:click=move |_| choose(preset)
        >
            <span>{created_words(preset, Zone::UTC)}</span>
            <span class="item-check">{icon("i-check")}</span>
        </button>
    }
}

/// The range in a few words.
fn created_words(created: Created, zone: Zone) -> String {
    let minute = |instant| zone.field_value(instant).replace('T', " ")[..16].to_owned();
    match created {
        Created::Any => "Any time".to_owned(),
        Created::Last(Span::Hour) => "Last 1 h".to_owned(),
        Created::Last(Span::Day) => "Last 24 h".to_owned(),
        Created::Last(Span::Week) => "Last 7 d".to_owned(),
        Created::Last(Span::Month) => "Last 30 d".to_owned(),
        Created::Between { from, to } => match (from.map(minute), to.map(minute)) {
            (Some(from), Some(to)) => format!("{from} – {to}"),
            (Some(from), None) => format!("from {from}"),
            (None, Some(to)) => format!("to {to}"),
            (None, None) => "Any time".to_owned(),
        },
    }
}
