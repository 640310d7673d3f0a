//! The texts that are searched: names and ids of all rows, folded once, in one arena of bytes. Types are few, so each is kept once.
//!
//! Texts are only added. What belongs to no row any more stays until its finder begins anew.

use std::collections::HashMap;

use super::fold::push_folded;
use crate::locale::Locale;
use crate::task::BatchTask;
use crate::view::task_type::{type_name, type_words};

/// Names, ids and types by slot, which is the order in which they were added.
#[derive(Default)]
pub(super) struct Texts {
    /// `name`, [`AFTER_NAME`], `id`, [`AFTER_ID`], one slot after the other. Folded texts have none of these bytes.
    bytes: Vec<u8>,
    slots: Vec<Slot>,
    types: Vec<String>,
    type_numbers: HashMap<String, u32>,
}

struct Slot {
    name_end: u32,
    end: u32,
    type_number: u32,
}

const AFTER_NAME: u8 = 0;
const AFTER_ID: u8 = b'\n';

impl Texts {
    /// Adds the texts of a row at the next slot.
    pub(super) fn push(&mut self, row: &BatchTask) {
        push_folded(&row.task_name, &mut self.bytes);
        let name_end = self.bytes.len();
        self.bytes.push(AFTER_NAME);
        push_folded(&row.batch_id, &mut self.bytes);
        self.bytes.push(AFTER_ID);
        let type_number = self.number_of(&row.task_type);
        let (name_end, end) = (name_end as u32, self.bytes.len() as u32);
        self.slots.push(Slot { name_end, end, type_number });
    }

    /// How many slots there are.
    pub(super) fn len(&self) -> usize {
        self.slots.len()
    }

    /// All bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Where a slot begins among all bytes.
    pub(super) fn begin(&self, slot: usize) -> usize {
        slot.checked_sub(1).map_or(0, |before| self.end(before))
    }

    /// Where a slot ends.
    pub(super) fn end(&self, slot: usize) -> usize {
        self.slots[slot].end as usize
    }

    /// The name and the id of a slot.
    pub(super) fn row(&self, slot: usize) -> &[u8] {
        &self.bytes[self.begin(slot)..self.end(slot)]
    }

    /// The name of a slot.
    pub(super) fn name(&self, slot: u32) -> &[u8] {
        let slot = slot as usize;
        &self.bytes[self.begin(slot)..self.slots[slot].name_end as usize]
    }

    /// The id of a slot.
    pub(super) fn id(&self, slot: u32) -> &[u8] {
        let slot = &self.slots[slot as usize];
        &self.bytes[slot.name_end as usize + 1..slot.end as usize - 1]
    }

    /// The number of the type of a slot.
    pub(super) fn type_number(&self, slot: usize) -> usize {
        self.slots[slot].type_number as usize
    }

    /// All types as the API has them, by their numbers.
    pub(super) fn types(&self) -> &[String] {
        &self.types
    }

    /// All types as people read them, folded, by their numbers.
    pub(super) fn type_words(&self, locale: &Locale) -> Vec<Vec<u8>> {
        self.types.iter().map(|raw| super::fold::folded(type_words(locale, raw))).collect()
    }

    /// What a search looks through instead of each type: itself, its English name and the one of the locale.
    pub(super) fn type_texts(&self, locale: &Locale) -> Vec<Vec<u8>> {
        let text = |raw: &String| {
            let mut text = Vec::new();
            let names = [&Locale::default(), locale].map(|locale| type_name(locale, raw));
            for words in [Some(&**raw)].into_iter().chain(names).flatten() {
                push_folded(words, &mut text);
                text.push(AFTER_NAME);
            }
            text
        };
        self.types.iter().map(text).collect()
    }

    /// Whether a text, folded, is all of an id.
    pub(super) fn has_id(&self, id: &str) -> bool {
        (0..self.slots.len() as u32).any(|slot| self.id(slot) == id.as_bytes())
    }

    fn number_of(&mut self, raw: &str) -> u32 {
        if let Some(number) = self.type_numbers.get(raw) {
            return *number;
        }
        let number = self.types.len() as u32;
        self.types.push(raw.to_owned());
        self.type_numbers.insert(raw.to_owned(), number);
        number
    }
}
