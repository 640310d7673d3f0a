//! How many tasks are in each status, on the chips.

use std::cell::RefCell;
use std::rc::Rc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::format::grouped;
use model::locale::Locale;
use model::status::BatchStatus;
use model::status_counts::{self, Question, StatusCounts};
use model::task::TaskPage;
use model::tr;

use super::page::Page;
use crate::api::{self, Ended};
use crate::ask::{Ask, ListKey};
use crate::browser::{self, AbortOnDrop};
use crate::components::fill::{Fill, Part};
use crate::components::markup::Markup;
use crate::components::status_look::status_word;
use crate::effect::follow;

/// Each status with its chip and the place of the count in it.
const CHIPS: [(BatchStatus, &str, &str); 4] = [
    (
        BatchStatus::Dispatching,
        "[data-status=DISPATCHING]",
        "[data-status=DISPATCHING] .chip-count",
    ),
    (BatchStatus::Running, "[data-status=RUNNING]", "[data-status=RUNNING] .chip-count"),
    (BatchStatus::Completed, "[data-status=COMPLETED]", "[data-status=COMPLETED] .chip-count"),
    (BatchStatus::Failed, "[data-status=FAILED]", "[data-status=FAILED] .chip-count"),
];

/// Binds the counts, unless the deployment does without.
pub(crate) fn bind_counts(page: Page) {
    if !page.config.with_value(|config| config.has_status_counts) {
        return;
    }
    let counting = Counting { page, changes: RwSignal::new(0), state: Rc::default() };
    Markup::of_page(".chips").show({
        let counting = counting.clone();
        move |locale| counting.fills(locale)
    });
    // The clock's tick is soon enough for anything that becomes due.
    follow(move || {
        page.now.track();
        counting.ask();
    });
}

#[derive(Clone)]
struct Counting {
    page: Page,
    /// Counts the answers.
    changes: RwSignal<u32>,
    state: Rc<RefCell<State>>,
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
    fn ask(&self) {
        let now = self.page.clock.instant();
        let by_hand = self.page.refreshes.get_untracked();
        let Some(key) = self.wanted(now) else { return };
        let mut state = self.state.borrow_mut();
        let is_by_hand = by_hand != state.by_hand;
        let Some(question) = state.known.ask(&key, now, is_by_hand) else { return };
        if question.status == BatchStatus::ALL[0] {
            state.by_hand = by_hand;
        }
        // What is still on its way is for other filters.
        state.in_flight = AbortOnDrop::new();
        let signal = state.in_flight.as_ref().map(|abort| abort.signal(api::TIME_LIMIT));
        let query = key.query.with_status_toggled(question.status);
        let key = ListKey { query, ..key };
        if let (Some(signal), Some(request)) = (signal, key.request(now)) {
            let counting = self.clone();
            spawn_local(async move {
                let ended = api::ask(&key, &request, &signal).await;
                counting.ended(question, &ended);
            });
        }
    }

    fn ended(&self, question: Question, ended: &Ended<TaskPage>) {
        let outcome =
            ended.outcome.as_ref().map(|page| status_counts::count(page, question.status));
        let now = self.page.clock.instant();
        self.state.borrow_mut().known.ended(question, outcome, now, browser::chance());
        self.changes.update(|changes| *changes = changes.wrapping_add(1));
        self.ask();
    }

    /// The filters to count under, if the endpoint answers for them: one that is in trouble is not asked besides the
    /// rows, and neither for a page that nobody sees or that was stopped.
    fn wanted(&self, now: DateTime<Utc>) -> Option<ListKey> {
        let key = self.page.key.with_untracked(of_any_status);
        let refreshing = self.page.live.refreshing.get_untracked();
        let is_stopped =
            refreshing.is_paused || refreshing.is_offline || refreshing.is_blocked(now);
        let answers = self.page.live.known.with_untracked(|list| {
            let is_meant = |shown: &ListKey| of_any_status(shown) == key;
            let answer = list.answer().filter(|answer| !answer.is_recalled);
            let is_quiet = list.failure().is_none() && !list.is_in_flight();
            is_quiet && answer.is_some_and(|answer| is_meant(&answer.key))
        });
        (answers && !is_stopped && !browser::is_hidden()).then_some(key)
    }

    fn fills(&self, locale: &Locale) -> Vec<Fill> {
        self.changes.track();
        let key = self.page.key.with(of_any_status);
        let state = self.state.borrow();
        let fills = CHIPS.into_iter().map(|(status, chip, place)| {
            let count = state.known.of(&key, status);
            let name = count.map(|count| spoken(locale, status, count));
            [
                (chip, Part::Attribute("aria-label"), name.unwrap_or_default()),
                (place, Part::Text, count.map(grouped).unwrap_or_default()),
            ]
        });
        fills.flatten().collect()
    }
}

fn of_any_status(key: &ListKey) -> ListKey {
    ListKey { endpoint: key.endpoint.clone(), query: key.query.of_any_status() }
}

/// `Failed, 6 tasks`.
fn spoken(locale: &Locale, status: BatchStatus, count: u64) -> String {
    tr!(locale,
        count => "{status}, {count} task" | "{status}, {count} tasks",
        status = status_word(locale, status),
        count = grouped(count),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chip_says_how_many() {
        for (status, count, words) in [
            (BatchStatus::Failed, 6, "Failed, 6 tasks"),
            (BatchStatus::Running, 1, "Running, 1 task"),
            (BatchStatus::Completed, 12_345, "Completed, 12,345 tasks"),
            (BatchStatus::Dispatching, 0, "Dispatching, 0 tasks"),
        ] {
            assert_eq!(spoken(&Locale::default(), status, count), words);
        }
    }
}
