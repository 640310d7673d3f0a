//! The index on the page of the list: it is read, it answers, and the line above the rows says of which tasks they are.

use std::rc::Rc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::find::Find;
use model::overview::{Moment, Overview, Summary};
use model::task::BatchTask;
use model::view::found::told::{Told, told};
use model::view::scope::{ScopeAction, ScopeView, cost, scope_view};

use super::control_inputs::ControlInputs;
use super::overview::{frame_of, moment_of, mount_overview, overview_of_page};
use super::page::Page;
use crate::browser;
use crate::find::answering::{Answering, find_of};
use crate::find::scope_line::ScopeLine;
use crate::find::table::mount_found;
use crate::forecasting::Forecasts;
use crate::index::runner::Runner;
use crate::last_views::LastViews;
use crate::turns::next_turn;

/// What is bound here.
#[derive(Clone, Copy)]
struct Finding {
    page: Page,
    forecasts: StoredValue<Forecasts, LocalStorage>,
    runner: StoredValue<Runner, LocalStorage>,
    answering: StoredValue<Rc<Answering>, LocalStorage>,
    /// Changes with the tasks to answer from.
    version: ReadSignal<u64>,
    /// The same a moment later.
    counted: ReadSignal<u64>,
}

/// Lets the index answer what PolarDB cannot.
pub(crate) fn mount_find(page: Page, views: LastViews, forecasts: Forecasts) {
    let runner = Runner::follow(page, views);
    let answering = Answering::new(page, runner.clone());
    views.set_index(answering.clone());
    let known = Rc::clone(&answering);
    forecasts.set_pace(move |task| known.pace(task));
    let finding = Finding {
        page,
        forecasts: StoredValue::new_local(forecasts),
        version: answering.taken_over(),
        counted: answering.counted(),
        runner: StoredValue::new_local(runner),
        answering: StoredValue::new_local(answering),
    };
    finding.keep_index();
    finding.mount_scope();
    finding.tell();
    finding.mount_rows();
    finding.bind_controls();
    finding.mount_overview();
    if page.location.with_untracked(|location| location.query.needs_index()) {
        page.live.refresh();
    }
}

impl Finding {
    fn answering<T>(self, see: impl FnOnce(&Answering) -> T) -> T {
        self.answering.with_value(|answering| see(answering))
    }

    /// Reads what is needed, and amends the answer with what is read.
    fn keep_index(self) {
        let page = self.page;
        let reads_ahead = ControlInputs::of_page().reads_ahead;
        Effect::new(move |before: Option<()>| {
            let reads_ahead = reads_ahead.get();
            // The first time it is what the browser has kept, which is known already.
            if before.is_some() {
                self.runner.with_value(|runner| runner.set_wanted(reads_ahead));
            }
        });
        Effect::new(move |before: Option<Find>| {
            let find = find_of(page);
            let what =
                |find: &Find| (find.sort, find.group, find.rest, find.is_other, find.is_slow);
            if before.is_some_and(|before| what(&before) != what(&find)) {
                self.answering(|it| it.agree(what(&find) != what(&Find::default())));
            }
            find
        });
        Effect::new(move |_| {
            page.now.track();
            page.key.track();
            // What the list itself asks for comes first.
            let has_answer = page.live.known.with_untracked(|list| list.answer().is_some());
            if has_answer {
                untrack(|| self.answering(Answering::read_what_is_needed));
            }
        });
        let rows = self.runner.with_value(Runner::version);
        Effect::new(move |_| {
            rows.track();
            untrack(|| self.answering.with_value(Answering::take_over));
        });
        Effect::new(move |before: Option<()>| {
            self.version.track();
            if before.is_some() {
                untrack(|| self.answering(Answering::amend));
            }
        });
        Effect::new(move |before: Option<()>| {
            self.counted.track();
            if before.is_some() {
                untrack(|| page.learned.update(|learned| *learned = learned.wrapping_add(1)));
            }
        });
    }

    fn mount_scope(self) {
        let page = self.page;
        let view = Memo::new(move |_| {
            let needs_index = page.location.with(|location| location.query.needs_index());
            if !needs_index {
                return ScopeView::default();
            }
            let state = self.answering(Answering::state);
            scope_view(&page.locale.read(), &find_of(page), &state)
        });
        let choose = Callback::new(move |action| match action {
            ScopeAction::Cancel => self.runner.with_value(Runner::cancel),
            ScopeAction::ReadRest => self.answering(Answering::read_rest),
        });
        browser::mount(".filters-place", move || {
            view! { <ScopeLine view=view on_choose=choose /> }
        });
    }

    /// What the total and an empty list say of the tasks that were searched.
    fn tell(self) {
        let page = self.page;
        Effect::new(move |_| {
            self.version.track();
            let state = self.answering(Answering::state_of_rows);
            let query = page.location.with(|location| location.query.clone());
            let Told { total, title, text } = told(&page.locale.read(), &query, &state);
            let words = [total, title, text];
            if page.told.with_untracked(|before| *before != words) {
                page.told.set(words);
            }
        });
    }

    /// The table of what was found, and what a press on a head costs.
    fn mount_rows(self) {
        let page = self.page;
        let answered = self.answering(Answering::answered);
        // Kept: each row asks it for its marks.
        let found = Memo::new(move |_| {
            answered.track();
            page.day.track();
            let now = page.clock.instant();
            self.answering(|answering| answering.found(&|task| self.end_of(task, now)))
        });
        mount_found(page, found.into(), self.price());
    }

    fn price(self) -> Signal<String> {
        let price = Memo::new(move |_| {
            let state = self.answering(Answering::state);
            cost(&self.page.locale.read(), &state)
        });
        price.into()
    }

    /// The counts of the chips, and what a press on those costs that only the index can answer.
    fn bind_controls(self) {
        let page = self.page;
        let inputs = ControlInputs::of_page();
        let price = self.price();
        Effect::new(move |_| inputs.cost.set(price.get()));
        if !page.config.with_value(|config| config.has_status_counts) {
            return;
        }
        Effect::new(move |_| {
            self.counted.track();
            let range = page.key.with(|key| key.range).sides(page.clock.instant());
            let query = page.location.with(|location| location.query.clone());
            let counts = untrack(|| self.answering(|it| it.counts(&query, range)));
            if inputs.counts.get_untracked() != counts {
                inputs.counts.set(counts);
            }
        });
    }

    fn mount_overview(self) {
        let page = self.page;
        let moment = moment_of(page);
        let frame = frame_of(page, moment);
        let forecasts = self.forecasts.with_value(Clone::clone);
        let of_page = overview_of_page(page, moment, forecasts);
        // Ends are told to the minute.
        let minute = Memo::new(move |_| page.now.get().timestamp() / 60);
        let query = Memo::new(move |_| page.location.with(|location| location.query.clone()));
        let data = RwSignal::new(None);
        let asked = StoredValue::new(0_u32);
        Effect::new(move |_| {
            self.counted.track();
            page.learned.track();
            minute.track();
            page.locale.track();
            of_page.track();
            let (frame, query) = (frame.get(), query.get());
            untrack(|| self.answering(|it| it.read_for_overview(&frame)));
            asked.update_value(|asked| *asked = asked.wrapping_add(1));
            let number = asked.get_value();
            spawn_local(async move {
                let is_last = || asked.try_get_value() == Some(number);
                // The rows that were asked for come first, and of many tasks each takes a while.
                next_turn().await;
                if !is_last() {
                    return;
                }
                let histogram = self.answering(|it| it.histogram(&query, frame));
                next_turn().await;
                if !is_last() {
                    return;
                }
                let parts = histogram.zip(self.summary(moment.get_untracked()));
                let overview = parts.map(|(histogram, summary)| Overview { summary, histogram });
                // What is on the page says little, and what comes in its place moves what stands beside it.
                let reads = self.runner.with_value(Runner::reads_ahead);
                let overview = overview.or_else(|| of_page.get_untracked().filter(|_| !reads));
                if data.with_untracked(|known| *known != overview) {
                    data.set(overview);
                }
            });
        });
        mount_overview(page, moment, data.into());
    }

    fn summary(self, moment: Moment) -> Option<Summary> {
        let now = self.page.clock.instant();
        self.answering(|it| it.summary(moment.since(), &|task| self.end_of(task, now)))
    }

    /// When a batch is expected to end.
    fn end_of(self, task: &BatchTask, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let locale = self.page.locale.get_untracked();
        self.forecasts.with_value(|forecasts| {
            untrack(|| self.page.expected_end(forecasts, &locale, task, now))
        })
    }
}
