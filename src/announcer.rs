//! The live region: one sentence for what changed, however much changes at once.

use std::time::Duration;

use leptos::prelude::*;

use crate::browser;
use crate::guards::Timer;
use crate::i18n::use_locale;

/// Of changes that come closer together, the last one is announced.
const DEBOUNCE: Duration = Duration::from_secs(1);

/// The page's live region.
#[derive(Clone, Copy)]
pub struct Announcer {
    announced: RwSignal<String>,
    timer: StoredValue<Option<Timer>, LocalStorage>,
}

impl Announcer {
    /// Nothing to announce yet. On a language change, pending and shown announcements are cleared.
    pub fn new() -> Self {
        let locale = use_locale();
        let announced = RwSignal::new(String::new());
        let announcer = Self { announced, timer: StoredValue::new_local(None) };
        Effect::new(move |_| {
            locale.track();
            announcer.timer.set_value(None);
            announced.set(String::new());
        });
        // One element for each: others announce there, too.
        browser::mount(".spoken", move || view! { <span>{announced}</span> });
        announcer
    }

    /// Announces a sentence soon, in place of one that was not announced yet.
    pub fn say(self, sentence: String) {
        self.timer.set_value(Timer::after(DEBOUNCE, move || self.show(sentence)));
    }

    /// The same sentence once more is a change only with something else in it, which nobody hears.
    fn show(self, mut sentence: String) {
        const UNHEARD: char = '\u{a0}';
        if self.announced.with_untracked(|announced| *announced == sentence) {
            sentence.push(UNHEARD);
        }
        self.announced.set(sentence);
    }
}

impl Default for Announcer {
    fn default() -> Self {
        Self::new()
    }
}
