//! A fixed range of creation times, typed in the zone of the page and sent in UTC.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::format::Zone;
use model::query::Created;
use model::time::to_api;

use super::markup::{Markup, field_value};
use super::part::{Part, present};

/// Binds the form with its two fields, each of which may stay empty. `created` is the range in force, and
/// `on_apply` is called with the one that was typed.
pub fn bind_created_range_form(
    form: &Markup,
    created: impl Fn() -> Created + 'static,
    zone: Zone,
    now: ReadSignal<DateTime<Utc>>,
    on_apply: impl Fn(Created) + 'static,
) {
    let shown = move |side: Instant| side.map(|at| zone.field_value(at)).unwrap_or_default();
    let from_text = RwSignal::new(String::new());
    let to_text = RwSignal::new(String::new());
    // The fields follow the URL until somebody types into them.
    Effect::new(move |_| {
        let (from, to) = sides(created());
        from_text.set(shown(from));
        to_text.set(shown(to));
    });
    let range = move || Created::Between {
        from: zone.read_field(&from_text.get()),
        to: zone.read_field(&to_text.get()),
    };
    for (name, text) in [("from", from_text), ("to", to_text)] {
        form.part(&format!("[name={name}]"))
            .follow(Part::Value, move || text.get())
            .on("input", move |event| text.set(field_value(&event)));
    }
    let is_reversed = move || range().is_reversed();
    let error = move || if is_reversed() { "From must be before To." } else { "" }.to_owned();
    form.part(".range-error").text(error);
    form.part(".primary").attribute("disabled", move || present(is_reversed()));
    form.part(".range-sent").text(move || sent_words(range()));
    form.part(".zone").text(move || zone.name_at(now.get_untracked()));
    form.part(".range-now")
        .on("click", move |_| to_text.set(zone.field_value(now.get_untracked())));
    form.on("submit", move |event| {
        event.prevent_default();
        let range = untrack(range);
        if !range.is_reversed() {
            on_apply(if sides(range) == (None, None) { Created::Any } else { range });
        }
    });
}

type Instant = Option<DateTime<Utc>>;

fn sides(created: Created) -> (Instant, Instant) {
    match created {
        Created::Between { from, to } => (from, to),
        Created::Any | Created::Last(_) => (None, None),
    }
}

fn sent_words(range: Created) -> String {
    let words = |instant: Option<_>| instant.map_or("open".to_owned(), to_api);
    match sides(range) {
        (None, None) => "Any time".to_owned(),
        (from, to) => format!("Sent as {} – {}", words(from), words(to)),
    }
}
