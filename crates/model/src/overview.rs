//! What stands above the list: how many batches need a look, and when the ended ones were created.
//!
//! [`Summary`] counts what runs and what failed lately, [`Histogram`] the ended batches of a [`Frame`] by hour or day, and a
//! [`Brush`] is the part of it that somebody chose. All of them are reckoned from plain rows, each with the instant of its creation,
//! and a [`Scope`] that says what of the list those rows are. Deliberately absent: where rows come from, requests, pixels,
//! and the words (`view::overview`).

use chrono::{DateTime, TimeDelta, Utc};

use crate::query::{Calendar, Created};
use crate::task::BatchTask;
use crate::zone::Zone;

mod brush;
mod frame;
mod histogram;
mod press;
mod summary;

pub use brush::{Brush, Handle};
pub use frame::{Frame, Unit};
pub use histogram::{Bar, Histogram, histogram};
pub use press::Press;
pub use summary::{Summary, summary};

/// A batch, and when it was created.
pub type Dated<'a> = (&'a BatchTask, DateTime<Utc>);

/// A range of creation times with both its ends.
pub type Range = (DateTime<Utc>, DateTime<Utc>);

/// Both parts, of the same rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// The counts.
    pub summary: Summary,
    /// The bars.
    pub histogram: Histogram,
}

/// When and where somebody looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moment {
    /// The time.
    pub now: DateTime<Utc>,
    /// The zone of the page: its days begin at midnight there.
    pub zone: Zone,
    /// The hour at which a working day ends.
    pub evening: u8,
}

impl Moment {
    /// Since when failures are counted: the evening of the last working day.
    pub fn since(self) -> DateTime<Utc> {
        let friday = self.resolved(Created::Calendar(Calendar::Friday));
        friday.sides(self.now).0.unwrap_or(self.now)
    }

    /// A range by days as instants.
    fn resolved(self, created: Created) -> Created {
        created.resolved(self.now, &self.zone, self.evening)
    }
}

/// What of the list some rows are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// Ranges of creation times of which every batch is among the rows, in any order.
    pub complete: Vec<Range>,
    /// The instant of the last answer: nobody knows yet what was created after it.
    pub until: DateTime<Utc>,
    /// Whether every batch that runs is among the rows, whenever it was created.
    pub knows_running: bool,
    /// Whether more is being read.
    pub is_reading: bool,
    /// Whether the rows are those of one page, because nothing else could be read.
    pub is_page: bool,
}

impl Scope {
    /// Whether every batch of a range is among the rows.
    pub fn covers(&self, range: Range) -> bool {
        self.gaps(range).is_empty()
    }

    /// What of a range is not among the rows, up to the last answer, the oldest first. The API counts by seconds, so what is
    /// shorter is no gap.
    pub fn gaps(&self, (from, to): Range) -> Vec<Range> {
        const SECOND: TimeDelta = TimeDelta::seconds(1);
        let to = to.min(self.until);
        let (mut at, mut gaps) = (from, Vec::new());
        while at < to {
            let goes_on = |(begin, end): &&Range| *begin - at <= SECOND && *end > at;
            let known_to = self.complete.iter().filter(goes_on).map(|range| range.1).max();
            if let Some(known_to) = known_to {
                at = known_to;
                continue;
            }
            let begins = self.complete.iter().map(|range| range.0);
            let next = begins.filter(|begin| *begin > at).min().map_or(to, |begin| begin.min(to));
            if next - at > SECOND {
                gaps.push((at, next));
            }
            at = next;
        }
        gaps
    }
}

#[cfg(test)]
pub(crate) mod tests;
