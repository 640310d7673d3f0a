//! What is known of rows for searching, filtering and sorting, by slot: the order in which rows were read, whatever their place.

use chrono::{DateTime, Utc};

use super::Column;
use super::facts::{Facts, Instants};
use super::rank::Ranking;
use super::texts::Texts;
use crate::locale::Locale;
use crate::task::BatchTask;

/// All columns.
#[derive(Default)]
pub(super) struct Columns {
    pub(super) texts: Texts,
    facts: Vec<Facts>,
    names: Ranking,
    ids: Ranking,
    /// Types as people read them; made when it is needed, since there are few.
    types: Ranking,
}

impl Columns {
    /// Adds a row, and returns its slot.
    pub(super) fn push(&mut self, row: &BatchTask, instants: &mut Instants) -> u32 {
        self.texts.push(row);
        self.facts.push(Facts::of(row, instants));
        self.len() as u32 - 1
    }

    /// Reads a row of the same texts anew.
    pub(super) fn update(&mut self, slot: u32, row: &BatchTask, instants: &mut Instants) {
        self.facts[slot as usize] = Facts::of(row, instants);
    }

    /// How many slots there are.
    pub(super) fn len(&self) -> usize {
        self.facts.len()
    }

    /// What a slot's row says.
    pub(super) fn facts(&self, slot: u32) -> &Facts {
        &self.facts[slot as usize]
    }

    /// Takes at most so many steps towards the ranks of names and ids. Returns whether more are needed.
    pub(super) fn rank(&mut self, steps: usize) -> bool {
        let (texts, count) = (&self.texts, self.facts.len());
        if self.names.is_done(count) {
            self.ids.step(count, steps, &|a, b| texts.id(a).cmp(texts.id(b)))
        } else {
            self.names.step(count, steps, &|a, b| texts.name(a).cmp(texts.name(b)));
            true
        }
    }

    /// Whether a sort by this column needs no ranks that are still to be made.
    pub(super) fn is_ready_for(&self, column: Column) -> bool {
        match column {
            Column::Name => self.names.is_done(self.len()),
            Column::Id => self.ids.is_done(self.len()),
            _ => true,
        }
    }

    /// Makes what a sort by this column needs.
    pub(super) fn prepare(&mut self, column: Column, locale: &Locale) {
        let (texts, count) = (&self.texts, self.facts.len());
        match column {
            Column::Name => {
                self.names.finish(count, &|a, b| texts.name(a).cmp(texts.name(b)));
            }
            Column::Id => self.ids.finish(count, &|a, b| texts.id(a).cmp(texts.id(b))),
            Column::Type => {
                let words = texts.type_words(locale);
                self.types = Ranking::default();
                let compare = |a: u32, b: u32| words[a as usize].cmp(&words[b as usize]);
                self.types.finish(words.len(), &compare);
            }
            _ => {}
        }
    }

    /// What a column says of a slot, for comparing; none where it says nothing. It is [prepared](Self::prepare).
    pub(super) fn key(&self, slot: u32, column: Column, now: DateTime<Utc>) -> Option<i64> {
        let (is_there, rank) = match column {
            Column::Name => (!self.texts.name(slot).is_empty(), self.names.rank(slot)),
            Column::Id => (!self.texts.id(slot).is_empty(), self.ids.rank(slot)),
            Column::Type => {
                let number = self.texts.type_number(slot as usize);
                (!self.texts.types()[number].is_empty(), self.types.rank(number as u32))
            }
            _ => return self.facts(slot).key(column, now),
        };
        is_there.then_some(rank.into())
    }
}
