//! The range of creation times: presets that slide with the clock, or a fixed range typed by hand.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::locale::Locale;
use model::location::Location;
use model::query::{Created, Span};
use model::word;
use model::words::filled;

use super::created_range_form::bind_created_range_form;
use super::fill::{Fill, Part, present};
use super::markup::{Markup, pressed};

/// The id of the popover. It closes by itself on Escape, on a click beside it and on a preset; after
/// a typed range whoever handles the change closes it.
pub const CREATED_POPOVER: &str = "created-menu";

/// The ranges that slide with the clock, as the markup has them, and no range at all.
const PRESETS: [(Created, &str); 5] = [
    (Created::Last(Span::Hour), "[data-last='1h']"),
    (Created::Last(Span::Day), "[data-last='24h']"),
    (Created::Last(Span::Week), "[data-last='7d']"),
    (Created::Last(Span::Month), "[data-last='30d']"),
    (Created::Any, "[data-last='']"),
];

/// Binds the button that names the range, and the popover to change it; `on_change` is called with the
/// new range.
pub fn bind_created_menu(
    location: ReadSignal<Location>,
    now: ReadSignal<DateTime<Utc>>,
    on_change: impl Fn(Created) + Copy + 'static,
) {
    let created = move || location.with(|location| location.query.created);
    let filters = Markup::of_page(".filters");
    filters.on("click", ".presets", move |event| {
        if let Some(preset) = pressed(&event, PRESETS) {
            on_change(preset);
        }
    });
    bind_created_range_form(created, now, on_change);
    filters.show(move |locale| fills(locale, created()));
}

fn fills(locale: &Locale, created: Created) -> Vec<Fill> {
    let mut fills = vec![
        (".created-button", Part::Attribute("data-set"), present(created != Created::Any)),
        (".created-words", Part::Text, created_words(locale, created)),
    ];
    fills.extend(PRESETS.map(|(preset, selector)| {
        (selector, Part::Attribute("aria-pressed"), (created == preset).to_string())
    }));
    fills
}

/// The range in a few words.
pub fn created_words(locale: &Locale, created: Created) -> String {
    let minute = |instant| {
        locale.zone.field_value(instant).replace('T', " ").chars().take(16).collect::<String>()
    };
    let (pattern, from, to) = match created {
        Created::Last(Span::Hour) => (word!("Last 1 h"), None, None),
        Created::Last(Span::Day) => (word!("Last 24 h"), None, None),
        Created::Last(Span::Week) => (word!("Last 7 d"), None, None),
        Created::Last(Span::Month) => (word!("Last 30 d"), None, None),
        Created::Any | Created::Between { from: None, to: None } => (word!("Any time"), None, None),
        Created::Between { from, to: None } => (word!("from {from}"), from, None),
        Created::Between { from: None, to } => (word!("to {to}"), None, to),
        Created::Between { from, to } => ("{from} – {to}", from, to),
    };
    let [from, to] = [from, to].map(|side| side.map(minute).unwrap_or_default());
    filled(locale.text(pattern), &[("from", &from), ("to", &to)])
}
