//! What the index knows besides the rows that were asked for: counts for the chips, and what stands above the list.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::GetUntracked;
use model::chips::{Counts, counts_of_index};
use model::find::filter::Range;
use model::locale::Locale;
use model::overview::{Frame, Overview, Scope as Known, histogram, summary};
use model::query::{Created, ListQuery};
use model::sync::index::{Index, Scope};
use model::task::BatchTask;

use super::answering::Answering;

type ExpectedEnd<'a> = dyn Fn(&BatchTask) -> Option<DateTime<Utc>> + 'a;

impl Answering {
    /// How many tasks each chip lets through under the other filters; unknown where the index does not have all of them.
    pub fn counts(&self, query: &ListQuery, range: Range) -> Counts {
        let locale = self.page.locale.get_untracked();
        if !self.reading.with(|index| covers(index, range.0, &locale)) {
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
        let known = self.reading.with(|index| known_of(index, &locale, now))?;
        let is_slow = |task: &BatchTask| self.durations.is_slow(task, &locale, now);
        let any_time = ListQuery { created: Created::Any, ..query.clone() };
        let answered = self.ask(&any_time, (None, None));
        let finder = self.finder.borrow();
        let dated = |task: &'_ Arc<BatchTask>| task.begin.instant(&locale);
        let all = finder.rows().iter().filter_map(|task| Some((&**task, dated(task)?)));
        let summary = summary(all, &known, since, end_of, &is_slow);
        let matches = answered.places.iter().filter_map(|place| finder.row(*place));
        let matches: Vec<_> = matches.filter_map(|task| Some((&**task, dated(task)?))).collect();
        Some(Overview { summary, histogram: histogram(matches, frame, &known) })
    }
}

/// Whether the index has every task that was created since an instant; without one, every task.
fn covers(index: &Index, since: Option<DateTime<Utc>>, locale: &Locale) -> bool {
    match index.scope() {
        Scope::All(_) => true,
        Scope::Newest(..) => since.is_some_and(|since| oldest(index, locale) < Some(since)),
        Scope::AtLeast(_) | Scope::Nothing => false,
    }
}

/// When the oldest task began that is known.
fn oldest(index: &Index, locale: &Locale) -> Option<DateTime<Utc>> {
    index.rows().iter().rev().find_map(|task| task.begin.instant(locale))
}

fn known_of(index: &Index, locale: &Locale, now: DateTime<Utc>) -> Option<Known> {
    let (begin, is_all) = match index.scope() {
        Scope::All(_) => (Some(DateTime::<Utc>::MIN_UTC), true),
        Scope::Newest(..) => (oldest(index, locale), false),
        Scope::AtLeast(_) => (None, false),
        Scope::Nothing => return None,
    };
    Some(Known {
        complete: begin.map(|begin| (begin, now)).into_iter().collect(),
        until: now,
        knows_running: is_all,
        is_reading: false,
        is_page: false,
    })
}
