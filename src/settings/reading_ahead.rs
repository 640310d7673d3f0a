//! Whether tasks are read ahead, so that search and sort have all of them. The browser keeps it where somebody switched it off.

use leptos::prelude::*;

use crate::pages::control_inputs::ControlInputs;
use crate::storage;

/// The name in the browser's storage, and what is kept there.
const NAME: &str = "index";
const OFF: &str = "off";

/// The choice.
#[derive(Clone, Copy)]
pub struct ReadingAhead(RwSignal<bool>);

impl ReadingAhead {
    /// What was chosen at an earlier visit.
    pub fn of_page() -> Self {
        let is_on = ControlInputs::of_page().reads_ahead;
        let kept = storage::local_storage()
            .and_then(|storage| storage.get_item(&storage::storage_name(NAME)).ok()?);
        is_on.set(kept.as_deref() != Some(OFF));
        Self(is_on)
    }

    /// Whether tasks are read ahead.
    pub fn is_on(self) -> ReadSignal<bool> {
        self.0.read_only()
    }

    /// Switches it on or off, and keeps that.
    pub fn switch(self, is_on: bool) {
        self.0.set(is_on);
        let Some(storage) = storage::local_storage() else { return };
        let name = storage::storage_name(NAME);
        // A storage that refuses keeps nothing; then it holds for this visit.
        let _ = if is_on { storage.remove_item(&name) } else { storage.set_item(&name, OFF) };
    }
}
