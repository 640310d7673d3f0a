//! The words that say which part of a rollout a batch is. Those of Chinese are found in `han`.

use super::Wave;
use super::parts::{Kind, Part};

/// Words that are waves where they have a number. Groups, fleets, zones and clusters are places.
const WAVES: [&str; 9] =
    ["wave", "batch", "phase", "stage", "step", "round", "part", "ring", "tranche"];
const NUMBER_WORDS: [&str; 12] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];
const ROMAN: [&str; 9] = ["ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii"];
const ORDINALS: [&str; 10] =
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
const LAST: [&str; 2] = ["last", "final"];
/// What may stand between a wave word and its number.
pub(super) const BETWEEN: &str = "-_.#:(";
/// What would go on with a word or a number.
pub(super) const GOES_ON: &str = "-_.:/+~,";

/// The digits of Chinese from one to nine.
pub(super) const HAN_DIGITS: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// Finds the waves of a name, and says which one it is: only where there is one number of one wave.
pub(super) fn find(chars: &[char], parts: &mut [Part]) -> Option<Wave> {
    let in_han = parts.iter().filter(|part| part.is_of_wave);
    let mut found: Vec<Option<Wave>> = in_han.map(|part| value(chars, part)).collect();
    for at in 0..parts.len() {
        if parts[at].kind == Kind::Word {
            found.extend(take_wave(chars, parts, at));
        }
    }
    match found[..] {
        [wave] => wave,
        _ => None,
    }
}

/// Marks a wave word and its number; which wave it is, where that can be read.
fn take_wave(chars: &[char], parts: &mut [Part], at: usize) -> Option<Option<Wave>> {
    let word = parts[at].chars(chars);
    let is_number = |at: usize| parts.get(at).is_some_and(|part| part.kind == Kind::Number);
    if word == ['w'] && is_number(at + 1) {
        return Some(take_number(chars, parts, at, at + 1));
    }
    let one = word.strip_suffix(&['s']).unwrap_or(word);
    if !WAVES.iter().any(|wave| one.iter().copied().eq(wave.chars())) {
        return None;
    }
    let is_between = |part: &&Part| part.kind == Kind::Space || part.is_mark(chars, BETWEEN);
    let after = at + 1 + parts[at + 1..].iter().take_while(is_between).count();
    if is_number(after) {
        return Some(take_number(chars, parts, at, after));
    }
    if after > at + 1
        && let Some(wave) = take_word_as_number(chars, parts, at, after)
    {
        return Some(wave);
    }
    take_ordinal(chars, parts, at)
}

/// A number, and how many there are of it: `wave 3 of 6`.
fn take_number(chars: &[char], parts: &mut [Part], word: usize, number: usize) -> Option<Wave> {
    parts[word].kind = Kind::Wave;
    parts[number].is_of_wave = true;
    let wave = value(chars, &parts[number]);
    let kind = |at: usize| parts.get(at).map(|part| part.kind);
    let skip = |at: usize| at + usize::from(kind(at) == Some(Kind::Space));
    let of = skip(number + 1);
    let is_of =
        |part: &Part| part.kind == Kind::Word && part.is(chars, "of") || part.is_mark(chars, "/");
    let total = skip(of + 1);
    if !(parts.get(of).is_some_and(is_of) && kind(total) == Some(Kind::Number)) {
        return wave;
    }
    let all = value(chars, &parts[total]).map(|all| all.number);
    parts[total].is_of_wave = true;
    if parts[of].kind == Kind::Word {
        parts[of].kind = Kind::Wave;
    }
    wave.map(|wave| Wave { of: all.filter(|all| *all >= wave.number).or(wave.of), ..wave })
}

/// `wave B`, `wave two`, `wave III`: a word that stands alone.
fn take_word_as_number(
    chars: &[char],
    parts: &mut [Part],
    word: usize,
    at: usize,
) -> Option<Option<Wave>> {
    let part = parts.get(at).filter(|part| part.kind == Kind::Word)?;
    let named = |words: &[&str]| words.iter().position(|word| part.is(chars, word));
    let number = named(&NUMBER_WORDS);
    let is_letter = matches!(part.chars(chars), [c] if c.is_ascii_lowercase());
    let stands_alone = parts.get(at + 1).is_none_or(|next| match next.kind {
        Kind::Space => true,
        Kind::Mark => !next.is_mark(chars, GOES_ON),
        Kind::Word | Kind::Number | Kind::Wave => false,
    });
    if !(stands_alone && (number.is_some() || is_letter || named(&ROMAN).is_some())) {
        return None;
    }
    parts[word].kind = Kind::Wave;
    parts[at] = Part { kind: Kind::Number, is_of_wave: true, ..parts[at] };
    Some(number.and_then(nth))
}

/// `first wave`, `2nd batch`, `final stage`. A number that is no ordinal is no wave, but the word says nothing more beside it.
fn take_ordinal(chars: &[char], parts: &mut [Part], at: usize) -> Option<Option<Wave>> {
    let joint = parts.get(at.checked_sub(1)?)?;
    let before = *parts.get(at.checked_sub(2)?)?;
    if before.is_of_wave || joint.kind != Kind::Space && !joint.is_mark(chars, "-") {
        return None;
    }
    let text: String = before.chars(chars).iter().collect();
    let stands_alone = at < 3 || parts[at - 3].kind == Kind::Space;
    let (is_ordinal, wave) = match before.kind {
        Kind::Number => {
            let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| text.strip_suffix(end));
            let place = digits.and_then(|digits| digits.parse::<usize>().ok()?.checked_sub(1));
            (digits.is_some(), place.and_then(nth))
        }
        Kind::Word if LAST.contains(&&*text) => {
            parts[at - 2].kind = Kind::Wave;
            (false, None)
        }
        Kind::Word if stands_alone => {
            let place = ORDINALS.iter().position(|word| *word == text)?;
            (true, nth(place))
        }
        _ => return None,
    };
    if is_ordinal {
        parts[at - 2] = Part { kind: Kind::Number, is_of_wave: true, ..before };
    }
    parts[at].kind = Kind::Wave;
    Some(wave)
}

/// The wave by its place from 0. Nobody has a thousand of them.
fn nth(place: usize) -> Option<Wave> {
    let number = u32::try_from(place).ok()? + 1;
    (number < 1000).then_some(Wave { number, of: None })
}

/// The number of a part, where it is nothing but one: `3`, `3/6`, `十二`.
fn value(chars: &[char], part: &Part) -> Option<Wave> {
    let text: String = part.chars(chars).iter().collect();
    let plain = |text: &str| {
        let is_plain = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<u32>().ok().filter(|number| is_plain && *number > 0)
    };
    if let Some((number, of)) = text.split_once('/') {
        let (number, of) = (plain(number)?, plain(of)?);
        return (number <= of).then_some(Wave { number, of: Some(of) });
    }
    let number = plain(&text).or_else(|| chinese_value(part.chars(chars)))?;
    Some(Wave { number, of: None })
}

/// `二`, `十`, `十二`, `二十`, `二十一`.
fn chinese_value(chars: &[char]) -> Option<u32> {
    let digit = |c: &char| {
        let place = HAN_DIGITS.iter().position(|digit| digit == c)?;
        u32::try_from(place + 1).ok()
    };
    match chars {
        ['十'] => Some(10),
        ['十', ones] => Some(10 + digit(ones)?),
        [tens, '十'] => Some(10 * digit(tens)?),
        [tens, '十', ones] => Some(10 * digit(tens)? + digit(ones)?),
        ['两'] => Some(2),
        [one] => digit(one),
        _ => None,
    }
}
