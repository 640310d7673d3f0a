//! The locale of the page in a signal: what shows texts or times reads it and follows it.
//!
//! Components find the signal in the context; listeners and tasks, which run without an owner, are given it.

use leptos::prelude::*;
use model::locale::{Locale, Translations};
use model::preferences::Preferences;
use model::zone::Zone;

use crate::zone;

/// Provides the locale to everything below the current owner.
pub fn provide(translations: Translations, preferences: &Preferences) {
    let (zone, assumed_zone) = zones(preferences);
    provide_context(RwSignal::new(Locale { translations, zone, assumed_zone }));
}

/// The locale, for a component. Without one it is English; `expect_context` would print, which is kilobytes.
pub fn use_locale() -> RwSignal<Locale> {
    use_context().unwrap_or_default()
}

/// A text in the language of the page, by the English one: `translated(word!("Close"))`. All of them are of one type, so that
/// the code that follows the language is there once.
pub fn translated(
    english: &'static str,
) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let locale = use_locale();
    move || locale.read().text(english)
}

/// Gives the page another language.
pub fn set_translations(locale: RwSignal<Locale>, translations: Translations) {
    set(locale, Locale { translations, ..locale.get_untracked() });
}

/// Gives the page the zones that are chosen.
pub fn set_zones(locale: RwSignal<Locale>, chosen: &Preferences) {
    let (zone, assumed_zone) = zones(chosen);
    set(locale, Locale { zone, assumed_zone, ..locale.get_untracked() });
}

/// What is shown in the same locale already is left alone.
fn set(locale: RwSignal<Locale>, next: Locale) {
    if locale.get_untracked() != next {
        locale.set(next);
    }
}

fn zones(preferences: &Preferences) -> (Zone, Zone) {
    let named = |name: &Option<String>| name.as_deref().and_then(zone::named);
    let zone = named(&preferences.zone).unwrap_or_else(zone::of_browser);
    (zone, named(&preferences.zoneless).unwrap_or_default())
}

/// Chinese texts, with UTC for both zones.
#[cfg(test)]
pub(crate) fn chinese() -> Locale {
    let json = serde_json::from_str(include_str!("../locales/words-zh.json")).unwrap();
    Locale { translations: Translations::read(&json), ..Locale::default() }
}
