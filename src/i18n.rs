//! The locale of the page in a signal: what shows texts or times reads it and follows it.
//!
//! Components find the signal in the context. [`current`] and [`untracked`] are for code that is no component yet, and
//! that runs where there is no owner: in listeners and tasks.

use std::cell::Cell;

use leptos::prelude::*;
use model::locale::{Locale, Translations};
use model::preferences::Preferences;
use model::zone::Zone;

use crate::zone;

thread_local! {
    static LOCALE: Cell<Option<RwSignal<Locale>>> = const { Cell::new(None) };
}

/// Provides the locale to everything below the current owner.
pub fn provide(translations: Translations, preferences: &Preferences) {
    let (zone, assumed_zone) = zones(preferences);
    let locale = RwSignal::new(Locale { translations, zone, assumed_zone });
    provide_context(locale);
    LOCALE.set(Some(locale));
}

/// The locale, for a component. Without one it is English; `expect_context` would print, and bring 3 kB for that.
pub fn use_locale() -> RwSignal<Locale> {
    use_context().unwrap_or_else(|| RwSignal::new(Locale::default()))
}

/// A text in the language of the page, by the English one: `translated(word!("Close"))`. All of them are of one type, so that
/// the code that follows the language is there once.
pub fn translated(
    english: &'static str,
) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let locale = use_locale();
    move || locale.read().text(english)
}

/// The locale, which the effect that this is called in follows.
pub fn current() -> Locale {
    LOCALE.get().map(|locale| locale.get()).unwrap_or_default()
}

/// The locale as it is now.
pub fn untracked() -> Locale {
    LOCALE.get().map(|locale| locale.get_untracked()).unwrap_or_default()
}

/// Gives the page another language.
pub fn set_translations(translations: Translations) {
    set(Locale { translations, ..untracked() });
}

/// Gives the page the zones that are chosen.
pub fn set_zones(chosen: &Preferences) {
    let (zone, assumed_zone) = zones(chosen);
    set(Locale { zone, assumed_zone, ..untracked() });
}

/// What is shown in the same locale already is left alone.
fn set(locale: Locale) {
    if let Some(signal) = LOCALE.get()
        && signal.with_untracked(|current| *current != locale)
    {
        signal.set(locale);
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
