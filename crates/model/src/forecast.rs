//! When running batches will end, judged by what this session has seen of their counts.
//!
//! The service names no rate and no expected end. A [`History`] keeps the counts of one batch as they
//! came, [`Histories`] those of all batches of the session; a [`Forecast`] is what they say, and
//! [`wording`] how it is put. What was seen on an earlier visit says nothing. The average pace since the begin is used
//! only until the session has seen some progress ([`average_end`]): the first hours say little about the next minutes.

use chrono::{DateTime, TimeDelta, Utc};

use crate::locale::Locale;
use crate::progress::Extent;
use crate::task::{BatchTask, Duration, Standing};

pub use histories::Histories;
pub use history::History;
pub use rate::Rate;

mod histories;
mod history;
mod rate;
pub mod wording;

/// What is known of the end of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forecast {
    /// Nothing is said: the batch does not run, its counts make no sense or leave nothing to do, it was
    /// not looked at for [`UNWATCHED`], or its end is further away than [`FURTHEST`].
    Unknown,
    /// It was not watched long enough, or made no progress yet.
    Estimating,
    /// It goes on, and will end about then.
    Ends {
        /// The expected end, never before the `now` that was asked for.
        at: DateTime<Utc>,
        /// From `now` to the end, never less than nothing.
        left: TimeDelta,
    },
    /// It made no progress for [`STALLED_AFTER`] or longer.
    Stalled {
        /// From the last progress that was seen, or the first look, to the last look. The time since the
        /// last look is not in it: nobody knows what happened then.
        lasting: TimeDelta,
    },
}

/// Between two counts that an end can be estimated from.
pub const SHORTEST_WATCH: TimeDelta = TimeDelta::seconds(15);
/// Without progress for this long a batch has stalled.
pub const STALLED_AFTER: TimeDelta = TimeDelta::minutes(10);
/// After this long without a look nothing is said until the next one.
pub const UNWATCHED: TimeDelta = TimeDelta::minutes(5);
/// An end further away than this is none.
pub const FURTHEST: TimeDelta = TimeDelta::days(90);

impl Forecast {
    /// The expected end, if there is one.
    pub fn end(self) -> Option<DateTime<Utc>> {
        match self {
            Self::Ends { at, .. } => Some(at),
            Self::Unknown | Self::Estimating | Self::Stalled { .. } => None,
        }
    }
}

/// When the last of all running batches of a page ends: only if each of them has an expected end, and
/// there is one at all.
pub fn last_end(running: impl IntoIterator<Item = Forecast>) -> Option<DateTime<Utc>> {
    let mut last = None;
    for forecast in running {
        last = last.max(Some(forecast.end()?));
    }
    last
}

/// When a running batch ends if it goes on at its average pace since `TaskBegin`; `None` before its first success.
pub fn average_end(locale: &Locale, task: &BatchTask, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let Duration::Since(begin) = task.duration(locale) else { return None };
    match (task.standing(), task.progress.extent()) {
        (Standing::Running, Extent::Part { success: success @ 1.., total }) if begin < now => {
            // A double is exact enough for a minute, and 128 bits are divided by a function of 2 kB.
            let needed = (now - begin).num_milliseconds() as f64 * total as f64 / success as f64;
            let is_near = needed < FURTHEST.num_milliseconds() as f64;
            let at = begin.checked_add_signed(TimeDelta::milliseconds(needed as i64))?;
            (success < total && is_near).then_some(at)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
