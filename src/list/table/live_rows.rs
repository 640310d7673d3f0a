//! The rows as the table holds them, each with a signal of its own, so that only those run which have changed. A row that is
//! new on the page takes over the elements of one that has left: to make them costs several times as much as to change them.
//!
//! A signal that all rows followed would cost each of them a search among all the others whenever it runs: in Leptos 0.8
//! to stop following a signal takes as long as it has followers.

use std::sync::Arc;

use chrono::TimeDelta;
use leptos::prelude::*;
use model::locale::Locale;
use model::location::Location;
use model::view::day::DayView;
use model::view::row::RowState;
use model::view::rows::{DayGroup, Row, RowKey, Rows, taken_over};

use crate::pages::page::Page;

/// The rows from top to bottom. They are equal where the same elements are in the same places, whatever they show.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct LiveRows {
    /// The list that the rows are of.
    list: Location,
    rows: Vec<LiveRow>,
    days: Vec<DayGroup>,
}

/// A row.
#[derive(Clone)]
pub(crate) struct LiveRow {
    /// Tells its elements from those of all others that are there.
    pub(crate) slot: usize,
    /// Which row they show.
    key: RowKey,
    /// All that they show.
    pub(crate) cells: ArcRwSignal<Cells>,
}

/// What is in a place of the table.
#[derive(Clone)]
pub(super) enum Line {
    /// The divider with this number.
    Day(usize),
    /// A row.
    Row(LiveRow),
}

/// All that a row shows.
#[derive(Clone, PartialEq)]
pub(crate) struct Cells {
    pub(crate) row: Arc<Row>,
    pub(super) state: RowState,
    pub(super) locale: Locale,
}

/// What all rows follow.
#[derive(PartialEq)]
struct Around {
    locale: Locale,
    day: i64,
    open: Option<String>,
    longest: TimeDelta,
}

impl LiveRows {
    /// The rows of a page, each with the elements that it keeps or takes over.
    pub(crate) fn after(before: Option<&Self>, rows: &Rows, page: Page) -> Self {
        let is_same_list = before.is_some_and(|before| before.list == *rows.list());
        let before = before.map_or(&[][..], |before| &before.rows);
        let known: Vec<_> = before.iter().map(|row| &row.key).collect();
        let places = taken_over(&rows.keys(), &known, is_same_list);
        let mut new_slots = before.iter().map(|row| row.slot + 1).max().unwrap_or_default()..;
        let row = |(row, place): (&Arc<Row>, Option<usize>)| {
            let key = row.key.clone();
            if let Some(place) = place {
                return LiveRow { key, ..before[place].clone() };
            }
            let cells = ArcRwSignal::new(untrack(|| page.cells(row, rows)));
            LiveRow { slot: new_slots.next().unwrap_or_default(), key, cells }
        };
        let live = rows.iter().zip(places).map(row).collect();
        Self { list: rows.list().clone(), rows: live, days: rows.groups().to_vec() }
    }

    /// All lines from top to bottom.
    pub(super) fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::with_capacity(self.days.len() + self.rows.len());
        for (at, day) in self.days.iter().enumerate() {
            lines.push(Line::Day(at));
            lines.extend(self.rows[day.begin..day.end].iter().cloned().map(Line::Row));
        }
        lines
    }

    /// The row at a place, counted from 0.
    pub(crate) fn at(&self, place: usize) -> Option<&LiveRow> {
        self.rows.get(place)
    }

    /// What the divider with this number shows.
    pub(crate) fn day(&self, at: usize) -> Option<&DayView> {
        self.days.get(at).map(|day| &day.view)
    }
}

impl Line {
    /// Tells it from all others.
    pub(super) fn key(&self) -> (bool, usize) {
        match self {
            Self::Day(at) => (true, *at),
            Self::Row(row) => (false, row.slot),
        }
    }
}

impl LiveRow {
    fn show(&self, cells: Cells) {
        if self.cells.with_untracked(|before| *before != cells) {
            self.cells.set(cells);
        }
    }
}

impl PartialEq for LiveRow {
    fn eq(&self, other: &Self) -> bool {
        self.slot == other.slot
    }
}

/// Lets the signals of the rows follow what the rows show: those of changed rows, those of what runs, which the clock and the
/// forecasts change, and all when something changes that all follow.
pub(crate) fn keep_cells(page: Page, rows: Memo<Rows>, live: Memo<LiveRows>) {
    Effect::new(move |before: Option<Around>| {
        let (locale, day, open) = (page.locale.get(), page.day.get(), page.open.get());
        rows.with(|rows| {
            let around = Around { locale, day, open, longest: rows.longest() };
            let is_same = before.as_ref() == Some(&around);
            live.with_untracked(|live| {
                for (live, row) in live.rows.iter().zip(rows.iter()) {
                    let shows = |row| live.cells.with_untracked(|it| Arc::ptr_eq(&it.row, row));
                    if !(is_same && shows(row)) || row.placed.runs(&locale) {
                        live.show(page.cells(row, rows));
                    }
                }
            });
            around
        })
    });
}
