//! The one effect shell: from a key to requests, from their ends to events of the state.
//!
//! A change of the key or a wish to refresh aborts what is in flight and starts anew. Each request
//! bears the generation that the state gave it, so that an answer which comes late is dropped there.

mod schedule;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::clock_offset::{Dated, NOTEWORTHY};
use model::config::Config;
use model::failure::{Failure, FailureKind};
use model::remote::Generation;

use super::{Known, Refreshing};
use crate::api::{self, Ended};
use crate::ask::{Ask, Memory};
use crate::clock::{Clock, browser_time};
use crate::guards::{AbortOnDrop, Timer};
use crate::known_rows::KnownRows;

/// An answer that takes no longer than this comes without an announcement.
const SLOW: Duration = Duration::from_millis(400);

pub(super) struct Shell<K: Ask, M: Memory<K>> {
    pub(super) known: RwSignal<Known<K>>,
    pub(super) refreshing: RwSignal<Refreshing>,
    /// Counts the wishes to ask again; its change starts a request.
    pub(super) wishes: RwSignal<u32>,
    config: StoredValue<Arc<Config>>,
    clock: Clock,
    memory: M,
    /// Whether the last request was sent because the one before had asked by a wrong clock.
    has_asked_again: StoredValue<bool>,
    /// The rows of the last answer.
    rows: StoredValue<Rc<RefCell<KnownRows<K::Row>>>, LocalStorage>,
    in_flight: StoredValue<Option<AbortOnDrop>, LocalStorage>,
    /// Ends the pause.
    timer: StoredValue<Option<Timer>, LocalStorage>,
    /// Tells that an answer takes long.
    slowness: StoredValue<Option<Timer>, LocalStorage>,
}

impl<K: Ask, M: Memory<K>> Shell<K, M> {
    pub(super) fn new(config: Arc<Config>, clock: Clock, memory: M) -> Self {
        Self {
            known: RwSignal::new(Known::<K>::new()),
            refreshing: RwSignal::new(Refreshing {
                interval: config.poll.base,
                ..Refreshing::default()
            }),
            wishes: RwSignal::new(0),
            config: StoredValue::new(config),
            clock,
            memory,
            has_asked_again: StoredValue::new(false),
            rows: StoredValue::new_local(Rc::default()),
            in_flight: StoredValue::new_local(None),
            timer: StoredValue::new_local(None),
            slowness: StoredValue::new_local(None),
        }
    }

    pub(super) fn ask_again(self) {
        self.wishes.try_update(|wishes| *wishes = wishes.wrapping_add(1));
    }

    pub(super) fn start(self, key: K) {
        self.cancel_timer();
        let abort = AbortOnDrop::within(api::TIME_LIMIT);
        let signal = abort.as_ref().map(AbortOnDrop::signal);
        self.in_flight.set_value(abort);
        let now = self.clock.instant();
        let request = key.request(now).filter(|_| self.memory.can_answer(&key));
        let Some(request) = request else {
            self.known.try_update(Known::<K>::abandoned);
            self.is_over();
            return;
        };
        let Some(generation) = self.known.try_update(|list| list.started(key.clone())) else {
            return;
        };
        if let Some(answer) = self.memory.answer(&key) {
            self.known.try_update(|list| list.answered(generation, answer, now));
            self.is_over();
            self.schedule();
            return;
        }
        self.slowness.set_value(Timer::after(SLOW, {
            let key = key.clone();
            move || self.is_slow(&key)
        }));
        let rows = self.rows.get_value();
        spawn_local(async move {
            let begin = browser_time();
            let ended = match &signal {
                Some(signal) => api::ask(&key, &request, signal, &rows).await,
                None => Ended::with(Failure::new(FailureKind::Unexpected)),
            };
            // A clock that was set is no latency.
            let latency = (browser_time() - begin).to_std().unwrap_or_default();
            let latency = latency.min(api::TIME_LIMIT);
            if self.clock_moved(ended.dated, &key) {
                self.ask_again();
            } else {
                self.finish(generation, ended, &key, latency);
            }
        });
    }

    /// Learns the server's time from a reply. Whether that moves the range that was asked for, so that the reply answers
    /// another question: it is asked again, once.
    fn clock_moved(self, dated: Option<Dated>, key: &K) -> bool {
        let before = self.clock.offset();
        dated.into_iter().for_each(|dated| self.clock.learn(dated));
        let has_moved = key.slides() && (self.clock.offset() - before).abs() > NOTEWORTHY;
        let asks_again = has_moved && !self.has_asked_again.get_value();
        self.has_asked_again.set_value(asks_again);
        asks_again
    }

    fn is_slow(self, key: &K) {
        self.note(|refreshing| refreshing.is_slow = true);
        self.recall(key);
    }

    fn finish(self, generation: Generation, ended: Ended<K::Answer>, key: &K, latency: Duration) {
        let now = self.clock.instant();
        let is_answer = ended.outcome.is_ok();
        let is_reply = is_answer || ended.outcome.as_ref().is_err_and(Failure::is_of_reply);
        if is_reply && self.state().is_offline {
            // Whatever the browser says, there is a connection.
            self.note(|refreshing| refreshing.is_offline = false);
        }
        // Before: whoever completes it may look at what is known.
        let at = now - ended.age;
        let outcome = ended.outcome.map(|answer| self.memory.completed(key, answer, at));
        let still_shown = self.known.try_update(|known| match (outcome, ended.stand_in) {
            (Ok(answer), _) => known.answered(generation, answer, at),
            (Err(failure), None) => known.failed(generation, failure, now),
            (Err(failure), Some(answer)) => {
                known.stood_in(generation, (answer, now - ended.age), failure, now)
            }
        });
        // A request that was replaced has no say in when the next one comes.
        if still_shown != Some(true) {
            return;
        }
        self.is_over();
        if is_answer {
            self.note(|refreshing| refreshing.latency = latency);
            self.memory.answered(key, ended.text);
        } else {
            self.recall(key);
        }
        self.schedule();
    }

    /// Shows the last known view where there is no other.
    fn recall(self, key: &K) {
        let denies = |failure: &Failure| failure.kind.denies_access();
        let (is_wanted, is_denied) = self
            .known
            .with_untracked(|list| (list.answer().is_none(), list.failure().is_some_and(denies)));
        if is_denied {
            self.memory.clear();
        } else if is_wanted && let Some((page, age)) = self.memory.recall(key) {
            let at = self.clock.instant() - age;
            self.known.update(|list| list.recalled(page, at));
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

// By hand: what is derived would ask the same of the key.
impl<K: Ask, M: Memory<K>> Clone for Shell<K, M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K: Ask, M: Memory<K>> Copy for Shell<K, M> {}
