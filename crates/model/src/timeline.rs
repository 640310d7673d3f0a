//! The batches of a page as bars over time.
//!
//! A [`Span`] is when a batch ran, a [`Window`] the part of time that a lane shows, and [`Placed`] where the
//! one lies in the other, in ten-thousandths of the lane's width. [`ticks`] are the lines behind the bars,
//! [`wording`] what is said instead of a bar. Deliberately absent: pixels, so the least width of a bar and
//! the side of its label, and which window somebody chose.

use chrono::{DateTime, Utc};

use crate::locale::Locale;
use crate::task::{BatchTask, Duration, Standing};

pub use ticks::{Tick, ticks};
pub use window::Window;

mod ticks;
mod window;
pub mod wording;

/// When a batch ran or runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Its begin.
    pub from: DateTime<Utc>,
    /// Its end, or now while it goes on. The same as the begin where no end that makes sense is known, and
    /// where the begin lies in the future, as it does for a clock that is slow: never before the begin.
    pub to: DateTime<Utc>,
    /// The expected end, if it is later than `to`.
    pub forecast_to: Option<DateTime<Utc>>,
}

/// Where a batch lies in a window. Positions are in ten-thousandths of the lane's width, 0 to 10,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placed {
    /// At least partly in it, cut off at its edges.
    Within {
        /// The begin.
        from_permyriad: u16,
        /// The end, or now while it goes on; at least `from_permyriad`, and possibly the same.
        to_permyriad: u16,
        /// The expected end, at least `to_permyriad`.
        forecast_to_permyriad: Option<u16>,
    },
    /// Wholly before it.
    Before,
    /// Wholly after it.
    After,
    /// Nobody knows: the begin is missing or unreadable.
    Unknown,
}

impl Span {
    /// When `task` ran, seen at the instant `now`; `None` without a readable begin. Only a running batch has
    /// an expected end.
    pub fn of(
        locale: &Locale,
        task: &BatchTask,
        forecast_end: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Option<Self> {
        let from = task.begin.instant(locale)?;
        let to = match task.duration(locale) {
            Duration::Since(_) => now.max(from),
            Duration::Took(length) => from + length,
            Duration::Negative | Duration::Unknown => from,
        };
        let runs = task.standing() == Standing::Running;
        Some(Self { from, to, forecast_to: forecast_end.filter(|end| runs && *end > to) })
    }

    /// Its end, or its expected end.
    pub fn until(&self) -> DateTime<Utc> {
        self.forecast_to.unwrap_or(self.to)
    }

    /// Where it lies in `window`. One that only touches an edge lies within.
    pub fn placed(&self, window: Window) -> Placed {
        if self.until() < window.from() {
            return Placed::Before;
        }
        if self.from > window.to() {
            return Placed::After;
        }
        Placed::Within {
            from_permyriad: window.clipped(self.from),
            to_permyriad: window.clipped(self.to),
            forecast_to_permyriad: self.forecast_to.map(|end| window.clipped(end)),
        }
    }
}

/// Where `task` lies in `window`, seen at the instant `now`.
pub fn bar(
    locale: &Locale,
    task: &BatchTask,
    forecast_end: Option<DateTime<Utc>>,
    window: Window,
    now: DateTime<Utc>,
) -> Placed {
    Span::of(locale, task, forecast_end, now).map_or(Placed::Unknown, |span| span.placed(window))
}

#[cfg(test)]
mod tests;
