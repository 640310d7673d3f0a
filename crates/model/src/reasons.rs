//! Why subtasks failed: their `ErrorMsg`s with placeholders for what differs from one instance to the next, grouped.
//!
//! `instance pa-bp1f6mvi1p84t35d7 not found` of seventeen instances is one reason, `instance ‹id› not found`.

use std::collections::HashMap;
use std::sync::Arc;

use crate::batch::Subtask;
use crate::word;

mod variable;

pub use variable::PLACEHOLDERS;
use variable::{HASH, NUMBER, placeholder};

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

/// The reason in a message: placeholders for instance and request ids, addresses, times and numbers, and nothing of accounts.
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
            push_word(&mut text, &normalized(core));
            text += &word[core.len()..];
            rest = after;
        }
    }
    let bare = text.trim_matches(|c: char| c.is_whitespace() || ",;".contains(c));
    if says_something(bare) { bare.to_owned() } else { message.trim().to_owned() }
}

/// Whether there is a letter outside of the placeholders.
fn says_something(text: &str) -> bool {
    let mut is_placeholder = false;
    text.chars().any(|character| {
        is_placeholder = match character {
            '‹' => true,
            '›' => false,
            _ => is_placeholder,
        };
        !is_placeholder && character.is_alphabetic()
    })
}

/// Adds a character, but no second space.
fn push(text: &mut String, c: char) {
    if c != ' ' || !(text.is_empty() || text.ends_with(' ')) {
        text.push(c);
    }
}

/// Adds a word, but no second placeholder of a kind after the first: a list of ids says as much as one.
fn push_word(text: &mut String, word: &str) {
    if !(PLACEHOLDERS.contains(&word) && text.trim_end().ends_with(word)) {
        *text += word;
    }
}

/// Chinese has no spaces between words, so that only these characters make up a word that may be an id.
fn is_of_word(c: char) -> bool {
    c.is_ascii_graphic() && !",;()[]{}\"'<>|`".contains(c)
}

/// A word with placeholders for what in it is of one instance only.
fn normalized(word: &str) -> String {
    if let Some(placeholder) = placeholder(word) {
        return placeholder;
    }
    if let Some(at) = word.find([':', '=']) {
        let (name, value) = (&word[..at], &word[at + 1..]);
        let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if is_name && !value.is_empty() && !value.starts_with('/') {
            return match normalized(value) {
                _ if is_context(name) => String::new(),
                // Of digits alone it looks like a number.
                value if value == NUMBER && is_digest(name) => format!("{}{HASH}", &word[..=at]),
                value => format!("{}{value}", &word[..=at]),
            };
        }
    }
    if word.contains('/') {
        let part = |part: &str| placeholder(part).unwrap_or_else(|| part.to_owned());
        return word.split('/').map(part).collect::<Vec<_>>().join("/");
    }
    word.to_owned()
}

/// Labels of digests.
fn is_digest(name: &str) -> bool {
    ["sha256", "sha1", "md5", "digest", "checksum"]
        .iter()
        .any(|label| label.eq_ignore_ascii_case(name))
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

#[cfg(test)]
mod tests;
