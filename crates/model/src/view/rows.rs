//! The rows of a page, in groups by the day on which their tasks began.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::day::{DayView, day_view};
use super::row::{RowView, day_of, elapsed, row_view};
use crate::arrangement::{PlacedTask, counterparts, ordinals};
use crate::locale::Locale;
use crate::location::Location;
use crate::task::Duration;

/// A row: its task, and what it shows of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Tells it from all others.
    pub key: RowKey,
    /// Its task.
    pub placed: PlacedTask,
    /// What it shows.
    pub view: RowView,
}

/// What tells one row from all others: a batch keeps its row as long as it is listed. Several rows of one id, or without
/// one, are told apart by their order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowKey {
    /// The endpoint's id.
    pub endpoint: Arc<str>,
    /// The batch id.
    pub batch_id: String,
    /// How many rows before it have the same batch id.
    pub ordinal: usize,
}

/// The rows of a page from top to bottom.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    around: Around,
    rows: Vec<Arc<Row>>,
    groups: Vec<DayGroup>,
    longest: TimeDelta,
}

/// What all rows of a page are made with.
#[derive(Clone, Debug, PartialEq)]
pub struct Around {
    /// The endpoint's id.
    pub endpoint: Arc<str>,
    /// The list that they are of.
    pub list: Location,
    /// The language and the zones.
    pub locale: Locale,
}

/// Rows that follow one another and are of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayGroup {
    /// The day, counted from 1970-01-01, where it is known.
    pub day: Option<i64>,
    /// What its divider shows.
    pub view: DayView,
    /// The place of its first row.
    pub begin: usize,
    /// The place after its last row.
    pub end: usize,
}

impl Rows {
    /// The rows of a page. One that was there `before` and has not changed is the same row.
    pub fn new(
        before: Option<&Self>,
        around: Around,
        placed: &[PlacedTask],
        now: DateTime<Utc>,
    ) -> Self {
        Self::adapted(before, around, placed, now, |_| {})
    }

    /// The same with another text in some cells: all rows of a list are adapted alike.
    pub fn adapted(
        before: Option<&Self>,
        around: Around,
        placed: &[PlacedTask],
        now: DateTime<Utc>,
        adapt: impl Fn(&mut Row),
    ) -> Self {
        let before = before.filter(|before| before.around == around);
        let before = before.map_or(&[][..], |before| &before.rows);
        let ids: Vec<_> = placed.iter().map(|placed| &*placed.task.batch_id).collect();
        let known: Vec<_> = before.iter().map(|row| &*row.key.batch_id).collect();
        let row = |(placed, (place, ordinal)): (&PlacedTask, (Option<usize>, usize))| {
            let was = place.and_then(|place| before.get(place)).filter(|was| was.is_of(placed));
            let new = || {
                let mut row = Row::new(&around, placed, ordinal);
                adapt(&mut row);
                Arc::new(row)
            };
            was.map_or_else(new, Arc::clone)
        };
        let places = counterparts(&ids, &known).into_iter().zip(ordinals(&ids));
        let rows = placed.iter().zip(places).map(row).collect();
        let locale = &around.locale;
        let shown = placed.iter().filter(|placed| !placed.is_gone);
        let longest = shown.filter_map(|placed| elapsed(locale, &placed.task, now)).max();
        let longest = longest.unwrap_or_default();
        Self { rows, groups: groups(placed, locale, now), longest, around }
    }

    /// The groups from top to bottom.
    pub fn groups(&self) -> &[DayGroup] {
        &self.groups
    }

    /// The list that they are of.
    pub fn list(&self) -> &Location {
        &self.around.list
    }

    /// The keys from top to bottom.
    pub fn keys(&self) -> Vec<&RowKey> {
        self.rows.iter().map(|row| &row.key).collect()
    }

    /// The longest duration on the page, as it was when the rows came.
    pub fn longest(&self) -> TimeDelta {
        self.longest
    }

    /// From top to bottom.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Row>> {
        self.rows.iter()
    }

    /// The row at a place, counted from 0.
    pub fn at(&self, place: usize) -> Option<&Arc<Row>> {
        self.rows.get(place)
    }
}

/// For each key, where it is among others.
pub fn places_among(keys: &[&RowKey], others: &[&RowKey]) -> Vec<Option<usize>> {
    let ids = keys.iter().map(|key| &*key.batch_id).collect::<Vec<_>>();
    let of_others = others.iter().map(|key| &*key.batch_id).collect::<Vec<_>>();
    let places = counterparts(&ids, &of_others);
    let is_same = |(key, place): (&&RowKey, Option<usize>)| place.filter(|at| others[*at] == *key);
    keys.iter().zip(places).map(is_same).collect()
}

/// For each row, whose elements it takes over: its own where it was there before in the same list, else those of a row that has left, as
/// long as there are any. In another list none keeps its own, so that no element has to be moved.
pub fn taken_over(keys: &[&RowKey], before: &[&RowKey], is_same_list: bool) -> Vec<Option<usize>> {
    let known = if is_same_list { before } else { &[] };
    let places = places_among(keys, known);
    let mut is_left_over = vec![true; before.len()];
    places.iter().flatten().for_each(|place| is_left_over[*place] = false);
    let mut left_over = (0..before.len()).filter(|place| is_left_over[*place]);
    places.into_iter().map(|place| place.or_else(|| left_over.next())).collect()
}

impl Row {
    fn new(around: &Around, placed: &PlacedTask, ordinal: usize) -> Self {
        let Around { endpoint, list, locale } = around;
        let batch_id = placed.task.batch_id.clone();
        let key = RowKey { endpoint: Arc::clone(endpoint), batch_id, ordinal };
        Self { key, placed: placed.clone(), view: row_view(placed, list, locale) }
    }

    /// A task that has not changed is the same one; equal ones are not looked for.
    fn is_of(&self, placed: &PlacedTask) -> bool {
        Arc::ptr_eq(&self.placed.task, &placed.task) && self.placed == *placed
    }
}

/// The cells of a row by their places from 0, as `src/list/table/row.rs` renders them.
const TASK: u32 = 0;
const STATUS: u32 = 1;
const PROGRESS: u32 = 2;
const BEGAN: u32 = 3;
const DURATION: u32 = 4;
const ENDS: u32 = 5;
const TYPE: u32 = 6;
const BATCH_ID: u32 = 7;

impl RowView {
    /// The cells that show something else than `before`.
    fn changed_cells(&self, before: &Self) -> impl Iterator<Item = u32> + use<> {
        let name = |row: &Self| (row.name.clone(), row.flaws.clone());
        [
            (TASK, name(self) != name(before)),
            (STATUS, self.status != before.status),
            (PROGRESS, self.progress != before.progress),
            (BEGAN, self.began != before.began),
            (TYPE, self.task_type != before.task_type),
            (BATCH_ID, self.batch_id != before.batch_id),
        ]
        .into_iter()
        .filter_map(|(column, is_changed)| is_changed.then_some(column))
    }
}

/// Which cells of which rows show something else than before, by their columns: only of rows that were there. A duration
/// and an end are news once they are no longer guessed.
pub fn changed_cells(before: &Rows, after: &Rows, locale: &Locale) -> Vec<(u32, Vec<u32>)> {
    let runs = |row: &Row| matches!(row.placed.task.duration(locale), Duration::Since(_));
    let mut changed = Vec::new();
    let places = places_among(&after.keys(), &before.keys());
    for (index, (row, place)) in after.iter().zip(places).enumerate() {
        let Some(old) = place.and_then(|place| before.at(place)) else { continue };
        if Arc::ptr_eq(row, old) {
            continue;
        }
        let mut cells: Vec<_> = row.view.changed_cells(&old.view).collect();
        if runs(old) && !runs(row) {
            cells.extend([DURATION, ENDS]);
        }
        if !cells.is_empty() {
            changed.push((index as u32, cells));
        }
    }
    changed
}

/// A task whose begin is not known is with those before it.
fn groups(placed: &[PlacedTask], locale: &Locale, now: DateTime<Utc>) -> Vec<DayGroup> {
    let mut groups: Vec<DayGroup> = Vec::new();
    for (place, placed) in placed.iter().enumerate() {
        let begin = &placed.task.begin;
        let day = day_of(locale, begin);
        if let Some(last) = groups.last_mut()
            && (day.is_none() || day == last.day)
        {
            last.end = place + 1;
            continue;
        }
        let view = day_view(locale, begin.instant(locale), now);
        groups.push(DayGroup { day, view, begin: place, end: place + 1 });
    }
    groups
}

#[cfg(test)]
mod tests;
