//! What is a number: versions with their tails, dates, times, hashes and ids.

use super::parts::{Kind, Part};

/// What joins two numbers to one: `1.4.2`, `2026-11-24`, `06:52`, `3/6`, `1_000`.
const JOINTS: &str = ".-_:/+~,";
/// What joins a version and its tail.
const TAIL_JOINTS: &str = ".-_+~";
/// Tails of versions that mean nothing else.
const TAILS: [&str; 15] = [
    "rc", "alpha", "beta", "pre", "preview", "snapshot", "final", "ga", "release", "hotfix",
    "patch", "sp", "build", "nightly", "lts",
];
/// Tails only where a number follows: alone they are also names of places.
const NUMBERED_TAILS: [&str; 6] = ["dev", "post", "a", "b", "m", "p"];
/// Tails that begin without a joint: `3rd`, `2b1`, `06:52:08Z`.
const ATTACHED: [&str; 13] =
    ["a", "b", "c", "z", "rc", "alpha", "beta", "pre", "dev", "st", "nd", "rd", "th"];
/// Tails after a space: `3.0.0 RC1`.
const SPACED_TAILS: [&str; 3] = ["rc", "alpha", "beta"];
/// What stands before the digits of a version.
const PREFIXES: [&str; 4] = ["v", "ver", "rev", "r"];

/// The parts, with all that is one number as one part.
pub(super) fn joined(chars: &[char], parts: &[Part]) -> Vec<Part> {
    let source = Source { chars, parts };
    let mut joined = Vec::with_capacity(parts.len());
    let mut at = 0;
    while let Some(part) = parts.get(at) {
        let (kind, end) = match source.number_at(at) {
            Some(end) => (Kind::Number, end),
            None => (part.kind, at + 1),
        };
        let taken = &parts[at..end];
        joined.push(Part {
            kind,
            begin: part.begin,
            end: taken.last().map_or(part.end, |last| last.end),
            is_of_wave: taken.iter().any(|part| part.is_of_wave),
        });
        at = end;
    }
    joined
}

struct Source<'a> {
    chars: &'a [char],
    parts: &'a [Part],
}

/// How far a number goes, and whether it is a version.
#[derive(Clone, Copy)]
struct Reach {
    end: usize,
    is_version: bool,
}

impl Source<'_> {
    fn kind(&self, at: usize) -> Option<Kind> {
        self.parts.get(at).map(|part| part.kind)
    }

    fn is_number(&self, at: usize) -> bool {
        self.kind(at) == Some(Kind::Number)
    }

    fn is_word_of(&self, at: usize, words: &[&str]) -> bool {
        let is_it = |part: &Part| part.kind == Kind::Word && part.is_any(self.chars, words);
        self.parts.get(at).is_some_and(is_it)
    }

    fn is_mark_of(&self, at: usize, marks: &str) -> bool {
        self.parts.get(at).is_some_and(|part| part.is_mark(self.chars, marks))
    }

    /// The place after the number that begins at a place.
    fn number_at(&self, at: usize) -> Option<usize> {
        let mut reach = self.begins_number(at)?;
        while let Some(further) = self.further(reach) {
            reach = further;
        }
        Some(reach.end)
    }

    /// The shortest number that begins at a place.
    fn begins_number(&self, at: usize) -> Option<Reach> {
        let version = |end| Reach { end, is_version: true };
        let plain = |end| Reach { end, is_version: false };
        if let Some(end) = self.hash_at(at) {
            return Some(plain(end));
        }
        if self.is_word_of(at, &PREFIXES) && self.is_number(at + 1) && !self.is_within_word(at) {
            return Some(version(at + 2));
        }
        self.is_number(at).then(|| plain(at + 1))
    }

    /// The number with what comes next, where that belongs to it.
    fn further(&self, Reach { end, is_version }: Reach) -> Option<Reach> {
        let to = |end| Some(Reach { end, is_version });
        if self.is_number(end) {
            return to(end + 1);
        }
        if self.is_mark_of(end, JOINTS)
            && let Some(next) = self.begins_number(end + 1)
        {
            let is_version = is_version || next.is_version || self.is_mark_of(end, ".");
            return Some(Reach { end: next.end, is_version });
        }
        if self.is_mark_of(end, ".") && self.is_word_of(end + 1, &["x"]) {
            return Some(Reach { end: end + 2, is_version: true });
        }
        // The letter between a date and a time.
        if self.is_word_of(end, &["t"]) && self.is_number(end + 1) {
            return to(end + 2);
        }
        if self.is_word_of(end, &ATTACHED) {
            return to(end + 1);
        }
        to(self.tail_at(end).filter(|_| is_version)?)
    }

    /// The place after the tail of a version.
    fn tail_at(&self, at: usize) -> Option<usize> {
        if self.is_mark_of(at, TAIL_JOINTS) {
            let word = at + 1;
            let is_numbered = || {
                let is_apart = self.is_mark_of(word + 1, TAIL_JOINTS);
                self.is_number(word + 1 + usize::from(is_apart))
            };
            let is_tail = self.is_word_of(word, &TAILS)
                || self.is_word_of(word, &NUMBERED_TAILS) && is_numbered();
            return is_tail.then_some(word + 1);
        }
        let word = at + 1;
        if self.kind(at) != Some(Kind::Space) || !self.is_word_of(word, &SPACED_TAILS) {
            return None;
        }
        match self.kind(word + 1) {
            Some(Kind::Space) if self.is_number(word + 2) => Some(word + 3),
            Some(Kind::Space) if self.kind(word + 2) != Some(Kind::Mark) => None,
            Some(Kind::Mark) if self.is_mark_of(word + 1, JOINTS) => None,
            Some(Kind::Word | Kind::Wave) => None,
            _ => Some(word + 1),
        }
    }

    /// The place after a hash, a UUID or an id that begins at a place.
    fn hash_at(&self, at: usize) -> Option<usize> {
        let mut end = self.run_at(at)?;
        if !is_hash(self.chars_of(at, end)) {
            return None;
        }
        while self.is_mark_of(end, "-")
            && let Some(next) = self.run_at(end + 1)
            && matches!(self.chars_of(end + 1, next), run if run.len() >= 4 && is_hexadecimal(run))
        {
            end = next;
        }
        Some(end)
    }

    fn chars_of(&self, begin: usize, end: usize) -> &[char] {
        let last = end.checked_sub(1).and_then(|last| self.parts.get(last));
        match (self.parts.get(begin), last) {
            (Some(first), Some(last)) => &self.chars[first.begin..last.end],
            _ => &[],
        }
    }

    /// The place after the letters and digits that begin at a place, and do not go on from before it.
    fn run_at(&self, at: usize) -> Option<usize> {
        if self.is_within_word(at) {
            return None;
        }
        let of_run = |part: &&Part| {
            let is_plain = |c: &char| c.is_ascii_alphanumeric();
            matches!(part.kind, Kind::Word | Kind::Number)
                && part.chars(self.chars).iter().all(is_plain)
        };
        let length = self.parts.get(at..)?.iter().take_while(of_run).count();
        (length > 0).then_some(at + length)
    }

    /// Whether letters or digits stand directly before a place.
    fn is_within_word(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).and_then(|before| self.parts.get(before)) else {
            return false;
        };
        let is_han = |part: &Part| part.chars(self.chars).iter().all(|c| super::parts::is_han(*c));
        match before.kind {
            Kind::Number => true,
            Kind::Word => !is_han(before),
            Kind::Space | Kind::Mark | Kind::Wave => false,
        }
    }
}

/// `9f8e7d6c`, `g1a2b3c4` as `git describe` has it, `bp1x6v2m8b4n0c5t7`: not `decades`, not `20261124`.
fn is_hash(run: &[char]) -> bool {
    let digits = run.iter().filter(|c| c.is_ascii_digit()).count();
    if digits == 0 || digits == run.len() {
        return false;
    }
    let hexadecimal = run.strip_prefix(&['g']).unwrap_or(run);
    if run.len() >= 7 && is_hexadecimal(hexadecimal) {
        return true;
    }
    // Names such as `mysql57tomysql80` change between letters and digits a few times only.
    let changes = run.windows(2).filter(|two| two[0].is_ascii_digit() != two[1].is_ascii_digit());
    run.len() >= 12 && changes.count() >= 5
}

fn is_hexadecimal(run: &[char]) -> bool {
    run.iter().all(char::is_ascii_hexdigit)
}
