//! What was typed into the search field, and what of a text it matches.

use std::ops::Range;

/// A search: all of its terms have to be in the name, the id or the type of a batch, but for those that must not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    terms: Vec<Term>,
}

/// A term, folded.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Term {
    text: String,
    is_excluded: bool,
}

impl Search {
    /// Reads what was typed: words, `"exact phrases"` and `-not`. `is_id` is whether a text, folded, is all of an id of a batch: then a
    /// minus at its start is part of it.
    pub fn read(typed: &str, is_id: &dyn Fn(&str) -> bool) -> Self {
        let _ = (typed, is_id);
        Self::default()
    }

    /// Whether everything matches.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Which bytes of a text to mark: in order, apart from each other, at places between characters.
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        let _ = text;
        Vec::new()
    }
}
