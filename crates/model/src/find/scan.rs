//! Which rows a search lets through: one run over the arena for the term that leaves out most, the other terms on what is left.

use super::needle::Needle;
use super::search::Search;
use super::texts::Texts;
use crate::locale::Locale;

/// A search, made ready for these texts.
pub(super) struct Scan<'a> {
    texts: &'a Texts,
    terms: Vec<TermScan<'a>>,
    /// The place of the term that the whole arena is looked through for: the longest that is in no type.
    lead: Option<usize>,
}

struct TermScan<'a> {
    needle: Needle<'a>,
    is_excluded: bool,
    /// By the numbers of the types: whether the term is in the type.
    is_in_type: Vec<bool>,
}

impl<'a> Scan<'a> {
    /// Will look for what a search wants.
    pub(super) fn new(texts: &'a Texts, search: &'a Search, locale: &Locale) -> Self {
        let types = texts.type_texts(locale);
        let mut lead: Option<usize> = None;
        let mut terms: Vec<TermScan> = Vec::with_capacity(search.terms().len());
        let length = |at: usize| search.terms()[at].text.len();
        for (at, term) in search.terms().iter().enumerate() {
            let needle = Needle::new(term.text.as_bytes());
            let is_in_type: Vec<bool> = types.iter().map(|text| needle.is_in(text)).collect();
            let may_lead = !term.is_excluded && !is_in_type.contains(&true);
            if may_lead && lead.is_none_or(|lead| length(at) > length(lead)) {
                lead = Some(at);
            }
            terms.push(TermScan { needle, is_excluded: term.is_excluded, is_in_type });
        }
        Self { texts, terms, lead }
    }

    /// Says of the slots that have been added whether they match.
    pub(super) fn extend(&self, is_hit: &mut Vec<bool>) {
        let mut slot = is_hit.len();
        is_hit.resize(self.texts.len().max(slot), false);
        let Some(lead) = self.lead else {
            for (slot, is_hit) in is_hit.iter_mut().enumerate().skip(slot) {
                *is_hit = self.has(slot, None);
            }
            return;
        };
        let mut from = self.texts.begin(slot);
        while let Some(at) = self.terms[lead].needle.find(self.texts.bytes(), from) {
            while self.texts.end(slot) <= at {
                slot += 1;
            }
            is_hit[slot] = self.has(slot, Some(lead));
            from = self.texts.end(slot);
        }
    }

    /// Of slots that matched an earlier search, which this one [extends](Search::extends), leaves those that match.
    pub(super) fn narrow(&self, is_hit: &mut [bool]) {
        for (slot, is_hit) in is_hit.iter_mut().enumerate().filter(|(_, is_hit)| **is_hit) {
            *is_hit = self.has(slot, None);
        }
    }

    /// Whether a slot has what all terms want, but the one that is known to be there.
    fn has(&self, slot: usize, known: Option<usize>) -> bool {
        let (row, type_number) = (self.texts.row(slot), self.texts.type_number(slot));
        self.terms.iter().enumerate().all(|(at, term)| {
            let is_there = || term.is_in_type[type_number] || term.needle.is_in(row);
            Some(at) == known || is_there() != term.is_excluded
        })
    }
}
