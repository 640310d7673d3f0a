//! What somebody prefers, as long as the page lives and, where the browser keeps it, longer.
//!
//! `boot.js` reads what is kept before anything is painted, and gives the page its look; the rest is done here.

use std::time::Duration;

use js_sys::Reflect;
use leptos::prelude::*;
use model::preferences::Preferences;

use crate::{browser, json, zone};

thread_local! {
    static CHOSEN: ArcRwSignal<Preferences> = ArcRwSignal::new(Preferences::default());
}

/// Takes over what was chosen at an earlier visit.
pub fn begin() {
    let kept = Reflect::get(&js_sys::global(), &"preferences".into()).unwrap_or_default();
    let read = Preferences::read(&json::read(&kept));
    let known = |name: Option<String>| name.filter(|name| zone::is_known(name));
    let (zone, zoneless) = (known(read.zone.clone()), known(read.zoneless.clone()));
    CHOSEN.with(|chosen| chosen.set(Preferences { zone, zoneless, ..read }));
}

/// What is chosen, which the effect that this is called in follows.
pub fn current() -> Preferences {
    CHOSEN.with(Get::get)
}

/// What is chosen now.
pub fn chosen() -> Preferences {
    CHOSEN.with(GetUntracked::get_untracked)
}

/// How long to wait between two answers, where somebody has chosen it.
pub fn interval() -> Option<Duration> {
    chosen().interval
}

/// Chooses, and keeps that where the browser lets us.
pub fn choose(next: Preferences) {
    if let Some(storage) = browser::local_storage() {
        // A storage that is full or forbidden keeps nothing; then it holds for this visit.
        let _ = storage.set_item(&browser::storage_name("preferences"), &next.to_json());
    }
    CHOSEN.with(|chosen| chosen.set(next));
}
