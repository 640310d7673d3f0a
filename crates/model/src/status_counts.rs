//! How many batches are in each status under the other filters, and when to ask for that.
//!
//! The counts are decoration beside the rows: they are asked for one after the other, much more rarely than the rows, and
//! one that is not known is left out. Counts of other filters are never shown for these.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use crate::failure::Failure;
use crate::poll::{LastOutcome, PollSettings};
use crate::status::{BatchStatus, ReportedStatus};
use crate::task::TaskPage;

/// What is counted, in this order. Of completed batches the chips tell those apart that are done in part, which PolarDB does not.
pub const COUNTED: [BatchStatus; 3] =
    [BatchStatus::Dispatching, BatchStatus::Running, BatchStatus::Failed];

const KINDS: usize = COUNTED.len();

/// Between the beginnings of two rounds.
const PERIOD: Duration = Duration::from_secs(60);
/// The same where the user asks for news.
const BY_HAND: Duration = Duration::from_secs(10);

/// The counts under filters that are identified by a key `K`.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusCounts<K> {
    key: Option<K>,
    counts: [Option<u64>; KINDS],
    /// The place of the status to ask for next; beyond the last one the round is over.
    next: usize,
    /// When the round began.
    began: Option<DateTime<Utc>>,
    /// When the next round may begin; `None` while only somebody's action can help.
    due: Option<DateTime<Utc>>,
    failures_in_a_row: u32,
    in_flight: bool,
    number: u32,
}

/// A count to ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// Of how many batches.
    pub status: BatchStatus,
    number: u32,
}

impl<K: Clone + PartialEq> StatusCounts<K> {
    /// Nothing is known yet.
    pub fn new() -> Self {
        Self {
            key: None,
            counts: [None; KINDS],
            next: KINDS,
            began: None,
            due: None,
            failures_in_a_row: 0,
            in_flight: false,
            number: 0,
        }
    }

    /// What to ask for at the instant `now`, under these filters. With other filters all begins anew, and what is in
    /// flight counts for nothing. `is_by_hand` is whether the user has asked for news since the round began.
    pub fn ask(&mut self, key: &K, now: DateTime<Utc>, is_by_hand: bool) -> Option<Question> {
        if self.key.as_ref() != Some(key) {
            *self =
                Self { key: Some(key.clone()), due: Some(now), number: self.number, ..Self::new() };
        }
        if self.in_flight {
            return None;
        }
        if self.next == KINDS {
            let by_hand = self.began.filter(|_| is_by_hand).map(|began| began + BY_HAND);
            // What the service asked for is kept, whoever wants news.
            let by_hand = by_hand.filter(|_| self.failures_in_a_row == 0 || self.due.is_none());
            let due = by_hand.or(self.due)?;
            if due > now {
                return None;
            }
            (self.next, self.began) = (0, Some(now));
        }
        self.in_flight = true;
        self.number = self.number.wrapping_add(1);
        Some(Question { status: COUNTED[self.next], number: self.number })
    }

    /// A question was answered, or was not; an answer that names no number is no count. A failure ends the round, and
    /// leaves out what it was to bring. `chance` is as for [`PollSettings::pause_after`].
    pub fn ended(
        &mut self,
        question: Question,
        outcome: Result<Option<u64>, &Failure>,
        now: DateTime<Utc>,
        chance: f64,
    ) {
        if question.number != self.number || !self.in_flight {
            return;
        }
        self.in_flight = false;
        match outcome {
            Ok(count) => {
                self.counts[self.next] = count;
                self.next += 1;
                self.failures_in_a_row = 0;
                let period = TimeDelta::from_std(PERIOD).unwrap_or_default();
                self.due = self.began.map(|began| began + period);
            }
            Err(failure) => {
                self.counts[self.next..].fill(None);
                self.next = KINDS;
                self.failures_in_a_row = self.failures_in_a_row.saturating_add(1);
                let settings = PollSettings { base: PERIOD, max: 10 * PERIOD };
                let outcome = LastOutcome::Failed { failure, in_a_row: self.failures_in_a_row };
                let pause = settings.pause_after(outcome, chance).map(|pause| pause.max(PERIOD));
                self.due = pause.and_then(|pause| Some(now + TimeDelta::from_std(pause).ok()?));
            }
        }
    }

    /// How many batches are in a status under these filters, as far as that is known.
    pub fn of(&self, key: &K, status: BatchStatus) -> Option<u64> {
        let place = COUNTED.iter().position(|counted| *counted == status)?;
        let is_meant = self.key.as_ref() == Some(key);
        self.counts[place].filter(|_| is_meant)
    }
}

/// How many batches are in a status, by a page that was filtered by it. An endpoint that does not filter tells no count.
pub fn count(page: &TaskPage, status: BatchStatus) -> Option<u64> {
    let is_meant = |reported: &ReportedStatus| *reported == ReportedStatus::Known(status);
    page.total.filter(|_| page.tasks.iter().all(|task| is_meant(&task.status)))
}

impl<K: Clone + PartialEq> Default for StatusCounts<K> {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests;
