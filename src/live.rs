//! Anything that is fetched again and again: what is known of it, and what the user may wish.

mod shell;

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::config::Config;
use model::remote::Remote;

use crate::ask::{Ask, ListKey, Memory};
use crate::browser;
use crate::clock::Clock;
use shell::Shell;
use wasm_bindgen::JsCast;
use web_sys::PageTransitionEvent;

/// What is known of something that is asked for.
pub type Known<K> = Remote<K, <K as Ask>::Answer>;

/// The state of the list.
pub type List = Known<ListKey>;

/// Something that is fetched again and again, and what remembers its answers beyond the visit.
pub struct Live<K: Ask, M: Memory<K>> {
    /// What is known.
    pub known: ReadSignal<Known<K>>,
    /// How the automatic refresh stands.
    pub refreshing: ReadSignal<Refreshing>,
    shell: Shell<K, M>,
}

/// How the automatic refresh stands, besides what the list tells.
#[derive(Clone, Copy, Debug, Default)]
pub struct Refreshing {
    /// The pause between two answers that is aimed at.
    pub interval: Duration,
    /// The user stopped it.
    pub is_paused: bool,
    /// The browser says that there is no connection.
    pub is_offline: bool,
    /// An answer is taking its time.
    pub is_slow: bool,
    /// How long the last answer took.
    pub latency: Duration,
    /// How long it usually takes from one answer to the next.
    pub expected: Duration,
    /// When the next automatic request is due.
    pub next_try: Option<DateTime<Utc>>,
    /// Until when the service asked to be left alone.
    pub quiet_until: Option<DateTime<Utc>>,
}

impl Refreshing {
    /// Whether the service wants to be left alone at the instant `now`.
    pub fn is_blocked(&self, now: DateTime<Utc>) -> bool {
        self.quiet_until.is_some_and(|until| until > now)
    }
}

impl<K: Ask, M: Memory<K>> Live<K, M> {
    /// Follows `key` from now on.
    pub fn follow(config: Arc<Config>, key: Memo<K>, clock: Clock, memory: M) -> Self {
        let shell = Shell::new(config, clock, memory);
        Effect::new(move |_| {
            shell.wishes.track();
            shell.start(key.get());
        });
        browser::on_window("visibilitychange", move |_| shell.visibility_changed());
        // Out of the back-forward cache, where timers stood still.
        browser::on_window("pageshow", move |event| {
            if event.unchecked_ref::<PageTransitionEvent>().persisted() {
                shell.wake();
            }
        });
        browser::on_window("offline", move |_| shell.connection_was_lost());
        browser::on_window("online", move |_| shell.connection_came_back());
        Self { known: shell.known.read_only(), refreshing: shell.refreshing.read_only(), shell }
    }

    /// The answer is known better: what is asked for is the same.
    pub fn amend(self, answer: K::Answer, at: DateTime<Utc>) {
        self.shell.known.update(|known| known.amended(answer, at));
    }

    /// Asks again, as soon as the service wants to be asked.
    pub fn refresh(self) {
        self.shell.resume();
    }

    /// Stops the automatic refresh, or starts it again with a request.
    pub fn toggle_pause(self) {
        self.shell.toggle_pause();
    }

    /// Goes on as something else does: as often, and only while that does.
    pub fn keep_pace_with(self, other: Refreshing) {
        let Refreshing { interval, is_paused, .. } = self.refreshing.get_untracked();
        if interval != other.interval {
            self.shell.set_interval(other.interval);
        }
        if is_paused != other.is_paused {
            self.shell.toggle_pause();
        }
    }

    /// Lets this long pass between two answers from now on.
    pub fn set_interval(self, interval: Duration) {
        self.shell.set_interval(interval);
    }
}

// By hand: what is derived would ask the same of the key.
impl<K: Ask, M: Memory<K>> Clone for Live<K, M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K: Ask, M: Memory<K>> Copy for Live<K, M> {}
