//! That everything on the page is shown in another way: in another language, or with times of another zone.

use std::cell::Cell;

use leptos::prelude::{Get, RwSignal, Update};

thread_local! {
    static VERSION: Cell<Option<RwSignal<u32>>> = const { Cell::new(None) };
}

/// Counts the ways from now on, as long as the current owner lives.
pub fn begin() {
    VERSION.set(Some(RwSignal::new(0)));
}

/// The way in which things are shown. What reads it in an effect shows itself anew when it changes.
pub fn version() -> u32 {
    VERSION.get().map_or(0, |version| version.get())
}

/// Shows everything anew.
pub fn show_anew() {
    if let Some(version) = VERSION.get() {
        version.update(|version| *version = version.wrapping_add(1));
    }
}
