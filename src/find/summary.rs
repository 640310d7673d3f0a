//! What the index knows besides the rows that were asked for: counts for the chips, and what stands above the list.

use chrono::{DateTime, Utc};
use leptos::prelude::GetUntracked;
use model::chips::{Counts, counts_of_index};
use model::find::filter::Range;
use model::overview::{Frame, Histogram, Scope as Known, Summary, histogram, summary};
use model::query::{Created, ListQuery};
use model::sync::index::{CreationRange, Index, Scope};
use model::task::BatchTask;

use super::answering::Answering;

type ExpectedEnd<'a> = dyn Fn(&BatchTask) -> Option<DateTime<Utc>> + 'a;

impl Answering {
    /// How many tasks each chip lets through under the other filters; unknown where the index does not have all of them.
    pub fn counts(&self, query: &ListQuery, range: Range) -> Counts {
        let (from, to) = range;
        let has_all = |index: &Index| {
            index.as_of().is_some()
                && matches!(index.scope(CreationRange { from, to }), Scope::All(_))
        };
        if !self.runner.with(has_all) {
            return Counts::default();
        }
        counts_of_index(&self.ask(query, range).counts)
    }

    /// The histogram above the list, of the tasks that the other filters let through; none where the page says more.
    pub fn histogram(&self, query: &ListQuery, frame: Frame) -> Option<Histogram> {
        let known = self.known()?;
        let (locale, now) = (self.page.locale.get_untracked(), self.page.clock.instant());
        let is_slow = |task: &BatchTask| self.durations.is_slow(task, &locale, now);
        self.take_over_few();
        let mut finder = self.finder.borrow_mut();
        let any_time = ListQuery { created: Created::Any, ..query.clone() };
        let matches = finder.dated(&any_time, (None, None), &locale, &is_slow);
        Some(histogram(matches, frame, &known))
    }

    /// The counts above the list, of all tasks; none where the page says more.
    pub fn summary(&self, since: DateTime<Utc>, end_of: &ExpectedEnd<'_>) -> Option<Summary> {
        let known = self.known()?;
        let (locale, now) = (self.page.locale.get_untracked(), self.page.clock.instant());
        let is_slow = |task: &BatchTask| self.durations.is_slow(task, &locale, now);
        self.take_over_few();
        Some(summary(self.finder.borrow().all_dated(), &known, since, end_of, &is_slow))
    }

    fn known(&self) -> Option<Known> {
        let known = self.runner.with(known_of)?;
        (!known.complete.is_empty() || self.runner.reads_ahead()).then_some(known)
    }
}

fn known_of(index: &Index) -> Option<Known> {
    Some(Known {
        complete: index.complete_ranges(),
        until: index.as_of()?,
        knows_running: index.knows_unfinished(),
        is_reading: false,
        is_page: false,
    })
}
