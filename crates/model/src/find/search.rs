//! What was typed into the search field, and what of a text it matches.
//!
//! Words in any order, all of which have to be there; `"an exact phrase"`, also in Chinese quotes; `-not`. Case and width do not count.
//! A word matches any part of a text, so that Chinese needs no words to be told apart.

use std::ops::Range;

use super::fold::{folded, folded_char, origins};
use super::needle::Needle;

/// A search: all of its terms have to be in the name, the id or the type of a batch, but for those that must not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    terms: Vec<Term>,
}

/// A term, folded; never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// What is looked for.
    pub(super) text: String,
    /// Whether it must not be there.
    pub(super) is_excluded: bool,
}

/// More terms are nothing that somebody types, and comparing them all would take longer than a search.
const MOST_COMPARED: usize = 16;

impl Search {
    /// Reads what was typed. `is_id` is whether a text, folded, is all of an id of a batch: then a minus at its start is part of it.
    pub fn read(typed: &str, is_id: &dyn Fn(&str) -> bool) -> Self {
        let chars: Vec<char> = typed.chars().map(folded_char).collect();
        let mut terms: Vec<Term> = Vec::new();
        let mut rest = &*chars;
        while let Some(at) = rest.iter().position(|ch| *ch != ' ') {
            let (term, after) = next_term(&rest[at..], is_id);
            if !term.text.is_empty() && !terms.contains(&term) {
                terms.push(term);
            }
            rest = after;
        }
        Self { terms }
    }

    /// Whether everything matches.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Which bytes of a text to mark: in order, apart from each other, at places between characters.
    pub fn marks(&self, text: &str) -> Vec<Range<usize>> {
        if self.is_empty() {
            return Vec::new();
        }
        let (hay, origins) = (folded(text), origins(text));
        let mut is_marked = vec![false; hay.len()];
        for term in self.terms.iter().filter(|term| !term.is_excluded) {
            let needle = Needle::new(term.text.as_bytes());
            let mut from = 0;
            while let Some(at) = needle.find(&hay, from) {
                is_marked[at..at + term.text.len()].fill(true);
                from = at + 1;
            }
        }
        let mut marks: Vec<Range<usize>> = Vec::new();
        for at in (0..hay.len()).filter(|at| is_marked[*at]) {
            let (begin, end) = (origins[at], end_of(&origins, at));
            match marks.last_mut() {
                Some(last) if last.end >= begin => last.end = end,
                _ => marks.push(begin..end),
            }
        }
        marks
    }

    /// Whether all that this lets through was let through by an earlier search, as while somebody goes on typing.
    pub(super) fn extends(&self, earlier: &Self) -> bool {
        self.terms.len().max(earlier.terms.len()) <= MOST_COMPARED
            && earlier.terms.iter().all(|before| {
                self.terms.iter().any(|term| match (term.is_excluded, before.is_excluded) {
                    (false, false) => is_part(&before.text, &term.text),
                    (true, true) => is_part(&term.text, &before.text),
                    _ => false,
                })
            })
    }

    /// The terms, in the order in which they were typed.
    pub(super) fn terms(&self) -> &[Term] {
        &self.terms
    }
}

/// The first term of what begins with no space, and what comes after it.
fn next_term<'a>(rest: &'a [char], is_id: &dyn Fn(&str) -> bool) -> (Term, &'a [char]) {
    let [minus @ .., first] = operator(rest) else {
        return (Term { text: String::new(), is_excluded: false }, &[]);
    };
    let is_excluded = !minus.is_empty();
    let body = &rest[minus.len()..];
    if let Some(closing) = closing_quotes(*first) {
        let body = &body[1..];
        let end = body.iter().position(|ch| closing.contains(ch)).unwrap_or(body.len());
        let after = body.get(end + 1..).unwrap_or_default();
        return (Term { text: body[..end].iter().collect(), is_excluded }, after);
    }
    let ends_word = |ch: &char| *ch == ' ' || closing_quotes(*ch).is_some();
    let end = body.iter().position(ends_word).unwrap_or(body.len());
    let (word, after) = body.split_at(end);
    if is_excluded {
        let whole: String = rest[..=end].iter().collect();
        if is_id(&whole) {
            return (Term { text: whole, is_excluded: false }, after);
        }
    }
    (Term { text: word.iter().collect(), is_excluded }, after)
}

/// The minus, where it is an operator, and the character after it; else the first character. Ids hold hyphens, and a lone one is
/// text: it is an operator only at the start, before a letter, a digit or a quote.
fn operator(rest: &[char]) -> &[char] {
    match rest {
        ['-', next, ..] if next.is_ascii_alphanumeric() || *next == '"' || !next.is_ascii() => {
            &rest[..2]
        }
        _ => rest.get(..1).unwrap_or_default(),
    }
}

/// The quotes that end the phrase which this one begins; none for what is no quote. Curly ones are taken for each other, as they are
/// typed.
fn closing_quotes(opening: char) -> Option<&'static [char]> {
    match opening {
        '"' | '“' | '”' => Some(&['"', '“', '”']),
        '「' | '」' => Some(&['「', '」']),
        _ => None,
    }
}

/// The place after the character that a folded byte comes from.
fn end_of(origins: &[usize], at: usize) -> usize {
    let after = origins[at..].iter().find(|place| **place > origins[at]);
    after.copied().unwrap_or(origins[at])
}

fn is_part(part: &str, text: &str) -> bool {
    Needle::new(part.as_bytes()).is_in(text.as_bytes())
}

#[cfg(test)]
mod tests;
