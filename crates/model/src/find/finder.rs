//! Answers queries from all rows that are known: their search, filters, order and page.
//!
//! Texts are folded, times read and names ranked once per row. What an answer took is kept for the next one: other pages, and the
//! same question again after a while, need no search and no sort.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::columns::Columns;
use super::counts::Counts;
use super::facts::Instants;
use super::filter::Range;
use super::search::Search;
use super::{Find, align};
use crate::locale::Locale;
use crate::query::{ListQuery, PageNumber, PageSize};
use crate::task::{BatchTask, TaskPage};
use answering::{Hits, Ordered};

mod answering;

/// How many rows are read by one call of [`Finder::work`], and how many steps of ranking are taken: a few milliseconds of either.
const ROWS_AT_ONCE: usize = 3_000;
const STEPS_AT_ONCE: usize = 15_000;

/// The slot of a row that is still to be read.
const UNREAD: u32 = u32::MAX;

/// The rows, and all that makes answers quick.
pub struct Finder {
    rows: Vec<Arc<BatchTask>>,
    version: Option<u64>,
    /// The slot of each row in the columns.
    slots: Vec<u32>,
    /// The places of rows that are still to be read.
    unread: Vec<u32>,
    columns: Columns,
    /// Changes with the rows and with what the locale makes of them.
    edition: u64,
    locale: Locale,
    instants: Instants,
    hits: Option<Hits>,
    ordered: Option<Ordered>,
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
        if self.version.replace(version) == Some(version) {
            return;
        }
        let known = align::counterparts(&self.rows, &rows);
        let is_same = |(place, row): (usize, &Arc<BatchTask>)| {
            known[place] == Some(place) && Arc::ptr_eq(row, &self.rows[place])
        };
        if rows.len() == self.rows.len() && rows.iter().enumerate().all(is_same) {
            return;
        }
        self.edition += 1;
        let slots = rows.iter().zip(known);
        let mut slots: Vec<u32> = slots.map(|(row, known)| self.slot_of(row, known)).collect();
        let are_read = slots.iter().filter(|slot| **slot != UNREAD).count();
        if self.columns.len() - are_read > rows.len() / 2 + ROWS_AT_ONCE {
            // Much of what was read is of no use any more.
            slots.fill(UNREAD);
            (self.columns, self.hits) = (Columns::default(), None);
        }
        let unread = (0..).zip(&slots).filter(|(_, slot)| **slot == UNREAD);
        self.unread = unread.map(|(place, _)| place).collect();
        (self.rows, self.slots) = (rows, slots);
    }

    /// Does a few milliseconds of what is to be done after rows have changed, so that the next answer is quick. Returns whether
    /// more is left.
    pub fn work(&mut self) -> bool {
        if self.unread.is_empty() {
            return self.columns.rank(STEPS_AT_ONCE);
        }
        self.read(ROWS_AT_ONCE);
        true
    }

    /// Whether this query can be answered without doing what is left of the [`work`](Self::work) first.
    pub fn is_ready_for(&self, query: &ListQuery) -> bool {
        let column = Find::read(&query.find).sort.column;
        self.unread.is_empty() && self.columns.is_ready_for(column)
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
        let find = Find::read(&query.find);
        let (search, matching, counts) = self.matching(query, &find, range, locale, is_slow);
        Answered { places: self.in_order(matching, find.sort, now), counts, search }
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

    /// The slot of a row, of which `known` is the place before the change; as long as its texts are the same.
    fn slot_of(&mut self, row: &Arc<BatchTask>, known: Option<usize>) -> u32 {
        let Some((slot, before)) = known.map(|place| (self.slots[place], &self.rows[place])) else {
            return UNREAD;
        };
        if slot == UNREAD || Arc::ptr_eq(row, before) {
            return slot;
        }
        if row.task_name != before.task_name
            || row.batch_id != before.batch_id
            || row.task_type != before.task_type
        {
            return UNREAD;
        }
        self.columns.update(slot, row, &mut self.instants);
        slot
    }

    /// Reads at most so many rows that are still to be read.
    fn read(&mut self, count: usize) {
        let count = count.min(self.unread.len());
        for place in self.unread.drain(..count) {
            let row = &self.rows[place as usize];
            self.slots[place as usize] = self.columns.push(row, &mut self.instants);
        }
    }

    /// Reads times and types anew where the locale makes something else of them.
    fn adopt(&mut self, locale: &Locale) {
        if self.locale.assumed_zone != locale.assumed_zone {
            self.instants = Instants::new(locale.assumed_zone);
            for (row, slot) in self.rows.iter().zip(&self.slots).filter(|(_, it)| **it != UNREAD) {
                self.columns.update(*slot, row, &mut self.instants);
            }
            self.edition += 1;
        }
        if self.locale.translations != locale.translations {
            self.hits = None;
            self.edition += 1;
        }
        self.locale = *locale;
    }
}

impl Default for Finder {
    fn default() -> Self {
        let locale = Locale::default();
        Self {
            rows: Vec::new(),
            version: None,
            slots: Vec::new(),
            unread: Vec::new(),
            columns: Columns::default(),
            edition: 0,
            locale,
            instants: Instants::new(locale.assumed_zone),
            hits: None,
            ordered: None,
        }
    }
}

impl Answered {
    /// How many batches match.
    pub fn total(&self) -> u64 {
        self.places.len() as u64
    }
}

#[cfg(test)]
mod tests;
