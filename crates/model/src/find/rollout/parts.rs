//! Taking a name apart: words, numbers, and what is between them.

/// A name as its characters.
pub(super) struct Name<'a> {
    text: &'a str,
    /// In lower case, of ordinary width.
    pub(super) chars: Vec<char>,
    /// Where each of them begins in the text.
    places: Vec<usize>,
}

/// Some characters that belong together, by their places.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) kind: Kind,
    pub(super) begin: usize,
    pub(super) end: usize,
    /// Whether it is the number of a wave.
    pub(super) is_of_wave: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Space,
    /// One character that is neither of a word nor of a number.
    Mark,
    Word,
    /// Digits, and later all that is a number.
    Number,
    /// A word that means no more than the number beside it.
    Wave,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Mark,
    Digit,
    Letter,
    /// Of Chinese, Japanese or Korean, which needs no spaces between words.
    Han,
}

impl<'a> Name<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let chars = text.chars().map(folded).collect();
        Self { text, chars, places: text.char_indices().map(|(at, _)| at).collect() }
    }

    pub(super) fn as_typed(&self, part: &Part) -> &'a str {
        let place = |at: usize| self.places.get(at).copied().unwrap_or(self.text.len());
        self.text.get(place(part.begin)..place(part.end)).unwrap_or_default()
    }

    pub(super) fn folded(&self, part: &Part) -> String {
        self.chars[part.begin..part.end].iter().collect()
    }
}

impl Part {
    pub(super) fn new(kind: Kind, begin: usize, end: usize) -> Self {
        Self { kind, begin, end, is_of_wave: false }
    }

    pub(super) fn chars<'a>(&self, chars: &'a [char]) -> &'a [char] {
        &chars[self.begin..self.end]
    }

    /// Whether it is this text.
    pub(super) fn is(&self, chars: &[char], text: &str) -> bool {
        self.chars(chars).iter().copied().eq(text.chars())
    }

    /// Whether it is one of these texts.
    pub(super) fn is_any(&self, chars: &[char], texts: &[&str]) -> bool {
        texts.iter().any(|text| self.is(chars, text))
    }

    /// Whether it is one of these marks.
    pub(super) fn is_mark(&self, chars: &[char], marks: &str) -> bool {
        self.kind == Kind::Mark && marks.contains(chars[self.begin])
    }
}

/// The parts of a name from its begin to its end.
pub(super) fn parts(chars: &[char]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut grows = None;
    let mut at = 0;
    while at < chars.len() {
        if starts_with(chars, at, super::NUMBER) {
            parts.push(Part::new(Kind::Number, at, at + 3));
            (at, grows) = (at + 3, None);
            continue;
        }
        let class = class_of(chars[at]);
        match parts.last_mut() {
            Some(last) if grows == Some(class) => last.end = at + 1,
            _ => parts.push(Part::new(kind_of(class), at, at + 1)),
        }
        grows = Some(class).filter(|class| *class != Class::Mark);
        at += 1;
    }
    parts
}

/// Whether a text is at a place.
fn starts_with(chars: &[char], at: usize, text: &str) -> bool {
    let rest = chars.get(at..).unwrap_or_default();
    let mut rest = rest.iter();
    text.chars().all(|wanted| rest.next() == Some(&wanted))
}

/// Whether a character is of Chinese, Japanese or Korean.
pub(super) fn is_han(c: char) -> bool {
    class_of(c) == Class::Han
}

/// Ordinary width and lower case. The library knows all alphabets, and is 7 kB.
fn folded(c: char) -> char {
    let moved = |by: u32| char::from_u32(u32::from(c) + by).unwrap_or(c);
    match c {
        '\u{ff01}'..='\u{ff5e}' => {
            let narrow = char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c);
            narrow.to_ascii_lowercase()
        }
        'À'..='Ö' | 'Ø'..='Þ' | 'Α'..='Ρ' | 'Σ'..='Ω' | 'А'..='Я' => moved(32),
        'Ѐ'..='Џ' => moved(80),
        _ => c.to_ascii_lowercase(),
    }
}

fn class_of(c: char) -> Class {
    match c {
        '0'..='9'
        | '\u{660}'..='\u{669}'
        | '\u{6f0}'..='\u{6f9}'
        | '\u{966}'..='\u{96f}'
        | '\u{2160}'..='\u{2188}'
        | '\u{2460}'..='\u{249b}'
        | '\u{24ea}'..='\u{24ff}'
        | '\u{2776}'..='\u{2793}' => Class::Digit,
        _ if c.is_whitespace() => Class::Space,
        'ª' | 'µ' | 'º' => Class::Letter,
        '\u{a1}'..='\u{bf}'
        | '×'
        | '÷'
        | '\u{2000}'..='\u{206f}'
        | '\u{2190}'..='\u{2bff}'
        | '\u{3001}'..='\u{3003}'
        | '\u{3008}'..='\u{303f}'
        | '\u{30fb}'
        | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff5f}'..='\u{ff65}' => Class::Mark,
        _ if c.is_ascii_punctuation() => Class::Mark,
        '\u{2e80}'.. => Class::Han,
        _ => Class::Letter,
    }
}

fn kind_of(class: Class) -> Kind {
    match class {
        Class::Space => Kind::Space,
        Class::Mark => Kind::Mark,
        Class::Digit => Kind::Number,
        Class::Letter | Class::Han => Kind::Word,
    }
}
