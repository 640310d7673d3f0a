//! What somebody wants to have read, and when the index wants to be asked.

use chrono::{DateTime, TimeDelta, Utc};

use super::fill::Want;
use super::interval::Interval;
use super::job::Kind;
use super::live::{MINUTE, QUARTER};
use super::{CreationRange, Index, MOST_BATCHES, Stopped};

/// So many wishes are remembered.
const MOST_WANTS: usize = 4;

impl Index {
    /// Reads a range of creation times, or only so many of its newest batches, before all else. It goes on where an earlier
    /// reading has stopped.
    pub fn want(&mut self, range: CreationRange, newest: Option<u64>) {
        if self.stopped.take().is_some() {
            for part in &mut self.parts {
                (part.is_halted, part.strikes, part.misfits) = (false, 0, 0);
                part.unproved = Default::default();
            }
        }
        self.want_interval(range.interval(), newest);
        if range.from.is_some() && !self.wants.is_empty() {
            self.measure(range);
        }
    }

    pub(super) fn want_interval(&mut self, range: Interval, newest: Option<u64>) {
        let newest = newest.map(|newest| newest.min(MOST_BATCHES as u64));
        let want = Want { range, newest };
        self.wants.retain(|known| *known != want);
        self.wants.insert(0, want);
        self.forget_fulfilled();
        self.wants.truncate(MOST_WANTS);
    }

    /// Asks how many batches of a range there are, where that is not known.
    pub fn measure(&mut self, range: CreationRange) {
        let range = range.interval();
        for endpoint in 0..self.parts.len() {
            let id = self.new_id();
            let part = &mut self.parts[endpoint];
            let Some(newest_at) = part.newest_at else { continue };
            let counted = Interval { to: range.to.min(newest_at), ..range };
            let is_known = part.total(range).is_some() || part.coverage.contains(counted);
            if !is_known && counted.from <= counted.to && !part.has(Kind::Measure) {
                part.push(id, Kind::Measure, counted, u64::MAX);
            }
        }
    }

    /// Reads nothing more of what is wanted. What was read stays, and it is kept true.
    pub fn cancel(&mut self) {
        if self.wants.is_empty() {
            return;
        }
        self.wants.clear();
        self.stopped = Some(Stopped::Cancelled);
        for part in &mut self.parts {
            part.jobs.retain(|job| job.kind != Kind::Fill);
        }
    }

    /// Why what was wanted is not read any further; [`Index::want`] goes on.
    pub fn stopped(&self) -> Option<&Stopped> {
        self.stopped.as_ref()
    }

    /// Lets the index ask for the newest page by itself once that is so many seconds old; `None`: only the list asks.
    pub fn keep_live(&mut self, seconds: Option<u32>) {
        self.keep_live = seconds.map(i64::from);
    }

    /// When the newest page was given, of the endpoint where that is longest ago: all that the index says is as of then.
    pub fn as_of(&self) -> Option<DateTime<Utc>> {
        let newest_at = self.parts.iter().map(|part| part.newest_at);
        DateTime::from_timestamp(newest_at.min()??, 0)
    }

    /// When there is something to do although nothing happens.
    pub(super) fn due(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let running = self.parts.iter().filter(|part| !part.is_halted);
        let seconds = running.flat_map(|part| {
            let newest = part.newest_at.zip(self.keep_live).map(|(at, every)| at + every);
            let pause = if part.due.difference { MINUTE } else { QUARTER };
            let difference = part.due.difference_at.filter(|_| !part.coverage.is_empty());
            let again = (!self.is_empty()).then(|| part.due.again_at + MINUTE);
            let proof = part.suspects.values().map(|suspect| suspect.asked_at).min();
            [newest, difference.map(|at| at + pause), again, proof].into_iter().flatten()
        });
        let due = DateTime::from_timestamp(seconds.min()?, 0)?;
        Some(due.max(now + TimeDelta::seconds(1)))
    }
}
