//! When the next request is due: after a pause, when the page is seen again, when the connection is back.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use model::failure::Failure;
use model::poll::LastOutcome;

use super::super::{Ask, Memory, Refreshing};
use super::Shell;
use crate::browser;
use crate::guards::Timer;

impl<K: Ask, M: Memory<K>> Shell<K, M> {
    /// Plans the next request after the last one ended.
    pub(in crate::live) fn schedule(self) {
        self.cancel_timer();
        let Refreshing { interval, latency, .. } = self.state();
        let settings = self.config.with_value(|config| config.poll).with_base(interval);
        let chance = js_sys::Math::random();
        let (pause, expected, wants_quiet) = self.known.with_untracked(|list| {
            let in_a_row = list.failures_in_a_row();
            let all_finished = list.answer().is_some_and(|answer| K::is_finished(&answer.value));
            let answered = LastOutcome::Answered { latency, all_finished };
            let failed = list.failure().map(|failure| LastOutcome::Failed { failure, in_a_row });
            let wants_quiet = list.failure().is_some_and(Failure::wants_quiet);
            let expected = settings.pause_after(answered, chance).unwrap_or_default();
            (settings.pause_after(failed.unwrap_or(answered), chance), expected, wants_quiet)
        });
        let due =
            pause.and_then(|pause| Some(self.clock.instant() + TimeDelta::from_std(pause).ok()?));
        self.note(|refreshing| {
            refreshing.expected = expected;
            refreshing.quiet_until = due.filter(|_| wants_quiet);
        });
        if let Some(due) = due {
            self.wait_until(due);
        }
    }

    fn wait_until(self, due: DateTime<Utc>) {
        if self.state().is_paused || self.has_no_network() {
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
    pub(in crate::live) fn resume(self) {
        match self.state().quiet_until {
            Some(until) if until > self.clock.instant() => self.wait_until(until),
            _ => self.ask_again(),
        }
    }

    pub(in crate::live) fn toggle_pause(self) {
        let pauses = !self.state().is_paused;
        self.note(|refreshing| refreshing.is_paused = pauses);
        if pauses { self.cancel_timer() } else { self.resume() }
    }

    pub(in crate::live) fn set_interval(self, interval: Duration) {
        self.note(|refreshing| refreshing.interval = interval);
        // A pause after a failure is not for the user to choose.
        let has_failed = self.known.with_untracked(|list| list.failure().is_some());
        if self.state().next_try.is_some() && !has_failed {
            self.schedule();
        }
    }

    pub(in crate::live) fn visibility_changed(self) {
        if browser::is_hidden() { self.memory.write() } else { self.wake() }
    }

    /// The page came back to the user, who wants to see how things stand: one request, unless one is on its
    /// way or a pause after a failure is not over.
    pub(in crate::live) fn wake(self) {
        let is_waiting = self.state().next_try.is_some();
        let is_busy = self
            .known
            .with_untracked(|list| list.is_in_flight() || (is_waiting && list.failure().is_some()));
        if !is_busy {
            self.resume_if_wanted();
        }
    }

    /// Asks again, unless nobody sees it, the user stopped it or only somebody's action can help.
    fn resume_if_wanted(self) {
        let is_paused = self.state().is_paused;
        let helps = self
            .known
            .with_untracked(|list| list.failure().is_none_or(|failure| failure.kind.is_retried()));
        if helps && !is_paused && !self.has_no_network() && !browser::is_hidden() {
            self.resume();
        }
    }

    /// Where the browser has another network meanwhile, the refresh goes on: any reply proves the connection.
    pub(in crate::live) fn connection_was_lost(self) {
        self.note(|refreshing| refreshing.is_offline = true);
        if self.has_no_network() {
            self.cancel_timer();
        }
    }

    fn has_no_network(self) -> bool {
        self.state().is_offline && !window().navigator().on_line()
    }

    /// What is in flight was sent without a connection, and is sent again.
    pub(in crate::live) fn connection_came_back(self) {
        self.note(|refreshing| refreshing.is_offline = false);
        self.resume_if_wanted();
    }

    pub(in crate::live) fn cancel_timer(self) {
        self.timer.set_value(None);
        if self.state().next_try.is_some() {
            self.note(|refreshing| refreshing.next_try = None);
        }
    }
}
