//! Waves in Chinese, which stand within words: `第二批`, `批次 3`, `首批`.

use std::ops::Range;

use super::parts::{Kind, Part, is_han};
use super::waves::{BETWEEN, GOES_ON, HAN_DIGITS};

/// Words after the number, those first that begin with another one.
const COUNTERS: [&str; 9] = ["批次", "批", "波次", "波", "轮次", "轮", "阶段", "期", "步"];
/// Those that need no 第 before the number.
const BARE_COUNTERS: [&str; 6] = ["批次", "批", "波次", "波", "轮次", "轮"];
/// Words before the number.
const HEADS: [&str; 4] = ["批次", "波次", "轮次", "阶段"];
/// The first and the last one.
const ENDS: [&str; 6] = ["首批", "末批", "尾批", "首波", "末波", "最后一批"];

/// A character of a Chinese word, or any other part as a whole.
#[derive(Clone, Copy)]
struct Unit {
    part: Part,
    /// Nothing for what has more than one.
    character: Option<char>,
}

/// A wave, by places among the units.
struct Found {
    number: Option<Range<usize>>,
    end: usize,
}

/// The parts, with Chinese words taken apart where a wave is in them.
pub(super) fn with_waves(chars: &[char], parts: Vec<Part>) -> Vec<Part> {
    let is_of_han = |part: &Part| part.kind == Kind::Word && is_han(chars[part.begin]);
    if !parts.iter().any(is_of_han) {
        return parts;
    }
    let units = parts.iter().flat_map(|part| {
        let is_whole = !is_of_han(part) && part.kind != Kind::Mark;
        let step = if is_whole { part.end - part.begin } else { 1 };
        (part.begin..part.end).step_by(step).map(move |begin| Unit {
            part: Part { begin, end: begin + step, ..*part },
            character: (!is_whole).then_some(chars[begin]),
        })
    });
    let units = Units(units.collect());
    let mut parts: Vec<Part> = Vec::new();
    let mut at = 0;
    while at < units.0.len() {
        let part = units.0[at].part;
        if let Some(found) = units.wave_at(at) {
            units.push(&mut parts, at, &found);
            at = found.end;
            continue;
        }
        match parts.last_mut() {
            Some(last) if is_of_han(last) && is_of_han(&part) && last.end == part.begin => {
                last.end = part.end;
            }
            _ => parts.push(part),
        }
        at += 1;
    }
    parts
}

struct Units(Vec<Unit>);

impl Units {
    fn character(&self, at: usize) -> Option<char> {
        self.0.get(at)?.character
    }

    fn kind(&self, at: usize) -> Option<Kind> {
        self.0.get(at).map(|unit| unit.part.kind)
    }

    fn is_han(&self, at: usize) -> bool {
        self.kind(at) == Some(Kind::Word) && self.character(at).is_some()
    }

    /// The wave that begins at a place.
    fn wave_at(&self, at: usize) -> Option<Found> {
        if !self.is_han(at) {
            return None;
        }
        if let Some(length) = self.first_at(at, &ENDS) {
            return Some(Found { number: None, end: at + length });
        }
        if self.character(at) == Some('第') {
            let number = self.numeral_at(self.after_space(at + 1))?;
            let counter = self.after_space(number.end);
            let length = self.first_at(counter, &COUNTERS)?;
            return Some(Found { number: Some(number), end: counter + length });
        }
        self.head_at(at).or_else(|| self.counter_at(at))
    }

    /// `批次 3`, `阶段一`: not the word of 阶段一体化.
    fn head_at(&self, at: usize) -> Option<Found> {
        let mut begin = at + self.first_at(at, &HEADS)?;
        while self.kind(begin) == Some(Kind::Space)
            || self.character(begin).is_some_and(|c| BETWEEN.contains(c))
        {
            begin += 1;
        }
        let number = self.numeral_at(begin)?;
        let stands_alone = match self.kind(number.end) {
            None | Some(Kind::Space) => true,
            Some(Kind::Mark) => !self.character(number.end).is_some_and(|c| GOES_ON.contains(c)),
            Some(Kind::Word | Kind::Number | Kind::Wave) => false,
        };
        let is_number = self.kind(begin) == Some(Kind::Number);
        (is_number || stands_alone).then_some(Found { end: number.end, number: Some(number) })
    }

    /// `3批`: how many there are, or which one it is. A rollout is told by it alone.
    fn counter_at(&self, at: usize) -> Option<Found> {
        let end = at + self.first_at(at, &BARE_COUNTERS)?;
        let has_number = self.kind(at.checked_sub(1)?) == Some(Kind::Number);
        (has_number && !self.is_han(end)).then_some(Found { number: None, end })
    }

    /// How many characters the first of these texts has that is at a place.
    fn first_at(&self, at: usize, texts: &[&str]) -> Option<usize> {
        let is_here =
            |text: &&&str| text.chars().zip(at..).all(|(c, at)| self.character(at) == Some(c));
        texts.iter().find(is_here).map(|text| text.chars().count())
    }

    fn after_space(&self, at: usize) -> usize {
        at + usize::from(self.kind(at) == Some(Kind::Space))
    }

    fn numeral_at(&self, at: usize) -> Option<Range<usize>> {
        if self.kind(at) == Some(Kind::Number) {
            return Some(at..at + 1);
        }
        let is_numeral = |at: &usize| {
            let is_it = |c: char| HAN_DIGITS.contains(&c) || "十百零〇两".contains(c);
            self.character(*at).is_some_and(is_it)
        };
        let end = at + (at..).take_while(is_numeral).count();
        (end > at).then_some(at..end)
    }

    /// The word before the number, the number, and the word after it.
    fn push(&self, parts: &mut Vec<Part>, begin: usize, Found { number, end }: &Found) {
        let number = number.clone().unwrap_or(*end..*end);
        for (kind, range) in [
            (Kind::Wave, begin..number.start),
            (Kind::Number, number.clone()),
            (Kind::Wave, number.end..*end),
        ] {
            if let (Some(first), Some(last)) = (self.0[range.clone()].first(), self.0[range].last())
            {
                let is_of_wave = kind == Kind::Number;
                let (begin, end) = (first.part.begin, last.part.end);
                parts.push(Part { kind, begin, end, is_of_wave });
            }
        }
    }
}
