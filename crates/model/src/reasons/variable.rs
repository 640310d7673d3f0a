//! Words of a message that differ from one instance to the next.

const ID: &str = "‹id›";
pub(super) const HASH: &str = "‹hash›";
const ADDRESS: &str = "‹address›";
pub(super) const NUMBER: &str = "‹n›";
const TIME: &str = "‹time›";

/// What stands for such words.
pub const PLACEHOLDERS: [&str; 5] = [ID, HASH, ADDRESS, NUMBER, TIME];

/// Units that are kept beside a number: `30000ms` is `‹n› ms`.
const UNITS: [&str; 8] = ["ms", "s", "min", "h", "B", "KB", "MB", "GB"];

/// What stands for a word that is an id, an address, a time or a number; `None` for a word of a language.
pub(super) fn placeholder(word: &str) -> Option<String> {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let begins_with_digit =
        word.trim_start_matches(['-', '+', '#', '~']).starts_with(|c: char| c.is_ascii_digit());
    // `0badcafe`, `12345678ab`: not `20261124`.
    let is_hexadecimal = word.len() >= 8
        && digits > 0
        && word.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    if is_hexadecimal && letters > 0 {
        return Some(if word.contains('-') { ID } else { HASH }.to_owned());
    }
    // `42`, `30000ms`, `10.0.3.7:8443`, `1.4.2`, `2026-11-24T06:52:08Z`.
    if begins_with_digit && letters <= 3 {
        return Some(numeric(word));
    }
    // `pa-bp1f6mvi1p84t35d7`.
    let is_id = word.split_once('-').is_some_and(|(kind, id)| {
        !kind.is_empty()
            && kind.bytes().all(|byte| byte.is_ascii_alphabetic())
            && id.len() >= 6
            && digits >= 2
            && is_plain(id)
    });
    let is_key = word.len() >= 12 && digits >= 2 && is_plain(word);
    (is_id || is_key).then(|| ID.to_owned())
}

/// What stands for a word that begins with a digit and has at most three letters.
fn numeric(word: &str) -> String {
    let count = |wanted: char| word.chars().filter(|character| *character == wanted).count();
    let is_digit = |byte: &u8| byte.is_ascii_digit();
    let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = word.get(number.len()..).unwrap_or_default();
    let is_uuid = word.len() >= 32 && count('-') == 4;
    if count('.') == 3 && count('-') == 0 {
        ADDRESS.to_owned()
    } else if is_uuid {
        ID.to_owned()
    } else if count(':') == 2 || count('-') == 2 && word.bytes().take(4).all(|byte| is_digit(&byte))
    {
        TIME.to_owned()
    } else if UNITS.contains(&unit) && number.bytes().all(|byte| is_digit(&byte) || byte == b'.') {
        format!("{NUMBER} {unit}")
    } else {
        NUMBER.to_owned()
    }
}
