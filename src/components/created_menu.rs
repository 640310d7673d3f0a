//! The range of creation times: presets that slide with the clock, or a fixed range typed by hand.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::format::Zone;
use model::location::Location;
use model::query::{Created, ListQuery, Span};

use super::created_range_form::bind_created_range_form;
use super::markup::Markup;
use super::part::present;

/// The id of the popover. It closes by itself on Escape, on a click beside it and on a preset; after
/// a typed range whoever handles the change closes it.
pub const CREATED_POPOVER: &str = "created-menu";

/// Binds the button that names the range, and the popover to change it; `on_change` is called with the
/// query that has the new range.
pub fn bind_created_menu(
    location: ReadSignal<Location>,
    zone: Zone,
    now: ReadSignal<DateTime<Utc>>,
    on_change: impl Fn(ListQuery) + Copy + 'static,
) {
    let created = move || location.with(|location| location.query.created);
    let choose = move |created: Created| {
        on_change(location.with_untracked(|location| location.query.with_created(created)));
    };
    let button = Markup::of_page(".created-button");
    button.attribute("data-set", move || present(created() != Created::Any));
    button.part(".created-words").text(move || created_words(created(), zone));
    let menu = Markup::of_page(".created");
    for preset in Span::ALL.map(Created::Last).into_iter().chain([Created::Any]) {
        let name = match preset {
            Created::Last(span) => span.name(),
            Created::Any | Created::Between { .. } => "",
        };
        menu.part(&format!("[data-last='{name}']"))
            .attribute("aria-pressed", move || (created() == preset).to_string())
            .on("click", move |_| choose(preset));
    }
    bind_created_range_form(&menu.part("form"), created, zone, now, choose);
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
