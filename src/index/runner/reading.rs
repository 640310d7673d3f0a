//! The calls: which are made now, and what comes of them.

use std::rc::Rc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::config::Endpoint;
use model::failure::{Failure, FailureKind};
use model::query::{Created, ListQuery};
use model::request::Request;
use model::sync::index::{Call, CreationRange, Next};
use model::task::TaskPage;

use super::source::Stage;
use super::{Reading, Runner};
use crate::api::{self, Ended};
use crate::ask::ListKey;
use crate::browser;
use crate::clock::browser_time;
use crate::guards::AbortOnDrop;
use crate::index::circumstances::Circumstances;

impl Runner {
    /// A second has passed.
    pub(super) fn tick(&self) {
        let now = self.0.page.clock.instant();
        let is_due = {
            let source = self.0.source.borrow();
            !source.has_begun || source.due.is_none_or(|due| due <= now)
        };
        if is_due {
            self.go_on();
        }
        self.save(false);
        self.follow_news();
    }

    /// Goes on as soon as what is being done is done: whoever calls it may have borrowed what that needs.
    pub(super) fn go_on_soon(&self) {
        let shell = Rc::downgrade(&self.0);
        spawn_local(async move {
            if let Some(runner) = shell.upgrade().map(Self) {
                runner.go_on();
            }
        });
    }

    /// Makes all calls that can be made now.
    pub(super) fn go_on(&self) {
        self.begin_unasked();
        loop {
            let now = self.0.page.clock.instant();
            let Some(circumstances) = self.circumstances() else { break };
            // Not in the head of the match, where it would be borrowed until its end.
            let next = circumstances.next(&mut self.0.source.borrow_mut().index, now);
            let Some(next) = next else { break };
            let (waits_until, due) = match next {
                Next::Ask(call, request) => {
                    self.ask(call, request);
                    continue;
                }
                Next::Wait(until) => (Some(until), until),
                Next::Idle(due) => (None, due.unwrap_or(DateTime::<Utc>::MAX_UTC)),
                Next::Await => (None, DateTime::<Utc>::MAX_UTC),
            };
            let mut source = self.0.source.borrow_mut();
            (source.waits_until, source.due) = (waits_until, Some(due));
            break;
        }
        self.show();
    }

    /// Wants what is read by itself, once it is known how much that is, and that it is for this tab to read.
    fn begin_unasked(&self) {
        let is_ready = matches!(self.0.source.borrow().stage, Stage::Ready);
        let auto = self.auto().filter(|_| self.reads_ahead());
        let is_ours = || is_ready && !browser::is_hidden() && self.has_turn();
        let Some(auto) = auto.filter(|_| is_ours()) else { return };
        let mut source = self.0.source.borrow_mut();
        if !source.has_begun && source.index.as_of().is_some() {
            source.has_begun = true;
            source.want(CreationRange::ALL, Some(auto));
        }
    }

    /// How things stand; `None` while it is not known what is there already.
    fn circumstances(&self) -> Option<Circumstances> {
        let refreshing = self.0.page.live.refreshing.get_untracked();
        let (is_awaited, is_wanted) = {
            let source = self.0.source.borrow();
            if !matches!(source.stage, Stage::Ready) {
                return None;
            }
            (source.is_awaited, source.index.progress().is_some())
        };
        let is_hidden = browser::is_hidden();
        Some(Circumstances {
            is_hidden,
            is_offline: refreshing.is_offline,
            quiet_until: refreshing.quiet_until,
            is_paused: refreshing.is_paused,
            has_turn: !is_hidden && self.has_turn(),
            reads_unasked: is_wanted || self.reads_unasked(),
            is_awaited,
        })
    }

    /// Whether the deployment wants no index. Until that is known there is none.
    pub(super) fn is_off(&self) -> bool {
        self.auto().is_none()
    }

    /// Whether the rows are kept true although nobody waits for any: they are read ahead, or shown.
    fn reads_unasked(&self) -> bool {
        let is_shown = || self.0.page.key.with_untracked(|key| key.query.needs_index());
        !self.is_off() && (self.reads_ahead() || is_shown())
    }

    /// Whether this tab reads unasked. Where nothing is kept there is nothing to share.
    pub(super) fn has_turn(&self) -> bool {
        let source = self.0.source.borrow();
        source.scope.is_none() || !self.keeps() || source.turn.claim(browser_time())
    }

    fn ask(&self, call: Call, request: Request) {
        let Some(abort) = AbortOnDrop::within(api::TIME_LIMIT) else {
            let (failure, now) =
                (Failure::new(FailureKind::Unexpected), self.0.page.clock.instant());
            return self.0.source.borrow_mut().index.failed(call, failure, now, 1.0);
        };
        let signal = abort.signal();
        let (key, number) = {
            let mut source = self.0.source.borrow_mut();
            let number = source.next;
            source.next = number.wrapping_add(1);
            source.calls.push((number, abort));
            (key_of_calls(&source.endpoint), (source.epoch, number))
        };
        let shell = Rc::downgrade(&self.0);
        spawn_local(async move {
            let (ended, source) = api::ask_in_background(&key, &request, &signal).await;
            if let Some(runner) = shell.upgrade().map(Self) {
                runner.ended(call, number, ended, source);
            }
        });
    }

    /// A call has ended. What was given up meanwhile counts for nothing.
    fn ended(
        &self,
        call: Call,
        (epoch, number): (u32, u32),
        ended: Ended<TaskPage>,
        name: Option<String>,
    ) {
        {
            let mut source = self.0.source.borrow_mut();
            let place = source.calls.iter().position(|(flying, _)| *flying == number);
            let Some(place) = place.filter(|_| source.epoch == epoch) else { return };
            drop(source.calls.swap_remove(place));
        }
        if self.is_of_another(name) {
            return self.go_on();
        }
        let (now, chance) = (self.0.page.clock.instant(), js_sys::Math::random());
        match ended.outcome {
            Err(failure) if failure.kind.denies_access() => self.denied(&failure),
            Err(failure) => self.0.source.borrow_mut().index.failed(call, failure, now, chance),
            Ok(page) => self.0.source.borrow_mut().index.page_came(call, &page, now - ended.age),
        }
        self.go_on();
    }

    /// Tells everybody how things stand, where that has changed.
    pub(super) fn show(&self) {
        let (version, reading) = {
            let mut source = self.0.source.borrow_mut();
            let progress = source.index.progress();
            source.is_awaited &= progress.is_some();
            if source.was_reading && progress.is_none() {
                // All that was wanted is there: a good moment to write it.
                source.saved_at = DateTime::UNIX_EPOCH;
            }
            source.was_reading = progress.is_some();
            let reading = Reading {
                stopped: source.index.stopped().cloned(),
                waits_until: source.waits_until.filter(|_| progress.is_some()),
                progress,
                is_off: self.0.auto.get().is_some() && self.is_off(),
            };
            (source.version(), reading)
        };
        if self.0.reading.with_untracked(|known| *known != reading) {
            self.0.reading.set(reading);
        }
        if self.0.version.get_untracked() != version {
            self.0.version.set(version);
        }
    }
}

/// Calls are read as those of the list are.
fn key_of_calls(endpoint: &Endpoint) -> ListKey {
    ListKey {
        endpoint: endpoint.clone(),
        query: ListQuery::default(),
        range: Created::Any,
        is_understood: true,
    }
}
