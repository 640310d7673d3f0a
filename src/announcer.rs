//! What is said to those who do not see the page: one sentence for what changed, however much changes at once.

use std::time::Duration;

use leptos::prelude::*;

use crate::browser::Timer;
use crate::components::fill::Part;
use crate::components::markup::Markup;
use crate::effect::follow;
use crate::i18n;

/// Of changes that come closer together, the last one is told.
const DEBOUNCE: Duration = Duration::from_secs(1);

/// The page's live region.
#[derive(Clone, Copy)]
pub struct Announcer(StoredValue<Option<Timer>, LocalStorage>);

impl Announcer {
    /// Nothing to say yet. What was said, or was going to be, in another language is not left for who reads the page by
    /// ear.
    pub fn new() -> Self {
        let announcer = Self(StoredValue::new_local(None));
        follow(move || {
            i18n::current();
            announcer.0.set_value(None);
            Part::Text.set(&Markup::of_page(".spoken").0, "");
        });
        announcer
    }

    /// Says a sentence soon, in place of one that was not said yet.
    pub fn say(self, sentence: String) {
        self.0.set_value(Timer::after(DEBOUNCE, move || show(sentence)));
    }
}

/// The same sentence once more is a change only with something else in it, which nobody hears.
fn show(mut sentence: String) {
    const UNHEARD: char = '\u{a0}';
    let place = Markup::of_page(".spoken").0;
    if place.text_content().as_deref() == Some(&*sentence) {
        sentence.push(UNHEARD);
    }
    Part::Text.set(&place, &sentence);
}

impl Default for Announcer {
    fn default() -> Self {
        Self::new()
    }
}
