//! What the index knows besides the rows that were asked for: counts for the chips, and what stands above the list.

use chrono::{DateTime, Utc};
use leptos::prelude::GetUntracked;
use model::chips::{Counts, counts_of_index};
use model::find::filter::Range;
use model::overview::{Frame, Overview, Scope as Known, histogram, summary};
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

    /// What stands above the list: of all tasks, and the histogram of those that the other filters let through.
    pub fn overview(
        &self,
        query: &ListQuery,
        frame: Frame,
        since: DateTime<Utc>,
        end_of: &ExpectedEnd<'_>,
    ) -> Option<Overview> {
        let (locale, now) = (self.page.locale.get_untracked(), self.page.clock.instant());
        let known = self.runner.with(known_of)?;
        if known.complete.is_empty() && !self.runner.reads_ahead() {
            // The page says more.
            return None;
        }
        let is_slow = |task: &BatchTask| self.durations.is_slow(task, &locale, now);
        self.take_over_few();
        let mut finder = self.finder.borrow_mut();
        let any_time = ListQuery { created: Created::Any, ..query.clone() };
        let matches = finder.dated(&any_time, (None, None), &locale, &is_slow);
        let histogram = histogram(matches, frame, &known);
        let summary = summary(finder.all_dated(), &known, since, end_of, &is_slow);
        Some(Overview { summary, histogram })
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
