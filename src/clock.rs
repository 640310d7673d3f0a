//! The one clock of the page.

use std::time::Duration;

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::browser::{self, Timer};

/// The time, once a second, as long as the owner that made it lives.
#[derive(Clone, Copy)]
pub struct Clock {
    now: RwSignal<DateTime<Utc>>,
    timer: StoredValue<Option<Timer>, LocalStorage>,
}

impl Clock {
    /// Begins to tick.
    pub fn ticking() -> Self {
        let clock =
            Self { now: RwSignal::new(browser::now()), timer: StoredValue::new_local(None) };
        clock.tick_later();
        clock
    }

    /// The time at the last tick.
    pub fn now(self) -> ReadSignal<DateTime<Utc>> {
        self.now.read_only()
    }

    fn tick_later(self) {
        let timer = Timer::after(Duration::from_secs(1), move || {
            self.now.set(browser::now());
            self.tick_later();
        });
        self.timer.set_value(timer);
    }
}
