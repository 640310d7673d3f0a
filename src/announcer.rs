//! What is said to those who do not see the page: one sentence for what changed, however much changes at once.

use std::time::Duration;

use leptos::prelude::*;

use crate::browser::Timer;
use crate::components::fill::Part;
use crate::components::markup::Markup;

/// Changes that come closer together are told in the last one's sentence.
const DEBOUNCE: Duration = Duration::from_secs(1);
/// After it was said a sentence goes, so that the same one can be said again.
const STAYS: Duration = Duration::from_secs(10);

/// The page's live region.
#[derive(Clone, Copy)]
pub struct Announcer(StoredValue<Option<Timer>, LocalStorage>);

impl Announcer {
    /// Nothing to say yet.
    pub fn new() -> Self {
        Self(StoredValue::new_local(None))
    }

    /// Says a sentence soon, in place of one that was not said yet.
    pub fn say(self, sentence: String) {
        let timer = Timer::after(DEBOUNCE, move || {
            show(&sentence);
            self.0.set_value(Timer::after(STAYS, || show("")));
        });
        self.0.set_value(timer);
    }
}

fn show(sentence: &str) {
    Part::Text.set(&Markup::of_page(".spoken").0, sentence);
}

impl Default for Announcer {
    fn default() -> Self {
        Self::new()
    }
}
