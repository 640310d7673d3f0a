//! Calls: which one comes next, and what comes of it.

use chrono::{DateTime, TimeDelta, Utc};

use super::interval::Interval;
use super::job::Kind;
use super::place::{Placed, Reply};
use super::{Call, Index, MOST_BATCHES, MOST_BYTES, Next, Stopped};
use crate::failure::{Failure, FailureKind};
use crate::poll::LastOutcome;
use crate::request::Request;
use crate::task::TaskPage;

/// Calls at a time; one of an endpoint while it throttles.
const MOST_AT_ONCE: usize = 2;
/// A call that failed so often is given up, and all others with it.
const MOST_TRIES: u32 = 5;
/// So much may the clocks differ, in seconds.
const SKEW: i64 = 5;

/// A call that is on its way.
#[derive(Clone, Debug)]
pub(super) struct Flight {
    call: Call,
    job: u64,
    page: u32,
    tries: u32,
    kind: Kind,
    range: Interval,
}

impl Index {
    /// What to do at the instant `now`, which is the service's, as are all others.
    pub fn next(&mut self, now: DateTime<Utc>) -> Next {
        if self.in_flight.len() >= MOST_AT_ONCE {
            return Next::Await;
        }
        let mut quiet: Option<DateTime<Utc>> = None;
        for step in 0..self.parts.len() {
            let place = (self.turn + step) % self.parts.len();
            let endpoint = place as u16;
            let is_flying = self.in_flight.iter().any(|flight| flight.call.endpoint == endpoint);
            if is_flying && self.parts[place].is_throttled {
                continue;
            }
            self.plan(endpoint, now.timestamp());
            let Some(call) = self.parts[place].next_call() else { continue };
            match self.parts[place].quiet_until.filter(|until| *until > now) {
                Some(until) => quiet = Some(quiet.map_or(until, |quiet| quiet.min(until))),
                None => return self.ask(endpoint, call),
            }
        }
        match quiet {
            _ if !self.in_flight.is_empty() => Next::Await,
            Some(until) => Next::Wait(until),
            None => Next::Idle(self.due(now)),
        }
    }

    fn ask(&mut self, endpoint: u16, (id, page, tries): (u64, u32, u32)) -> Next {
        self.turn = usize::from(endpoint) + 1;
        self.calls += 1;
        let (call, replies) = (Call { endpoint, number: self.calls }, self.replies);
        let part = &mut self.parts[usize::from(endpoint)];
        if tries > 0 {
            part.put_off.pop_front();
        }
        let Some(job) = part.job(id) else { return Next::Await };
        job.pages.asked(page, replies);
        let (kind, range) = (job.kind, job.range);
        let request = Request::List(job.request(page));
        self.in_flight.push(Flight { call, job: id, page, tries: tries + 1, kind, range });
        Next::Ask(call, request)
    }

    /// A page came that was given at the instant `at`, and fits its question: see [`crate::sync::question`].
    pub fn page_came(&mut self, call: Call, page: &TaskPage, at: DateTime<Utc>) {
        let Some(flight) = self.landed(call) else { return };
        let part = &mut self.parts[usize::from(call.endpoint)];
        part.is_throttled = false;
        if flight.kind == Kind::Newest {
            part.end(flight.job);
            return self.newest_came(call.endpoint, page, at);
        }
        if flight.range.from != i64::MIN
            && !self.store.fits(call.endpoint, &page.tasks, flight.range, &self.locale)
        {
            return self.misfit(call.endpoint, flight.job);
        }
        let part = &mut self.parts[usize::from(call.endpoint)];
        let above = part.job(flight.job).and_then(|job| job.pages.above(flight.page));
        let placed = self.place(call.endpoint, page, flight.range, above, at.timestamp());
        let part = &mut self.parts[usize::from(call.endpoint)];
        part.expected = part.expected.map(|expected| expected + placed.fresh);
        let Some(job) = part.job(flight.job) else { return };
        job.pages.came(flight.page, page, &placed);
        self.page_read(call.endpoint, flight.job, at.timestamp());
    }

    /// A call failed at the instant `now`; `chance` in 0..1 spreads the next tries.
    pub fn failed(&mut self, call: Call, failure: Failure, now: DateTime<Utc>, chance: f64) {
        let Some(flight) = self.landed(call) else { return };
        let part = &mut self.parts[usize::from(call.endpoint)];
        let is_too_deep = matches!(failure.kind, FailureKind::InvalidInput | FailureKind::Refused);
        if is_too_deep && flight.page > 1 {
            if let Some(job) = part.job(flight.job) {
                job.pages.refused();
            }
            return self.page_read(call.endpoint, flight.job, now.timestamp());
        }
        let outcome = LastOutcome::Failed { failure: &failure, in_a_row: flight.tries };
        let pause = self.settings.poll.pause_after(outcome, chance);
        let pause = pause.filter(|_| flight.tries < MOST_TRIES);
        let Some(pause) = pause.and_then(|pause| TimeDelta::from_std(pause).ok()) else {
            if failure.kind == FailureKind::Misfit && flight.kind != Kind::Newest {
                return self.misfit(call.endpoint, flight.job);
            }
            part.halt();
            if !failure.kind.is_retried() {
                self.wants.clear();
            }
            self.stopped = Some(Stopped::Failed(failure));
            self.stopped_at = now.timestamp();
            return;
        };
        part.is_throttled = true;
        part.quiet_until = part.quiet_until.max(now.checked_add_signed(pause));
        part.put_off.push_back((flight.job, flight.page, flight.tries));
    }

    /// Takes over the rows of a reply.
    pub(super) fn place(
        &mut self,
        endpoint: u16,
        page: &TaskPage,
        range: Interval,
        above: Option<i64>,
        at: i64,
    ) -> Placed {
        self.replies += 1;
        let part = &mut self.parts[usize::from(endpoint)];
        let reply = Reply {
            endpoint,
            range: Interval::new(range.from, range.to.min(at + SKEW).max(range.from)),
            above,
            at,
            number: self.replies,
            newest_at: part.newest_at.unwrap_or(i64::MAX),
            locale: &self.locale,
        };
        let placed = self.store.place(&reply, &page.tasks);
        if !part.suspects.is_empty() {
            for key in &placed.keys {
                part.suspects.remove(key);
            }
        }
        if let Some(newest) = self.store.trim(MOST_BATCHES, MOST_BYTES) {
            self.floor = self.floor.max(newest);
            for part in &mut self.parts {
                part.coverage.remove(Interval::new(i64::MIN, newest));
            }
        }
        placed
    }

    fn landed(&mut self, call: Call) -> Option<Flight> {
        let place = self.in_flight.iter().position(|flight| flight.call == call)?;
        Some(self.in_flight.swap_remove(place))
    }
}
