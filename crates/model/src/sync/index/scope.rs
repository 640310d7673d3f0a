//! What can be said about a range of creation times, and what reading it costs.

use chrono::{DateTime, Utc};

use super::Index;
use super::interval::Interval;
use super::job::PAGE_SIZE;
use super::live::MINUTE;
use crate::query::Created;

/// What was unfinished so many seconds before the newest page is what is unfinished: it is read each minute.
const LONGEST_AGO: i64 = 3 * MINUTE;

/// A range of creation times; a side may be open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct CreationRange {
    /// The earliest creation time.
    pub from: Option<DateTime<Utc>>,
    /// The latest creation time.
    pub to: Option<DateTime<Utc>>,
}

/// What the rows of a range that are here are of all that there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of them.
    All(u64),
    /// The newest ones.
    Newest {
        /// How many.
        count: u64,
        /// Of how many, where that is known.
        total: Option<u64>,
    },
    /// Some of them: there are others between them, or may be.
    AtLeast(u64),
}

/// What is still to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// Tasks that are not here yet; `None` where nobody knows: [`Index::measure`] asks.
    pub tasks: Option<u64>,
    /// How many calls that takes, about.
    pub calls: Option<u64>,
    /// Whether these are the most that it can be.
    pub is_most: bool,
}

/// How far the reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Tasks that are here.
    pub read: u64,
    /// Of so many that are wanted, where that is known.
    pub of: Option<u64>,
}

impl CreationRange {
    /// Any time.
    pub const ALL: Self = Self { from: None, to: None };

    /// The range that a filter means at the instant `now`. A range by days is [resolved](Created::resolved) before.
    pub fn of(created: Created, now: DateTime<Utc>) -> Self {
        let (from, to) = created.sides(now);
        Self { from, to }
    }

    pub(super) fn interval(self) -> Interval {
        let second = |side: Option<DateTime<Utc>>| side.map(|instant| instant.timestamp());
        let from = second(self.from).unwrap_or(i64::MIN);
        Interval { from, to: second(self.to).unwrap_or(i64::MAX) }
    }
}

impl Index {
    /// What the rows of a range are of all of them, as of [`Index::as_of`].
    pub fn scope(&self, range: CreationRange) -> Scope {
        let wanted = range.interval();
        let count = |range: Interval| self.store.count(range) as u64;
        // The newest second from which on every endpoint is complete.
        let mut from = Some(i64::MIN);
        for part in &self.parts {
            let to = part.newest_at.map(|newest_at| wanted.to.min(newest_at));
            let around = to.and_then(|to| part.coverage.around(to));
            from = from.and_then(|from| Some(from.max(around?.from)));
        }
        let total = self.total(wanted);
        let most = total.unwrap_or(u64::MAX);
        match from {
            Some(from) if from <= wanted.from => Scope::All(count(wanted)),
            // None would be an odd thing to say, and all would contradict.
            Some(from) if (1..most).contains(&count(Interval { from, ..wanted })) => {
                let count = count(Interval { from, ..wanted });
                Scope::Newest { count, total }
            }
            _ => Scope::AtLeast(count(wanted)),
        }
    }

    /// The ranges of creation time of which every batch is here, the oldest first. An open side is at the end of time.
    pub fn complete_ranges(&self) -> Vec<(DateTime<Utc>, DateTime<Utc>)> {
        let mut complete = vec![Interval::ALL];
        for part in &self.parts {
            let both = |known: &Interval| {
                let known = *known;
                part.coverage.iter().filter_map(move |other| known.within(other))
            };
            complete = complete.iter().flat_map(both).collect();
        }
        let instant = |second| DateTime::from_timestamp(second, 0);
        let range = |range: Interval| {
            let from = instant(range.from).unwrap_or(DateTime::<Utc>::MIN_UTC);
            (from, instant(range.to).unwrap_or(DateTime::<Utc>::MAX_UTC))
        };
        complete.into_iter().map(range).collect()
    }

    /// Whether every batch is here that has not ended, whenever it was created.
    pub fn knows_unfinished(&self) -> bool {
        self.parts.iter().all(|part| {
            let read_at = part.due.unfinished_read_at;
            part.newest_at.is_some_and(|newest_at| {
                part.coverage.contains(Interval { from: i64::MIN, to: newest_at })
                    || read_at.is_some_and(|read_at| newest_at - read_at <= LONGEST_AGO)
            })
        })
    }

    /// What is still to be read of a range.
    pub fn cost(&self, range: CreationRange) -> Cost {
        let wanted = range.interval();
        if matches!(self.scope(range), Scope::All(_)) {
            return Cost { tasks: Some(0), calls: Some(0), is_most: false };
        }
        let here = |range| self.covered(range);
        let exact = self.total(wanted).map(|total| total.saturating_sub(here(wanted)));
        let most = || Some(self.total(Interval::ALL)?.saturating_sub(here(Interval::ALL)));
        let tasks = exact.or_else(most);
        let calls = tasks.map(|tasks| tasks.div_ceil(u64::from(PAGE_SIZE)).max(1));
        Cost { tasks, calls, is_most: exact.is_none() && tasks.is_some() }
    }

    /// How far the reading of what is wanted is; `None` while nothing is.
    pub fn progress(&self) -> Option<Progress> {
        let want = self.wants.first().filter(|_| self.stopped.is_none())?;
        let of = match (self.total(want.range), want.newest) {
            (Some(total), Some(newest)) => Some(total.min(newest)),
            (total, newest) => total.or(newest),
        };
        let read = self.store.count(want.range) as u64;
        Some(Progress { read: of.map_or(read, |of| read.min(of)), of })
    }

    /// How many batches of a range there are, as the service said last.
    pub(super) fn total(&self, range: Interval) -> Option<u64> {
        self.parts.iter().map(|part| part.total(range)).sum()
    }

    /// How many rows of a range are in complete ranges.
    fn covered(&self, range: Interval) -> u64 {
        let mut count = 0;
        for (part, endpoint) in self.parts.iter().zip(0..) {
            let complete = part.coverage.iter().filter_map(|known| known.within(range));
            count += complete.map(|known| self.count(endpoint, known)).sum::<u64>();
        }
        count
    }

    /// How many rows of an endpoint were created in a range.
    pub(super) fn count(&self, endpoint: u16, range: Interval) -> u64 {
        if self.parts.len() == 1 {
            return self.store.count(range) as u64;
        }
        self.store.rows(range).filter(|row| row.endpoint == endpoint).count() as u64
    }
}
