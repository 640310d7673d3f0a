//! A reason for the screen: what it says, and placeholders for what differs from one instance to the next.

use crate::locale::Locale;
use crate::reasons::{NO_MESSAGE, PLACEHOLDERS};
use crate::tr;

/// A part of a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReasonPart {
    /// The text; of a placeholder without its marks.
    pub text: String,
    /// Whether it stands for something, and has the marks ‹ and › around it.
    pub is_placeholder: bool,
}

/// The parts of a reason, in the language of the page where they are ours.
pub fn reason_parts(locale: &Locale, title: &str) -> Vec<ReasonPart> {
    let plain = |text: &str| ReasonPart { text: text.to_owned(), is_placeholder: false };
    if title == NO_MESSAGE {
        return vec![plain(locale.text(NO_MESSAGE))];
    }
    let mut parts = Vec::new();
    let mut rest = title;
    while let Some((before, placeholder, after)) = next_placeholder(rest) {
        parts.extend((!before.is_empty()).then(|| plain(before)));
        let text = word(locale, placeholder).to_owned();
        parts.push(ReasonPart { text, is_placeholder: true });
        rest = after;
    }
    parts.extend((!rest.is_empty()).then(|| plain(rest)));
    parts
}

/// The parts as one text, for titles and accessible names.
pub fn reason_text(locale: &Locale, title: &str) -> String {
    let part = |part: ReasonPart| match part.is_placeholder {
        true => format!("‹{}›", part.text),
        false => part.text,
    };
    reason_parts(locale, title).into_iter().map(part).collect()
}

/// What is before the first placeholder, the placeholder, and what is after it.
fn next_placeholder(text: &str) -> Option<(&str, &'static str, &str)> {
    let found = |(at, _): (usize, char)| {
        let (before, rest) = text.split_at(at);
        let known = PLACEHOLDERS.into_iter().find(|known| rest.starts_with(known))?;
        Some((before, known, &rest[known.len()..]))
    };
    text.char_indices().filter(|(_, character)| *character == '‹').find_map(found)
}

fn word(locale: &Locale, placeholder: &str) -> &'static str {
    match placeholder {
        "‹id›" => tr!(locale, "id"),
        "‹hash›" => tr!(locale, "hash"),
        "‹address›" => tr!(locale, "address"),
        "‹time›" => tr!(locale, "time"),
        _ => tr!(locale, "n"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::chinese;

    #[test]
    fn placeholders_are_parts_of_their_own() {
        for (title, text, chinese_text, placeholders) in [
            ("assumeOssRole not exist", "assumeOssRole not exist", "assumeOssRole not exist", 0),
            (
                "connect to agent ‹address› timed out after ‹n› ms",
                "connect to agent ‹address› timed out after ‹n› ms",
                "connect to agent ‹地址› timed out after ‹数› ms",
                2,
            ),
            ("‹id›‹hash›‹time›", "‹id›‹hash›‹time›", "‹ID›‹哈希›‹时间›", 3),
            ("a ‹b› ‹", "a ‹b› ‹", "a ‹b› ‹", 0),
            ("No error message", "No error message", "无错误信息", 0),
            ("", "", "", 0),
        ] {
            assert_eq!(reason_text(&Locale::default(), title), text);
            assert_eq!(reason_text(&chinese(), title), chinese_text);
            let parts = reason_parts(&Locale::default(), title);
            let found = parts.iter().filter(|part| part.is_placeholder).count();
            assert_eq!(found, placeholders, "{title}");
        }
    }
}
