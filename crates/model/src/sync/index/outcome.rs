//! What a reading has proved, and what is read next where it has not.

use super::Index;
use super::fill::SLICE;
use super::interval::Interval;
use super::job::{Job, Kind};
use super::live::LATE;
use super::proof::Settled;

/// A range with more rows is divided.
pub(super) const MOST_OF_RANGE: u64 = 2 * SLICE;
/// A second that changes all the time is read so often.
const MOST_TRIES: u8 = 3;
/// After so many readings in a row that were not complete, no range is divided any more.
pub(super) const MOST_STRIKES: u32 = 12;
/// So many calls find out where counts differ.
const AUDIT_CALLS: u32 = 60;
/// Among so many of the oldest rows is what expires.
const OLDEST: usize = 60;

impl Index {
    /// A page of a job was read at the second `at`.
    pub(super) fn page_read(&mut self, endpoint: u16, id: u64, at: i64) {
        let part = &mut self.parts[usize::from(endpoint)];
        let Some(job) = part.job(id) else { return };
        let is_divided = job.excess().is_some() || matches!(job.kind, Kind::Audit { .. });
        let is_known = job.kind == Kind::Measure || is_divided && job.pages.last() > 1;
        if !is_known && !job.is_over() {
            return;
        }
        let Some(job) = part.end(id) else { return };
        if let (Kind::Measure, Some(total)) = (job.kind, job.pages.total) {
            part.note_total(job.range, total);
        }
        match job.kind {
            Kind::Unfinished => self.unfinished_read(endpoint, &job, at),
            _ if job.pages.is_whole() => self.complete(endpoint, &job, at),
            Kind::Measure | Kind::Newest => {}
            Kind::Find if job.has_found() => {}
            Kind::Fill if job.excess().is_some() => self.narrow(endpoint, &job),
            Kind::Head | Kind::Difference if job.excess().is_some() => {
                self.want_interval(Interval::ALL, Some(self.settings.auto.max(SLICE)));
            }
            Kind::Audit { .. } if job.pages.last() > 1 => self.compare(endpoint, &job),
            _ => self.incomplete(endpoint, job),
        }
    }

    /// The replies do not fit what was asked: they say nothing about the range.
    pub(super) fn misfit(&mut self, endpoint: u16, id: u64) {
        let part = &mut self.parts[usize::from(endpoint)];
        part.misfits += 1;
        if let Some(job) = part.end(id).filter(|job| job.kind != Kind::Unfinished) {
            part.unproved.add(job.range);
        }
    }

    /// All rows of a range were read.
    fn complete(&mut self, endpoint: u16, job: &Job, at: i64) {
        let part = &mut self.parts[usize::from(endpoint)];
        part.strikes = 0;
        part.coverage.add(job.range);
        if job.kind == Kind::Fill {
            part.learn_width(job);
        }
        let margin = match job.kind {
            // Somewhere in it there is a row less than is known.
            Kind::Audit { .. } => 0,
            // Its begin is where a row began.
            Kind::Find => i64::MAX,
            _ => LATE,
        };
        let (range, seen, begun) = (job.range, &job.pages.seen, job.pages.begun);
        job.wanted.iter().filter(|key| !seen.contains(key)).for_each(|key| {
            self.suspect(endpoint, key, at);
        });
        self.settle(endpoint, &Settled { range, seen, begun, at, margin });
        if job.kind == Kind::Difference {
            self.audit(endpoint);
        }
    }

    /// The rows of a range changed while they were read, or the service does not say how many there are.
    fn incomplete(&mut self, endpoint: u16, mut job: Job) {
        let middle = self.store.middle(job.range);
        let [newer, older, again] = [self.new_id(), self.new_id(), self.new_id()];
        let part = &mut self.parts[usize::from(endpoint)];
        if job.pages.total.is_none() || part.strikes >= MOST_STRIKES {
            part.learn_width(&job);
            return part.unproved.add(job.range);
        }
        part.strikes += u32::from(job.excess().is_none());
        if matches!(job.kind, Kind::Audit { .. }) {
            part.coverage.remove(job.range);
        }
        let kind = match job.kind {
            Kind::Fill => Kind::Fill,
            _ => Kind::Whole,
        };
        match job.range.halves(middle) {
            Some(halves) => {
                for (id, half) in [newer, older].into_iter().zip(halves) {
                    part.push(id, kind, half, MOST_OF_RANGE);
                }
            }
            None if job.tries < MOST_TRIES => {
                job.tries += 1;
                let tries = job.tries;
                part.push(again, kind, job.range, MOST_OF_RANGE).tries = tries;
            }
            None => part.unproved.add(job.range),
        }
    }

    /// Compares how many rows there are with how many are known, where what has changed by now was read.
    fn audit(&mut self, endpoint: u16) {
        let id = self.new_id();
        let known = self.count(endpoint, Interval::ALL);
        let part = &mut self.parts[usize::from(endpoint)];
        let Some(newest) = part.coverage.newest() else { return };
        let is_all = newest.from == i64::MIN && part.expected == Some(known);
        let is_busy = part.jobs.iter().any(|job| matches!(job.kind, Kind::Audit { .. }));
        if !is_all && !is_busy {
            part.audit_calls = AUDIT_CALLS;
            part.push(id, Kind::Audit { is_first: true }, newest, 0);
        }
    }

    /// The counts of a range that has more rows than a page.
    fn compare(&mut self, endpoint: u16, job: &Job) {
        let known = self.count(endpoint, job.range);
        let total = job.pages.total.unwrap_or(known);
        let ids = [self.new_id(), self.new_id()];
        let parts = self.divided(job);
        let part = &mut self.parts[usize::from(endpoint)];
        if total == known {
            return part.coverage.add(job.range);
        }
        if total > known {
            part.coverage.remove(job.range);
        }
        let (Some(parts), Some(left)) = (parts, part.audit_calls.checked_sub(2)) else { return };
        part.audit_calls = left;
        for (id, range) in ids.into_iter().zip(parts) {
            part.push(id, Kind::Audit { is_first: false }, range, 0);
        }
    }

    /// The two parts of a range whose counts are compared next. What is missing has mostly expired.
    fn divided(&self, job: &Job) -> Option<[Interval; 2]> {
        let count = self.store.count(job.range);
        if job.kind == (Kind::Audit { is_first: true }) && count > 4 * OLDEST {
            let place = self.store.newer_than(job.range.to) + count - OLDEST;
            let second = self.store.at(place)?.created;
            let (older, newer) =
                (Interval { to: second, ..job.range }, Interval { from: second, ..job.range });
            if older != job.range && newer != job.range {
                return Some([older, newer]);
            }
        }
        job.range.halves(self.store.middle(job.range))
    }
}
