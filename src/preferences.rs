//! What somebody prefers, as long as the page lives and, where the browser keeps it, longer.
//!
//! `boot.js` reads what is kept before anything is painted, and gives the page its look; the rest is done here.

use js_sys::Reflect;
use leptos::prelude::*;
use model::preferences::Preferences;

use crate::{json, storage, zone};

/// Provides what was chosen at an earlier visit to everything below the current owner.
pub fn provide() -> RwSignal<Preferences> {
    let chosen = RwSignal::new(kept());
    provide_context(chosen);
    chosen
}

/// What was chosen at an earlier visit.
pub fn kept() -> Preferences {
    let kept = Reflect::get(&js_sys::global(), &"preferences".into()).unwrap_or_default();
    let read = Preferences::read(&json::read(&kept));
    let known = |name: Option<String>| name.filter(|name| zone::is_known(name));
    let (zone, zoneless) = (known(read.zone.clone()), known(read.zoneless.clone()));
    Preferences { zone, zoneless, ..read }
}

/// What is chosen, for a component. Not `expect_context`, as for the [locale](crate::i18n::use_locale).
pub fn use_preferences() -> RwSignal<Preferences> {
    use_context().unwrap_or_default()
}

/// Keeps what is chosen where the browser lets us.
pub fn keep(chosen: &Preferences) {
    if let Some(storage) = storage::local_storage() {
        // A storage that is full or forbidden keeps nothing; then it holds for this visit.
        let _ = storage.set_item(&storage::storage_name("preferences"), &chosen.to_json());
    }
}
