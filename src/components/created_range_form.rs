//! A fixed range of creation times, typed in the zone of the page and sent in UTC.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::locale::Locale;
use model::query::Created;
use model::time::to_api;
use model::tr;
use model::zone::Zone;

use super::fill::{Fill, Part, present};
use super::markup::{Markup, field_value};
use crate::effect::follow;
use crate::i18n;

/// Binds the form with its two fields, each of which may stay empty. `created` is the range in force, and
/// `on_apply` is called with the one that was typed.
pub fn bind_created_range_form(
    created: impl Fn() -> Created + 'static,
    now: ReadSignal<DateTime<Utc>>,
    on_apply: impl Fn(Created) + 'static,
) {
    let typed = RwSignal::new(Typed::default());
    // The fields follow the URL and the zone until somebody types into them.
    let mut translations = i18n::untracked().translations;
    follow(move || {
        let (from, to) = sides(created());
        let locale = i18n::current();
        // Another language leaves alone what is typed.
        if std::mem::replace(&mut translations, locale.translations) != locale.translations {
            return;
        }
        let shown = |side: Instant| side.map(|at| locale.zone.field_value(at)).unwrap_or_default();
        typed.set(Typed { from: shown(from), to: shown(to) });
    });
    let form = Markup::of_page(".range-form");
    form.on("input", "[name=from]", move |event| {
        typed.update(|typed| typed.from = field_value(&event));
    });
    form.on("input", "[name=to]", move |event| {
        typed.update(|typed| typed.to = field_value(&event));
    });
    form.on("click", ".range-now", move |_| {
        typed.update(|typed| typed.to = i18n::untracked().zone.field_value(now.get_untracked()));
    });
    form.on("submit", "", move |event| {
        event.prevent_default();
        let range = typed.with_untracked(|typed| typed.range(&i18n::untracked().zone));
        if !range.is_reversed() {
            on_apply(if sides(range) == (None, None) { Created::Any } else { range });
        }
    });
    form.show(move |locale| {
        typed.with(|typed| fills(locale, typed, locale.zone.name_at(now.get_untracked())))
    });
}

/// What the two fields hold.
#[derive(Clone, Default)]
struct Typed {
    from: String,
    to: String,
}

impl Typed {
    fn range(&self, zone: &Zone) -> Created {
        Created::Between { from: zone.read_field(&self.from), to: zone.read_field(&self.to) }
    }
}

fn fills(locale: &Locale, typed: &Typed, zone_name: String) -> Vec<Fill> {
    let range = typed.range(&locale.zone);
    let error = if range.is_reversed() { tr!(locale, "From must be before To.") } else { "" };
    vec![
        (".zone", Part::Text, zone_name),
        ("[name=from]", Part::Value, typed.from.clone()),
        ("[name=to]", Part::Value, typed.to.clone()),
        (".range-error", Part::Text, error.to_owned()),
        (".range-sent", Part::Text, sent_words(locale, range)),
        (".primary", Part::Attribute("disabled"), present(range.is_reversed())),
    ]
}

type Instant = Option<DateTime<Utc>>;

fn sides(created: Created) -> (Instant, Instant) {
    match created {
        Created::Between { from, to } => (from, to),
        Created::Any | Created::Last(_) => (None, None),
    }
}

fn sent_words(locale: &Locale, range: Created) -> String {
    let words = |instant: Option<_>| instant.map_or_else(|| tr!(locale, "open").to_owned(), to_api);
    match sides(range) {
        (None, None) => tr!(locale, "Any time").to_owned(),
        (from, to) => tr!(locale, "Sent as {from} – {to}", from = words(from), to = words(to)),
    }
}
