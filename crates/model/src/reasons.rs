//! Why subtasks failed: their `ErrorMsg`s without what differs from one instance to the next, grouped.
//!
//! `aliuid:1422133474238823 assumeOssRole not exist,serviceName:polarclaw` of seventeen instances is one reason,
//! `assumeOssRole not exist`.

use std::collections::HashMap;
use std::sync::Arc;

use crate::batch::Subtask;
use crate::locale::Locale;
use crate::word;

/// Stands for what was cut out.
const CUT: char = '\u{2026}';

/// The reason of subtasks that failed without a word.
pub const NO_MESSAGE: &str = word!("No error message");

/// One reason, and the subtasks that failed for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The message without ids and numbers.
    pub title: String,
    /// In the order of the reply; never empty.
    pub subtasks: Vec<Arc<Subtask>>,
}

impl Reason {
    /// The instances, each once, in the order of the reply.
    pub fn instances(&self) -> Vec<&str> {
        let mut seen = std::collections::HashSet::new();
        let ids = self.subtasks.iter().map(|subtask| &*subtask.instance_id);
        ids.filter(|id| !id.is_empty() && seen.insert(*id)).collect()
    }
}

/// A reason for the screen: in the language of the page where it is ours, and as it came otherwise.
pub fn shown<'a>(locale: &Locale, title: &'a str) -> &'a str {
    if title == NO_MESSAGE { locale.text(NO_MESSAGE) } else { title }
}

/// Groups failed subtasks by their reason: the most frequent first, and each subtask in exactly one group.
pub fn reasons<'a>(failed: impl IntoIterator<Item = &'a Arc<Subtask>>) -> Vec<Reason> {
    let mut places = HashMap::new();
    let mut reasons: Vec<Reason> = Vec::new();
    for subtask in failed {
        let title = reason(&subtask.error);
        let place = *places.entry(title.clone()).or_insert(reasons.len());
        if place == reasons.len() {
            reasons.push(Reason { title, subtasks: Vec::new() });
        }
        reasons[place].subtasks.push(Arc::clone(subtask));
    }
    // Stable: of two that are as frequent, the one that came first stays first.
    reasons.sort_by_key(|reason| std::cmp::Reverse(reason.subtasks.len()));
    reasons
}

/// The reason in a message: account, instance and request ids, addresses, times and numbers cut out.
///
/// The first 1,000 characters decide. A message that is nothing but such is its own reason.
pub fn reason(message: &str) -> String {
    const DECISIVE_CHARACTERS: usize = 1000;
    let message = match message.char_indices().nth(DECISIVE_CHARACTERS) {
        Some((end, _)) => &message[..end],
        None => message,
    };
    if message.trim().is_empty() {
        return NO_MESSAGE.to_owned();
    }
    let mut text = String::with_capacity(message.len());
    let mut rest = message;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| !is_of_word(c)).unwrap_or(rest.len());
        if end == 0 {
            push(&mut text, if first.is_whitespace() { ' ' } else { first });
            rest = &rest[first.len_utf8()..];
        } else {
            let (word, after) = rest.split_at(end);
            let core = word.trim_end_matches(['.', ':', '!', '?']);
            cut_word(core)
                .chars()
                .chain(word[core.len()..].chars())
                .for_each(|c| push(&mut text, c));
            rest = after;
        }
    }
    let bare = text.trim_matches(|c: char| c.is_whitespace() || ",;".contains(c));
    let says_something = bare.chars().any(char::is_alphabetic);
    if says_something { bare.to_owned() } else { message.trim().to_owned() }
}

/// Adds a character, but no second space and no second mark of what was cut out.
fn push(text: &mut String, c: char) {
    let is_repeated = match c {
        ' ' => text.is_empty() || text.ends_with(' '),
        CUT => text.trim_end().ends_with(CUT),
        _ => false,
    };
    if !is_repeated {
        text.push(c);
    }
}

/// Chinese has no spaces between words, so that only these characters make up a word that may be an id.
fn is_of_word(c: char) -> bool {
    c.is_ascii_graphic() && !",;()[]{}\"'<>|`".contains(c)
}

/// A word without what in it is of one instance only.
fn cut_word(word: &str) -> String {
    let cut = || CUT.to_string();
    if is_variable(word) {
        return cut();
    }
    if let Some(at) = word.find([':', '=']) {
        let (name, value) = (&word[..at], &word[at + 1..]);
        let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if is_name && !value.is_empty() && !value.starts_with('/') {
            return if is_context(name) {
                String::new()
            } else {
                format!("{}{}", &word[..=at], cut_word(value))
            };
        }
    }
    if word.contains('/') {
        let parts: Vec<_> = word
            .split('/')
            .map(|part| if is_variable(part) { cut() } else { part.to_owned() })
            .collect();
        return parts.join("/");
    }
    word.to_owned()
}

/// Labels that tell where something went wrong and not why: they are left out with their values.
fn is_context(name: &str) -> bool {
    const LABELS: [&str; 12] = [
        "aliuid",
        "uid",
        "accountid",
        "servicename",
        "requestid",
        "traceid",
        "hostid",
        "region",
        "regionid",
        "instanceid",
        "dbclusterid",
        "taskid",
    ];
    LABELS.iter().any(|label| label.eq_ignore_ascii_case(name))
}

/// Whether a word is an id, an address, a time or a number, and not one of a language.
fn is_variable(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    let is_plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let begins_with_digit =
        word.trim_start_matches(['-', '+', '#', '~']).starts_with(|c: char| c.is_ascii_digit());
    // `42`, `30000ms`, `10.0.3.7:8443`, `1.4.2`, `2026-11-24T06:52:08Z`.
    let is_number = begins_with_digit && letters <= 3;
    // `deadbeef01`, `925B84D9-CA72-432C-95CF-738C22D41F07`.
    let is_hexadecimal = word.len() >= 8
        && digits > 0
        && word.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    // `pa-bp1f6mvi1p84t35d7`.
    let is_id = word.split_once('-').is_some_and(|(kind, id)| {
        !kind.is_empty()
            && kind.bytes().all(|byte| byte.is_ascii_alphabetic())
            && id.len() >= 6
            && digits >= 2
            && is_plain(id)
    });
    let is_key = word.len() >= 12 && digits >= 2 && is_plain(word);
    is_number || is_hexadecimal || is_id || is_key
}

#[cfg(test)]
mod tests;
