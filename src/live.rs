//! The one effect shell: from a query to requests, from their ends to events of the state.
//!
//! A change of the query or a wish to refresh aborts what is in flight and starts anew. Each request
//! bears the generation that the state gave it, so that an answer which comes late is dropped there.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::config::{Config, Endpoint};
use model::failure::{Failure, FailureKind};
use model::poll::LastOutcome;
use model::query::ListQuery;
use model::remote::{Generation, Remote};
use model::task::TaskPage;

use crate::api;
use crate::browser::{self, AbortOnDrop, Listener, Timer};

/// What a list is identified by: rows of one endpoint are never shown as another's.
#[derive(Clone, Debug, PartialEq)]
pub struct ListKey {
    /// The endpoint to ask.
    pub endpoint: Endpoint,
    /// What to ask for.
    pub query: ListQuery,
}

/// The state of the list.
pub type List = Remote<ListKey, TaskPage>;

/// A list that is fetched again and again.
#[derive(Clone, Copy)]
pub struct Live {
    /// What is known.
    pub list: ReadSignal<List>,
    /// Whether the user stopped the automatic refresh.
    pub is_paused: ReadSignal<bool>,
    /// Whether the browser says that there is no connection.
    pub is_offline: ReadSignal<bool>,
    /// The pause between two answers that is aimed at.
    pub interval: ReadSignal<Duration>,
    /// When the next automatic request is due.
    pub next_try: ReadSignal<Option<DateTime<Utc>>>,
    shell: Shell,
}

#[derive(Clone, Copy)]
struct Shell {
    config: StoredValue<Arc<Config>>,
    list: RwSignal<List>,
    is_paused: RwSignal<bool>,
    is_offline: RwSignal<bool>,
    interval: RwSignal<Duration>,
    next_try: RwSignal<Option<DateTime<Utc>>>,
    /// Counts the wishes to ask again; its change starts a request.
    wishes: RwSignal<u32>,
    in_flight: StoredValue<Option<AbortOnDrop>, LocalStorage>,
    timer: StoredValue<Option<Timer>, LocalStorage>,
}

impl Live {
    /// Follows `key` as long as the current owner lives.
    pub fn follow(config: Arc<Config>, key: Memo<ListKey>) -> Self {
        let interval = RwSignal::new(config.poll.base);
        let shell = Shell {
            config: StoredValue::new(config),
            list: RwSignal::new(Remote::new()),
            is_paused: RwSignal::new(false),
            is_offline: RwSignal::new(false),
            interval,
            next_try: RwSignal::new(None),
            wishes: RwSignal::new(0),
            in_flight: StoredValue::new_local(None),
            timer: StoredValue::new_local(None),
        };
        Effect::new(move |_| {
            shell.wishes.track();
            shell.start(key.get());
        });
        StoredValue::new_local([
            Listener::new(ev::visibilitychange, move |_| shell.wake()),
            // Out of the back-forward cache, where timers stood still.
            Listener::new(ev::pageshow, move |event| {
                if event.persisted() {
                    shell.wake();
                }
            }),
            Listener::new(ev::offline, move |_| shell.connection_was_lost()),
            Listener::new(ev::online, move |_| shell.connection_came_back()),
        ]);
        Self {
            list: shell.list.read_only(),
            is_paused: shell.is_paused.read_only(),
            is_offline: shell.is_offline.read_only(),
            interval: interval.read_only(),
            next_try: shell.next_try.read_only(),
            shell,
        }
    }

    /// Asks again now.
    pub fn refresh(self) {
        self.shell.ask_again();
    }

    /// Stops the automatic refresh, or starts it again with a request.
    pub fn toggle_pause(self) {
        let shell = self.shell;
        let pauses = !shell.is_paused.get_untracked();
        shell.is_paused.set(pauses);
        if pauses { shell.cancel_timer() } else { shell.ask_again() }
    }

    /// Lets this long pass between two answers from now on.
    pub fn set_interval(self, interval: Duration) {
        self.shell.interval.set(interval);
        if self.next_try.get_untracked().is_some() {
            self.shell.schedule(browser::now(), Duration::ZERO);
        }
    }
}

impl Shell {
    fn ask_again(self) {
        self.wishes.try_update(|wishes| *wishes = wishes.wrapping_add(1));
    }

    fn start(self, key: ListKey) {
        self.cancel_timer();
        let abort = AbortOnDrop::new();
        let signal = abort.as_ref().map(|abort| abort.signal(api::TIME_LIMIT));
        self.in_flight.set_value(abort);
        if key.query.created.is_reversed() {
            self.list.try_update(List::abandoned);
            return;
        }
        let Some(generation) = self.list.try_update(|list| list.started(key.clone())) else {
            return;
        };
        spawn_local(async move {
            let begin = browser::now();
            let request = key.query.request(begin);
            let outcome = match &signal {
                Some(signal) => api::describe_batch_tasks(&key.endpoint, &request, signal).await,
                None => Err(Failure::new(FailureKind::Unexpected)),
            };
            self.finish(generation, outcome, begin);
        });
    }

    fn finish(
        self,
        generation: Generation,
        outcome: Result<TaskPage, Failure>,
        begin: DateTime<Utc>,
    ) {
        let now = browser::now();
        let still_shown = self.list.try_update(|list| match outcome {
            Ok(page) => list.answered(generation, page, now),
            Err(failure) => list.failed(generation, failure),
        });
        // A request that was replaced has no say in when the next one comes.
        let goes_on = !self.is_paused.get_untracked() && !self.is_offline.get_untracked();
        if still_shown == Some(true) && goes_on {
            // A clock that was set back is no latency.
            self.schedule(now, (now - begin).to_std().unwrap_or_default());
        }
    }

    fn schedule(self, now: DateTime<Utc>, latency: Duration) {
        let pause = self.list.with_untracked(|list| {
            let in_a_row = list.failures_in_a_row();
            let outcome = match (list.failure(), list.answer()) {
                (Some(failure), _) => LastOutcome::Failed { failure, in_a_row },
                (None, Some(answer)) => {
                    LastOutcome::Answered { latency, all_finished: answer.value.is_finished() }
                }
                (None, None) => return None,
            };
            let settings = self.config.with_value(|config| config.poll);
            let settings = settings.with_base(self.interval.get_untracked());
            settings.pause_after(outcome, browser::chance())
        });
        let Some(pause) = pause else { return };
        self.next_try.set(TimeDelta::from_std(pause).ok().map(|pause| now + pause));
        self.timer.set_value(Timer::after(pause, move || self.fell_due()));
    }

    /// Nobody sees a hidden page: it asks when it is shown again.
    fn fell_due(self) {
        self.next_try.set(None);
        if !browser::is_hidden() {
            self.ask_again();
        }
    }

    /// The page came back to the user, who wants to see how things stand: one request, unless one is on its
    /// way, the user stopped them, only somebody's action can help or a pause after a failure is not over.
    fn wake(self) {
        let is_waiting = self.next_try.with_untracked(Option::is_some);
        let helps = self.list.with_untracked(|list| match list.failure() {
            _ if list.is_in_flight() => false,
            Some(failure) => failure.kind.is_retried() && !is_waiting,
            None => true,
        });
        let is_stopped = self.is_paused.get_untracked() || self.is_offline.get_untracked();
        if helps && !is_stopped && !browser::is_hidden() {
            self.ask_again();
        }
    }

    fn connection_was_lost(self) {
        self.is_offline.set(true);
        self.cancel_timer();
    }

    /// What is in flight was sent without a connection. A hidden page asks when it is shown again.
    fn connection_came_back(self) {
        self.is_offline.set(false);
        if !self.is_paused.get_untracked() && !browser::is_hidden() {
            self.ask_again();
        }
    }

    fn cancel_timer(self) {
        self.timer.set_value(None);
        self.next_try.set(None);
    }
}
