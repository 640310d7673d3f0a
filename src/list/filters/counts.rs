//! How many tasks are in each status, on the chips.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::chips::{CHIPS, Counts, status};
use model::find::Find;
use model::status_counts::{self, COUNTED, Question, StatusCounts};
use model::task::TaskPage;

use crate::api::{self, Ended};
use crate::ask::{Ask, ListKey};
use crate::browser;
use crate::guards::AbortOnDrop;
use crate::pages::page::Page;

/// The counts that PolarDB tells, which follow the endpoint's answers. It is not asked where the index knows any.
pub(crate) fn follow_counts(page: Page, indexed: RwSignal<Counts>) -> Signal<Counts> {
    let counting = Counting {
        page,
        indexed,
        changes: RwSignal::new(0),
        state: StoredValue::new_local(State::default()),
    };
    // The clock's tick is soon enough for anything that becomes due.
    Effect::new(move |_| {
        page.now.track();
        counting.ask();
    });
    Signal::derive(move || counting.counts())
}

#[derive(Clone, Copy)]
struct Counting {
    page: Page,
    /// What the index knows.
    indexed: RwSignal<Counts>,
    /// Counts the answers.
    changes: RwSignal<u32>,
    state: StoredValue<State, LocalStorage>,
}

#[derive(Default)]
struct State {
    known: StatusCounts<ListKey>,
    in_flight: Option<AbortOnDrop>,
    /// How many refreshes the user had asked for when the last round began.
    by_hand: u32,
}

impl Counting {
    /// Asks for a count, if one is due and may be asked for.
    fn ask(self) {
        let now = self.page.clock.instant();
        let by_hand = self.page.refreshes.get_untracked();
        let Some(key) = self.wanted(now) else { return };
        let Some((question, signal)) = self
            .state
            .try_update_value(|state| {
                let is_by_hand = by_hand != state.by_hand;
                let question = state.known.ask(&key, now, is_by_hand)?;
                if question.status == COUNTED[0] {
                    state.by_hand = by_hand;
                }
                // What is still on its way is for other filters.
                state.in_flight = AbortOnDrop::within(api::TIME_LIMIT);
                let signal = state.in_flight.as_ref().map(AbortOnDrop::signal);
                Some((question, signal))
            })
            .flatten()
        else {
            return;
        };
        let query = key.query.with_status_toggled(question.status);
        let key = ListKey { query, ..key };
        if let (Some(signal), Some(request)) = (signal, key.request(now)) {
            spawn_local(async move {
                let ended = api::ask(&key, &request, &signal, &Default::default()).await;
                self.ended(question, &ended);
            });
        }
    }

    fn ended(self, question: Question, ended: &Ended<TaskPage>) {
        let outcome =
            ended.outcome.as_ref().map(|page| status_counts::count(page, question.status));
        let now = self.page.clock.instant();
        self.state.update_value(|state| {
            state.known.ended(question, outcome, now, js_sys::Math::random());
        });
        self.changes.update(|changes| *changes = changes.wrapping_add(1));
        self.ask();
    }

    /// The filters to count under, if the endpoint answers for them: one that is in trouble is not asked besides the
    /// rows, and neither for a page that nobody sees or that was stopped.
    fn wanted(self, now: DateTime<Utc>) -> Option<ListKey> {
        let key = self.page.key.with_untracked(of_any_status)?;
        let refreshing = self.page.live.refreshing.get_untracked();
        let is_stopped =
            refreshing.is_paused || refreshing.is_offline || refreshing.is_blocked(now);
        let is_known = self.indexed.with_untracked(|counts| counts.iter().any(Option::is_some));
        let answers = self.page.live.known.with_untracked(|list| {
            let is_meant = |shown: &ListKey| of_any_status(shown).as_ref() == Some(&key);
            let answer = list.answer().filter(|answer| !answer.is_recalled);
            let is_quiet = list.failure().is_none() && !list.is_in_flight();
            is_quiet && answer.is_some_and(|answer| is_meant(&answer.key))
        });
        (answers && !is_known && !is_stopped && !browser::is_hidden()).then_some(key)
    }

    fn counts(self) -> Counts {
        self.changes.track();
        let Some(key) = self.page.key.with(of_any_status) else { return Counts::default() };
        let count = |status| self.state.with_value(|state| state.known.of(&key, status));
        CHIPS.map(|chip| count(status(chip)?))
    }
}

/// What is counted beside a list: what its other filters let through. `None` where PolarDB does not have these filters.
fn of_any_status(key: &ListKey) -> Option<ListKey> {
    let find = Find::read(&key.query.find);
    let is_of_index = !find.search.is_empty() || find.is_slow;
    let query = key.query.of_any_status().with_find(String::new());
    (!is_of_index).then(|| ListKey { query, ..key.clone() })
}
