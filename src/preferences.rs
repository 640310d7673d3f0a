//! What somebody prefers, as long as the page lives and, where the browser keeps it, longer.
//!
//! `boot.js` reads what is kept before anything is painted, and gives the page its look; the rest is done here.

use std::cell::RefCell;
use std::time::Duration;

use js_sys::Reflect;
use model::preferences::Preferences;

use crate::{browser, json, zone};

thread_local! {
    static CHOSEN: RefCell<Preferences> = RefCell::default();
}

/// Takes over what was chosen at an earlier visit.
pub fn begin() {
    let kept = Reflect::get(&js_sys::global(), &"preferences".into()).unwrap_or_default();
    let read = Preferences::read(&json::read(&kept));
    let known = |name: Option<String>| name.filter(|name| zone::is_known(name));
    let (zone, zoneless) = (known(read.zone.clone()), known(read.zoneless.clone()));
    CHOSEN.set(Preferences { zone, zoneless, ..read });
    CHOSEN.with_borrow(show_times);
}

/// What is chosen.
pub fn chosen() -> Preferences {
    CHOSEN.with_borrow(Clone::clone)
}

/// How long to wait between two answers, where somebody has chosen it.
pub fn interval() -> Option<Duration> {
    CHOSEN.with_borrow(|chosen| chosen.interval)
}

/// Chooses, and keeps that where the browser lets us. What is on the page is not shown anew by this.
pub fn choose(chosen: Preferences) {
    show_times(&chosen);
    if let Some(storage) = browser::local_storage() {
        // A storage that is full or forbidden keeps nothing; then it holds for this visit.
        let _ = storage.set_item(&browser::storage_name("preferences"), &chosen.to_json());
    }
    CHOSEN.set(chosen);
}

fn show_times(chosen: &Preferences) {
    zone::show_in(chosen.zone.as_deref());
    zone::assume(chosen.zoneless.as_deref());
}
