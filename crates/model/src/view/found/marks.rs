//! Names in pieces: what a search has found in them, and what stands for numbers.

use std::ops::Range;

use crate::find::rollout::NUMBER;
use crate::text::slice;
use crate::view::name::NameView;

/// A piece of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its characters.
    pub text: String,
    /// Whether it stands out: it was searched for, or stands for a number.
    pub is_marked: bool,
}

/// The two parts of a name in pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MarkedName {
    /// What may be cut.
    pub head: Vec<Piece>,
    /// What is always shown.
    pub tail: Vec<Piece>,
}

/// A name with marks on what was found, which are bytes of it in their order.
pub fn marked(name: &NameView, found: &[Range<usize>]) -> MarkedName {
    let whole = name.whole();
    let part = |part: Range<usize>| {
        let mut pieces = Vec::new();
        let mut at = part.start;
        for range in found {
            let (begin, end) = (range.start.clamp(at, part.end), range.end.clamp(at, part.end));
            push(&mut pieces, slice(&whole, at, begin), false);
            push(&mut pieces, slice(&whole, begin, end), true);
            at = end;
        }
        push(&mut pieces, slice(&whole, at, part.end), false);
        pieces
    };
    let split = name.head.len();
    MarkedName { head: part(0..split), tail: part(split..whole.len()) }
}

/// The title of a rollout, with a mark on each [`NUMBER`].
pub fn title(title: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (place, text) in title.split(NUMBER).enumerate() {
        push(&mut pieces, if place > 0 { NUMBER } else { "" }, true);
        push(&mut pieces, text, false);
    }
    pieces
}

/// The title as it is spoken: without what stands for numbers, where that is a word of its own, `roll out sql-review, wave`.
pub fn spoken(title: &str) -> String {
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let mut texts: Vec<String> = Vec::new();
    let mut rest = title.split(NUMBER).peekable();
    let mut text = String::new();
    while let Some(next) = rest.next() {
        text.push_str(next);
        let Some(after) = rest.peek() else { break };
        if is_edge(text.chars().next_back()) || is_edge(after.chars().next()) {
            texts.push(std::mem::take(&mut text));
        } else {
            text.push('n');
        }
    }
    texts.push(text);
    let is_of_text = |c: char| c.is_alphanumeric();
    let words = texts.iter().map(|text| text.trim_matches(|c| !is_of_text(c)));
    let words: Vec<_> = words.filter(|words| !words.is_empty()).collect();
    if words.is_empty() { title.to_owned() } else { words.join(", ") }
}

fn push(pieces: &mut Vec<Piece>, text: &str, is_marked: bool) {
    if !text.is_empty() {
        pieces.push(Piece { text: text.to_owned(), is_marked });
    }
}

#[cfg(test)]
// A list of one range is meant.
#[allow(clippy::single_range_in_vec_init)]
mod tests {
    use super::*;

    /// `roll out [sql-review]`.
    fn words(pieces: &[Piece]) -> String {
        let word = |piece: &Piece| match piece.is_marked {
            true => format!("[{}]", piece.text),
            false => piece.text.clone(),
        };
        pieces.iter().map(word).collect()
    }

    #[test]
    fn what_was_found_is_marked_on_both_sides_of_the_cut() {
        let short = NameView::of("roll out sql-review 1.4.2");
        let long = NameView::of("install slow-query-advisor 1.2.0 · wave 12");
        assert_eq!((&*long.head, &*long.tail), ("install slow-query-advisor 1.2", ".0 · wave 12"));
        for (name, found, head, tail) in [
            (&short, &[][..], "roll out sql-review 1.4.2", ""),
            (&short, &[0..4, 9..19], "[roll] out [sql-review] 1.4.2", ""),
            (&short, &[9..12, 12..19], "roll out [sql][-review] 1.4.2", ""),
            (&short, &[20..99], "roll out sql-review [1.4.2]", ""),
            // One within another is a part of it.
            (&short, &[0..8, 2..4], "[roll out] sql-review 1.4.2", ""),
            (&long, &[27..32, 36..40], "install slow-query-advisor [1.2]", "[.0] · [wave] 12"),
            (&long, &[0..7], "[install] slow-query-advisor 1.2", ".0 · wave 12"),
        ] {
            let marked = marked(name, found);
            assert_eq!((&*words(&marked.head), &*words(&marked.tail)), (head, tail), "{found:?}");
        }
        assert_eq!(words(&marked(&NameView::of(""), &[]).head), "--");
    }

    #[test]
    fn a_title_has_marks_for_numbers_and_is_spoken_without_them() {
        for (of, pieces, said) in [
            (
                "roll out sql-review ‹n› · wave ‹n›",
                "roll out sql-review [‹n›] · wave [‹n›]",
                "roll out sql-review, wave",
            ),
            ("安装 知识库 ‹n› · 第‹n›批", "安装 知识库 [‹n›] · 第[‹n›]批", "安装 知识库, 第n批"),
            ("nightly skill sync", "nightly skill sync", "nightly skill sync"),
            ("mysql‹n› to s‹n›-sync", "mysql[‹n›] to s[‹n›]-sync", "mysql, to s, sync"),
            ("‹n›", "[‹n›]", "‹n›"),
            ("", "", ""),
        ] {
            assert_eq!((&*words(&title(of)), &*spoken(of)), (pieces, said), "{of}");
        }
    }
}
