//! The one effect shell: from a query to requests, from their ends to events of the state.
//!
//! A change of the query or a wish to refresh aborts what is in flight and starts anew. Each request
//! bears the generation that the state gave it, so that an answer which comes late is dropped there.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::config::Config;
use model::failure::{Failure, FailureKind};
use model::poll::LastOutcome;
use model::remote::Generation;

use super::{List, ListKey, Refreshing};
use crate::api::{self, Ended};
use crate::browser::{self, AbortOnDrop, Timer};
use crate::clock::Clock;
use crate::last_views::LastViews;

/// An answer that takes no longer than this comes without an announcement.
const SLOW: Duration = Duration::from_millis(400);

#[derive(Clone, Copy)]
pub(super) struct Shell {
    pub(super) list: RwSignal<List>,
    pub(super) refreshing: RwSignal<Refreshing>,
    /// Counts the wishes to ask again; its change starts a request.
    pub(super) wishes: RwSignal<u32>,
    config: StoredValue<Arc<Config>>,
    clock: Clock,
    views: LastViews,
    in_flight: StoredValue<Option<AbortOnDrop>, LocalStorage>,
    /// Ends the pause.
    timer: StoredValue<Option<Timer>, LocalStorage>,
    /// Tells that an answer takes long.
    slowness: StoredValue<Option<Timer>, LocalStorage>,
}

impl Shell {
    pub(super) fn new(config: Arc<Config>, clock: Clock, views: LastViews) -> Self {
        Self {
            list: RwSignal::new(List::new()),
            refreshing: RwSignal::new(Refreshing {
                interval: config.poll.base,
                ..Refreshing::default()
            }),
            wishes: RwSignal::new(0),
            config: StoredValue::new(config),
            clock,
            views,
            in_flight: StoredValue::new_local(None),
            timer: StoredValue::new_local(None),
            slowness: StoredValue::new_local(None),
        }
    }

    pub(super) fn ask_again(self) {
        self.wishes.try_update(|wishes| *wishes = wishes.wrapping_add(1));
    }

    pub(super) fn start(self, key: ListKey) {
        self.cancel_timer();
        let abort = AbortOnDrop::new();
        let signal = abort.as_ref().map(|abort| abort.signal(api::TIME_LIMIT));
        self.in_flight.set_value(abort);
        if key.query.created.is_reversed() {
            self.list.try_update(List::abandoned);
            self.is_over();
            return;
        }
        let Some(generation) = self.list.try_update(|list| list.started(key.clone())) else {
            return;
        };
        self.slowness.set_value(Timer::after(SLOW, {
            let key = key.clone();
            move || self.is_slow(&key)
        }));
        spawn_local(async move {
            let request = key.query.request(self.clock.instant());
            let begin = browser::now();
            let ended = match &signal {
                Some(signal) => api::describe_batch_tasks(&key.endpoint, &request, signal).await,
                None => Ended::with(Failure::new(FailureKind::Unexpected)),
            };
            // A clock that was set is no latency.
            let latency = (browser::now() - begin).to_std().unwrap_or_default();
            let latency = latency.min(api::TIME_LIMIT);
            self.finish(generation, ended, &key, latency);
        });
    }

    fn is_slow(self, key: &ListKey) {
        self.note(|refreshing| refreshing.is_slow = true);
        self.recall(key);
    }

    fn finish(self, generation: Generation, ended: Ended, key: &ListKey, latency: Duration) {
        if let Some(dated) = ended.dated {
            self.clock.learn(dated);
        }
        let now = self.clock.instant();
        let is_answer = ended.outcome.is_ok();
        let still_shown = self.list.try_update(|list| match ended.outcome {
            Ok(page) => list.answered(generation, page, now),
            Err(failure) => list.failed(generation, failure, now),
        });
        // A request that was replaced has no say in when the next one comes.
        if still_shown != Some(true) {
            return;
        }
        self.is_over();
        self.note(|refreshing| refreshing.latency = latency);
        if is_answer {
            self.views.answered(key, ended.text);
        } else {
            self.recall(key);
        }
        self.schedule();
    }

    /// Shows the last known view where there is no other.
    fn recall(self, key: &ListKey) {
        let denies = |failure: &Failure| failure.kind.denies_access();
        let (is_wanted, is_denied) = self
            .list
            .with_untracked(|list| (list.answer().is_none(), list.failure().is_some_and(denies)));
        if is_denied {
            self.views.clear();
        } else if is_wanted && let Some((page, age)) = self.views.recall(key) {
            let at = self.clock.instant() - age;
            self.list.update(|list| list.recalled(page, at));
        }
    }

    /// Plans the next request after the last one ended.
    fn schedule(self) {
        self.cancel_timer();
        let Refreshing { interval, latency, .. } = self.state();
        let settings = self.config.with_value(|config| config.poll).with_base(interval);
        let (pause, wants_quiet) = self.list.with_untracked(|list| {
            let in_a_row = list.failures_in_a_row();
            let all_finished = list.answer().is_some_and(|answer| answer.value.is_finished());
            let outcome = match list.failure() {
                Some(failure) => LastOutcome::Failed { failure, in_a_row },
                None => LastOutcome::Answered { latency, all_finished },
            };
            let wants_quiet = list.failure().is_some_and(Failure::wants_quiet);
            (settings.pause_after(outcome, browser::chance()), wants_quiet)
        });
        let due =
            pause.and_then(|pause| Some(self.clock.instant() + TimeDelta::from_std(pause).ok()?));
        self.note(|refreshing| refreshing.quiet_until = due.filter(|_| wants_quiet));
        if let Some(due) = due {
            self.wait_until(due);
        }
    }

    fn wait_until(self, due: DateTime<Utc>) {
        let Refreshing { is_paused, is_offline, .. } = self.state();
        if is_paused || is_offline {
            return;
        }
        let pause = (due - self.clock.instant()).to_std().unwrap_or_default();
        self.note(|refreshing| refreshing.next_try = Some(due));
        self.timer.set_value(Timer::after(pause, move || self.fell_due()));
    }

    /// Nobody sees a hidden page: it asks when it is shown again.
    fn fell_due(self) {
        self.cancel_timer();
        if !browser::is_hidden() {
            self.ask_again();
        }
    }

    /// Asks again as soon as the service wants to be asked.
    pub(super) fn resume(self) {
        match self.state().quiet_until {
            Some(until) if until > self.clock.instant() => self.wait_until(until),
            _ => self.ask_again(),
        }
    }

    pub(super) fn toggle_pause(self) {
        let pauses = !self.state().is_paused;
        self.note(|refreshing| refreshing.is_paused = pauses);
        if pauses { self.cancel_timer() } else { self.resume() }
    }

    pub(super) fn set_interval(self, interval: Duration) {
        self.note(|refreshing| refreshing.interval = interval);
        // A pause after a failure is not for the user to choose.
        let has_failed = self.list.with_untracked(|list| list.failure().is_some());
        if self.state().next_try.is_some() && !has_failed {
            self.schedule();
        }
    }

    pub(super) fn visibility_changed(self) {
        if browser::is_hidden() { self.views.write() } else { self.wake() }
    }

    /// The page came back to the user, who wants to see how things stand: one request, unless one is on its
    /// way or a pause after a failure is not over.
    pub(super) fn wake(self) {
        let is_waiting = self.state().next_try.is_some();
        let is_busy = self
            .list
            .with_untracked(|list| list.is_in_flight() || (is_waiting && list.failure().is_some()));
        if !is_busy {
            self.resume_if_wanted();
        }
    }

    /// Asks again, unless nobody sees it, the user stopped it or only somebody's action can help.
    fn resume_if_wanted(self) {
        let Refreshing { is_paused, is_offline, .. } = self.state();
        let helps = self
            .list
            .with_untracked(|list| list.failure().is_none_or(|failure| failure.kind.is_retried()));
        if helps && !is_paused && !is_offline && !browser::is_hidden() {
            self.resume();
        }
    }

    pub(super) fn connection_was_lost(self) {
        self.note(|refreshing| refreshing.is_offline = true);
        self.cancel_timer();
    }

    /// What is in flight was sent without a connection, and is sent again.
    pub(super) fn connection_came_back(self) {
        self.note(|refreshing| refreshing.is_offline = false);
        self.resume_if_wanted();
    }

    pub(super) fn cancel_timer(self) {
        self.timer.set_value(None);
        if self.state().next_try.is_some() {
            self.note(|refreshing| refreshing.next_try = None);
        }
    }

    /// The request is over, however it ended.
    fn is_over(self) {
        self.slowness.set_value(None);
        if self.state().is_slow {
            self.note(|refreshing| refreshing.is_slow = false);
        }
    }

    fn state(self) -> Refreshing {
        self.refreshing.get_untracked()
    }

    fn note(self, change: impl FnOnce(&mut Refreshing)) {
        self.refreshing.update(change);
    }
}
