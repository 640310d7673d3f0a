//! An index that reads from a service, with a clock that stands unless a test moves it.

use super::service::{Service, instant};
use crate::failure::{Failure, FailureKind};
use crate::locale::Locale;
use crate::poll::PollSettings;
use crate::request::{ListRequest, Request};
use crate::sync::index::interval::Interval;
use crate::sync::index::{Call, CreationRange, Index, IndexSettings, Next, Scope};
use crate::sync::question::page_for;
use crate::task::TaskPage;

/// 2026-11-24 06:00:00.
pub(super) const NOW: i64 = 1_795_500_000;

pub(super) struct Run {
    pub(super) index: Index,
    pub(super) service: Service,
    pub(super) now: i64,
    pub(super) flights: Vec<(Call, ListRequest)>,
    /// The most calls that were on their way together.
    pub(super) most: usize,
}

pub(super) fn settings(auto: u64) -> IndexSettings {
    IndexSettings { auto, keep_live: None, poll: PollSettings::default() }
}

/// Any page of the list, as the console asks for it.
pub(super) fn newest(size: u32) -> ListRequest {
    ListRequest { page_number: Some(1), page_size: Some(size), ..ListRequest::default() }
}

pub(super) fn range(from: i64, to: i64) -> CreationRange {
    CreationRange { from: Some(instant(from)), to: Some(instant(to)) }
}

impl Run {
    pub(super) fn new(service: Service, auto: u64) -> Self {
        let index = Index::new(1, settings(auto), Locale::default());
        Self { index, service, now: NOW, flights: Vec::new(), most: 0 }
    }

    /// The list reads its newest page.
    pub(super) fn poll(&mut self) {
        let page = page_for(&newest(100), self.service.page(&newest(100))).unwrap();
        self.index.newest_came(0, &page, instant(self.now));
    }

    /// Makes the calls that the index asks for now, as many as there are: what it said then.
    pub(super) fn ask(&mut self) -> Next {
        loop {
            match self.index.next(instant(self.now)) {
                Next::Ask(call, Request::List(asked)) => {
                    assert_eq!((call.endpoint, asked.page_size), (0, Some(100)));
                    self.flights.push((call, asked));
                    self.most = self.most.max(self.flights.len());
                }
                next => return next,
            }
        }
    }

    /// The service answers the call at this place.
    pub(super) fn answer(&mut self, place: usize) {
        let (call, asked) = self.flights.remove(place);
        let page = self.service.page(&asked);
        self.give(call, &asked, page);
    }

    pub(super) fn give(&mut self, call: Call, asked: &ListRequest, page: TaskPage) {
        match page_for(asked, page) {
            Ok(page) => self.index.page_came(call, &page, instant(self.now)),
            Err(failure) => self.index.failed(call, failure, instant(self.now), 0.5),
        }
    }

    pub(super) fn fail(&mut self, place: usize, kind: FailureKind) {
        let (call, _) = self.flights.remove(place);
        self.index.failed(call, Failure::new(kind), instant(self.now), 0.5);
    }

    /// Answers everything until nothing is asked: how many calls that took.
    pub(super) fn settle(&mut self) -> u64 {
        let before = self.service.calls;
        for _ in 0..3_000 {
            let next = self.ask();
            if !self.flights.is_empty() {
                self.answer(0);
                self.check();
            } else if let Next::Wait(until) = next {
                self.now = until.timestamp().max(self.now + 1);
            } else {
                return self.service.calls - before;
            }
        }
        panic!("it does not end: {:?}", self.flights);
    }

    /// Polls every half a minute, with everything that the index asks for.
    pub(super) fn pass(&mut self, seconds: i64) {
        let until = self.now + seconds;
        while self.now < until {
            self.now += 30;
            self.poll();
            self.settle();
        }
    }

    pub(super) fn scope(&self) -> Scope {
        self.index.scope(CreationRange::ALL)
    }

    pub(super) fn complete(&self) -> Vec<Interval> {
        self.index.parts[0].coverage.iter().collect()
    }

    /// No batch of a complete range is missing, and none is there twice.
    pub(super) fn check(&self) {
        let ids: Vec<&str> =
            self.index.rows(CreationRange::ALL).map(|row| &*row.task.batch_id).collect();
        let known: std::collections::HashSet<&str> = ids.iter().copied().collect();
        assert_eq!(known.len(), ids.len(), "a batch is there twice");
        assert_eq!(ids.len(), self.index.len());
        for complete in self.complete() {
            let is_in = |created: i64| {
                complete.from.saturating_mul(1_000) <= created
                    && created <= complete.to.saturating_mul(1_000)
            };
            for batch in self.service.batches.iter().filter(|batch| !batch.is_late) {
                let is_known = known.contains(&*batch.id) || !is_in(batch.created);
                assert!(is_known, "{} is missing in {complete:?}", batch.id);
            }
        }
    }

    /// What the index has is what the service has.
    pub(super) fn assert_equal(&self) {
        let mut known: Vec<_> =
            self.index.rows(CreationRange::ALL).map(|row| (*row.task).clone()).collect();
        let mut there: Vec<_> =
            self.service.batches.iter().map(super::service::Batch::task).collect();
        known.sort_by(|one, other| one.batch_id.cmp(&other.batch_id));
        there.sort_by(|one, other| one.batch_id.cmp(&other.batch_id));
        assert_eq!(known.len(), there.len());
        for (known, there) in known.iter().zip(&there) {
            assert_eq!(known, there);
        }
    }
}
