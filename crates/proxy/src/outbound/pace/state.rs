//! What decides about turns, without a clock or tasks of its own.

use std::collections::VecDeque;

use tokio::sync::oneshot;
use tokio::time::Instant;

use super::bucket::Bucket;
use super::queue::Queue;
use super::{Rate, Turn};
use crate::inbound::callers::Caller;
use crate::outbound::asker::Purpose;

type Waiter = oneshot::Sender<Turn>;

/// Who may begin now.
pub(super) enum Next {
    /// A first call, which takes a place.
    Call(Waiter, Purpose),
    /// A call in the place of one that has ended.
    Repair(oneshot::Sender<()>),
    /// Somebody, but not before this instant; whoever is told so comes back then.
    At(Instant),
    Nobody,
}

pub(super) struct State {
    rate: Rate,
    bucket: Bucket,
    places: usize,
    in_flight: usize,
    background_in_flight: usize,
    /// They hold a place already, so they go first: else all places could wait for each other.
    repairs: VecDeque<oneshot::Sender<()>>,
    foreground: Queue<Caller, Waiter>,
    background: Queue<Caller, Waiter>,
    /// Whether somebody comes back when the next turn is due.
    has_alarm: bool,
    last_heard: Instant,
}

impl State {
    pub(super) fn new(places: usize, rate: Rate, now: Instant) -> Self {
        Self {
            rate,
            bucket: Bucket::full(now),
            places,
            in_flight: 0,
            background_in_flight: 0,
            repairs: VecDeque::new(),
            foreground: Queue::new(),
            background: Queue::new(),
            has_alarm: false,
            last_heard: now,
        }
    }

    pub(super) fn wait(&mut self, caller: Caller, purpose: Purpose, waiter: Waiter) {
        match purpose {
            Purpose::Foreground => self.foreground.push(caller, waiter),
            Purpose::Background => self.background.push(caller, waiter),
        }
    }

    pub(super) fn wait_for_repair(&mut self, waiter: oneshot::Sender<()>) {
        self.repairs.push_back(waiter);
    }

    /// Grants the next turn.
    pub(super) fn next(&mut self, now: Instant) -> Next {
        let is_wanted = !self.repairs.is_empty()
            || self.has_place(Purpose::Foreground) && !self.foreground.is_empty()
            || self.has_place(Purpose::Background) && !self.background.is_empty();
        if !is_wanted {
            return Next::Nobody;
        }
        if let Err(instant) = self.bucket.check(self.rate, now) {
            let is_new = !std::mem::replace(&mut self.has_alarm, true);
            return if is_new { Next::At(instant) } else { Next::Nobody };
        }
        let next = self.pop();
        if !matches!(next, Next::Nobody) {
            // Checked above.
            let _ = self.bucket.take(self.rate, now);
        }
        next
    }

    fn pop(&mut self) -> Next {
        while let Some(waiter) = self.repairs.pop_front() {
            if !waiter.is_closed() {
                return Next::Repair(waiter);
            }
        }
        for purpose in [Purpose::Foreground, Purpose::Background] {
            let has_place = self.has_place(purpose);
            let queue = match purpose {
                Purpose::Foreground => &mut self.foreground,
                Purpose::Background => &mut self.background,
            };
            let waiter = if has_place { queue.pop(|waiter| !waiter.is_closed()) } else { None };
            if let Some(waiter) = waiter {
                self.in_flight += 1;
                self.background_in_flight += usize::from(purpose == Purpose::Background);
                return Next::Call(waiter, purpose);
            }
        }
        Next::Nobody
    }

    /// Background calls leave half of the places to whoever comes next.
    fn has_place(&self, purpose: Purpose) -> bool {
        let most = self.places.div_ceil(2);
        let is_let_in = purpose == Purpose::Foreground || self.background_in_flight < most;
        self.in_flight < self.places && is_let_in
    }

    /// A retry, which waits for nothing.
    pub(super) fn begin_at_once(&mut self, now: Instant) -> bool {
        self.bucket.take(self.rate, now).is_ok()
    }

    /// A call has ended.
    pub(super) fn leave(&mut self, purpose: Purpose) {
        self.in_flight -= 1;
        self.background_in_flight -= usize::from(purpose == Purpose::Background);
    }

    pub(super) fn alarm_has_rung(&mut self) {
        self.has_alarm = false;
    }

    pub(super) fn heard(&mut self, now: Instant) {
        self.last_heard = now;
    }

    /// Whether the places are taken by calls of which none was answered since `began`.
    pub(super) fn is_silent_since(&self, began: Instant, purpose: Purpose) -> bool {
        !self.has_place(purpose) && self.last_heard <= began
    }
}
