//! What is known of one endpoint, and what is being read of it.

use std::collections::{HashMap, VecDeque};

use chrono::{DateTime, Utc};

use super::interval::{Interval, Intervals};
use super::job::{Job, Kind, Pages};
use super::proof::Suspect;
use super::row::Key;

/// So many counts of ranges are remembered.
const MOST_MEASURED: usize = 8;
/// A range that slides with the clock has about the same count for this many seconds.
const ABOUT: i64 = 600;

/// One endpoint.
#[derive(Clone, Debug, Default)]
pub(super) struct Part {
    /// The ranges that are complete.
    pub(super) coverage: Intervals,
    /// The ranges that could not be proved to be.
    pub(super) unproved: Intervals,
    /// `TotalCount` of the newest page, with what came since.
    pub(super) expected: Option<u64>,
    /// When the newest page was given, in seconds.
    pub(super) newest_at: Option<i64>,
    pub(super) due: Due,
    /// The last counts of ranges.
    pub(super) measured: VecDeque<(Interval, u64)>,
    /// How long a range of about [`super::fill::SLICE`] rows is, in seconds.
    pub(super) width: Option<i64>,
    pub(super) jobs: Vec<Job>,
    pub(super) suspects: HashMap<Key, Suspect>,
    /// Calls to repeat: of which job, which page, and how often they were made.
    pub(super) put_off: VecDeque<(u64, u32, u32)>,
    pub(super) quiet_until: Option<DateTime<Utc>>,
    pub(super) is_throttled: bool,
    /// Whether nothing is asked until it answers somebody else.
    pub(super) is_halted: bool,
    /// How many readings in a row were not complete.
    pub(super) strikes: u32,
    /// How many replies had rows of other ranges.
    pub(super) misfits: u32,
    /// How many calls the comparison of counts may still make.
    pub(super) audit_calls: u32,
}

/// What is to be done, and when it was done.
#[derive(Clone, Debug, Default)]
pub(super) struct Due {
    /// There are rows between the newest page and what is complete.
    pub(super) head: bool,
    pub(super) unfinished: bool,
    pub(super) unfinished_at: i64,
    /// When everything that is unfinished was read last.
    pub(super) unfinished_read_at: Option<i64>,
    /// The counts do not agree.
    pub(super) difference: bool,
    /// Until when the differences were read.
    pub(super) difference_at: Option<i64>,
    /// When some rows were read again.
    pub(super) again_at: i64,
    /// When a row that has left the unfinished ones was read.
    pub(super) found: HashMap<Key, i64>,
}

impl Part {
    /// How many rows of a range there are, as far as the service said.
    pub(super) fn total(&self, range: Interval) -> Option<u64> {
        let newest_at = self.newest_at.unwrap_or(i64::MAX);
        if range.from == i64::MIN && range.to >= newest_at {
            return self.expected;
        }
        let same = |one: i64, other: i64| {
            one == other
                || one.min(other) > i64::MIN && one.saturating_sub(other).saturating_abs() <= ABOUT
        };
        let found = self.measured.iter().find(|(known, _)| {
            let is_open = known.to.min(range.to) >= newest_at - ABOUT;
            same(known.from, range.from) && (is_open || same(known.to, range.to))
        });
        found.map(|(_, total)| *total)
    }

    pub(super) fn note_total(&mut self, range: Interval, total: u64) {
        self.measured.push_front((range, total));
        self.measured.truncate(MOST_MEASURED);
    }

    pub(super) fn has(&self, kind: Kind) -> bool {
        self.jobs.iter().any(|job| job.kind == kind)
    }

    pub(super) fn job(&mut self, id: u64) -> Option<&mut Job> {
        self.jobs.iter_mut().find(|job| job.id == id)
    }

    /// Takes a job out. What is still on its way for it is read as rows, and proves nothing.
    pub(super) fn end(&mut self, id: u64) -> Option<Job> {
        let place = self.jobs.iter().position(|job| job.id == id)?;
        Some(self.jobs.remove(place))
    }

    pub(super) fn push(&mut self, id: u64, kind: Kind, range: Interval, most: u64) -> &mut Job {
        let pages = Pages::default();
        self.jobs.push(Job { id, kind, range, wanted: Vec::new(), most, tries: 0, pages });
        let last = self.jobs.len() - 1;
        &mut self.jobs[last]
    }

    /// The call that comes next: of which job, which page, and how often it was made.
    pub(super) fn next_call(&mut self) -> Option<(u64, u32, u32)> {
        let jobs = &self.jobs;
        self.put_off.retain(|(id, ..)| jobs.iter().any(|job| job.id == *id));
        let unasked = || {
            let calls = jobs.iter().filter_map(|job| Some((job.kind, job.id, job.unasked()?)));
            calls.min().map(|(_, id, page)| (id, page, 0))
        };
        self.put_off.front().copied().or_else(unasked)
    }

    /// Ends everything that is being read.
    pub(super) fn halt(&mut self) {
        self.is_halted = true;
        self.jobs.clear();
        self.put_off.clear();
    }
}
