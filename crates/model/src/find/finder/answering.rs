//! The steps of an answer, and what is kept of them for the next one.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::{Finder, UNREAD};
use crate::find::counts::Counts;
use crate::find::filter::{Filter, Range};
use crate::find::scan::Scan;
use crate::find::search::Search;
use crate::find::{Column, Find, Sort, order};
use crate::locale::Locale;
use crate::overview::Dated;
use crate::query::ListQuery;
use crate::task::BatchTask;

/// What the last search found.
pub(super) struct Hits {
    search: Search,
    /// By slot, as far as they were there.
    is_hit: Vec<bool>,
}

/// What was sorted last.
pub(super) struct Ordered {
    edition: u64,
    sort: Sort,
    /// None where the order does not depend on it.
    now: Option<DateTime<Utc>>,
    matching: Vec<u32>,
    places: Arc<[u32]>,
}

impl Finder {
    /// All rows that match a query, in no order that was asked for, each with the instant at which it began. Those that do not say when
    /// are left out.
    pub fn dated(
        &mut self,
        query: &ListQuery,
        range: Range,
        locale: &Locale,
        is_slow: &dyn Fn(&BatchTask) -> bool,
    ) -> impl Iterator<Item = Dated<'_>> {
        let find = Find::read(&query.find);
        let (_, matching, _) = self.matching(query, &find, range, locale, is_slow);
        matching.into_iter().filter_map(|place| self.dated_row(place as usize))
    }

    /// All rows, as [`dated`](Self::dated) has them.
    pub fn all_dated(&self) -> impl Iterator<Item = Dated<'_>> {
        (0..self.rows.len()).filter_map(|place| self.dated_row(place))
    }

    fn dated_row(&self, place: usize) -> Option<Dated<'_>> {
        let slot = self.slots.get(place).filter(|slot| **slot != UNREAD)?;
        Some((&self.rows[place], self.columns.facts(*slot).begin?))
    }

    /// What is searched for, the places of the rows that match, and the counts of the chips.
    pub(super) fn matching(
        &mut self,
        query: &ListQuery,
        find: &Find,
        range: Range,
        locale: &Locale,
        is_slow: &dyn Fn(&BatchTask) -> bool,
    ) -> (Search, Vec<u32>, Counts) {
        self.adopt(locale);
        self.read(usize::MAX);
        let search = Search::read(&find.search, &|id| self.columns.texts.has_id(id));
        self.search(&search);
        let (matching, counts) = self.filtered(&Filter::of(query, find, range), is_slow);
        (search, matching, counts)
    }

    /// Finds what is searched for, by as little work as it takes after the last search.
    fn search(&mut self, search: &Search) {
        if search.is_empty() {
            self.hits = None;
            return;
        }
        let scan = Scan::new(&self.columns.texts, search, &self.locale);
        let mut is_hit = match self.hits.take() {
            Some(hits) if hits.search == *search => hits.is_hit,
            Some(mut hits) if search.extends(&hits.search) => {
                scan.narrow(&mut hits.is_hit);
                hits.is_hit
            }
            _ => Vec::new(),
        };
        scan.extend(&mut is_hit);
        self.hits = Some(Hits { search: search.clone(), is_hit });
    }

    /// The places of what was found and is let through by all filters, and the counts of the chips under all others than theirs.
    fn filtered(
        &self,
        filter: &Filter,
        is_slow: &dyn Fn(&BatchTask) -> bool,
    ) -> (Vec<u32>, Counts) {
        let types = self.columns.texts.types();
        let has_type: Vec<bool> = types.iter().map(|name| filter.has_type(name)).collect();
        let (mut places, mut counts) = (Vec::new(), Counts::default());
        let begin = |slot: &u32| self.columns.facts(*slot).begin;
        // A row that does not say when it began was created after the next older one that does.
        let mut created = self.slots.iter().rev().find_map(begin);
        for (place, (slot, row)) in self.slots.iter().zip(&self.rows).enumerate().rev() {
            created = begin(slot).or(created);
            let at = *slot as usize;
            let is_let_through = self.hits.as_ref().is_none_or(|hits| hits.is_hit[at])
                && has_type[self.columns.texts.type_number(at)]
                && filter.has_created(created)
                && (!filter.is_slow || is_slow(row));
            if is_let_through {
                let kind = self.columns.facts(*slot).kind;
                counts.add(kind);
                if filter.has_kind(kind) {
                    places.push(place as u32);
                }
            }
        }
        places.reverse();
        (places, counts)
    }

    /// The matching places in an order; as the last time, where nothing of it has changed.
    pub(super) fn in_order(
        &mut self,
        matching: Vec<u32>,
        sort: Sort,
        now: DateTime<Utc>,
    ) -> Arc<[u32]> {
        let goes_on = |place: &u32| self.columns.facts(self.slots[*place as usize]).kind.goes_on();
        let follows_clock = sort.column == Column::Duration && matching.iter().any(goes_on);
        let (edition, now_of_it) = (self.edition, follows_clock.then_some(now));
        if let Some(last) = &self.ordered
            && (last.edition, last.sort, last.now) == (edition, sort, now_of_it)
            && last.matching == matching
        {
            return Arc::clone(&last.places);
        }
        let places: Arc<[u32]> = if sort == Sort::default() {
            matching.as_slice().into()
        } else {
            self.columns.prepare(sort.column, &self.locale);
            let key = |place: u32| self.columns.key(self.slots[place as usize], sort.column, now);
            order::in_order(&matching, sort.is_descending, key).into()
        };
        let kept = Arc::clone(&places);
        self.ordered = Some(Ordered { edition, sort, now: now_of_it, matching, places: kept });
        places
    }
}
