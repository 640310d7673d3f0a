//! The one clock of the page, which goes by the server's.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use model::clock_offset::{Dated, refined};

use crate::guards::Timer;

/// The server's time, once a second, as long as the owner that made it lives.
#[derive(Clone, Copy)]
pub struct Clock {
    now: RwSignal<DateTime<Utc>>,
    offset: StoredValue<TimeDelta>,
    /// What the last reply told.
    told: StoredValue<Option<Dated>>,
    timer: StoredValue<Option<Timer>, LocalStorage>,
}

/// The instant by the browser's clock.
pub fn browser_time() -> DateTime<Utc> {
    instant_of(js_sys::Date::now())
}

/// The instant this many milliseconds after 1970 began.
pub fn instant_of(milliseconds: f64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(milliseconds as i64).unwrap_or_default()
}

/// The instant that a header such as `Date` names.
pub fn read_date(text: &str) -> Option<DateTime<Utc>> {
    // Browsers read almost anything.
    if !text.trim_end().ends_with("GMT") {
        return None;
    }
    let milliseconds = js_sys::Date::parse(text);
    if milliseconds.is_nan() { None } else { DateTime::from_timestamp_millis(milliseconds as i64) }
}

impl Clock {
    /// Begins to tick, by the browser's clock until the server's is known.
    pub fn ticking() -> Self {
        let clock = Self {
            now: RwSignal::new(browser_time()),
            offset: StoredValue::new(TimeDelta::zero()),
            told: StoredValue::new(None),
            timer: StoredValue::new_local(None),
        };
        clock.tick_later();
        clock
    }

    /// The time at the last tick.
    pub fn now(self) -> ReadSignal<DateTime<Utc>> {
        self.now.read_only()
    }

    /// The time at this instant.
    pub fn instant(self) -> DateTime<Utc> {
        browser_time() + self.offset()
    }

    /// How far the server's clock is ahead of the browser's.
    pub fn offset(self) -> TimeDelta {
        self.offset.get_value()
    }

    /// Follows the server's clock, as a reply tells it.
    pub fn learn(self, dated: Dated) {
        let offset = self.offset();
        let learned = refined(offset, dated, self.told.get_value());
        self.told.set_value(Some(dated));
        if learned != offset {
            self.offset.set_value(learned);
            self.now.set(self.instant());
        }
    }

    fn tick_later(self) {
        let timer = Timer::after(Duration::from_secs(1), move || {
            self.now.set(self.instant());
            self.tick_later();
        });
        self.timer.set_value(timer);
    }
}
