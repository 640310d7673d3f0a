//! Patterns such as `{count} of {total}`, whose names are replaced by values.

use std::fmt::{Display, Write};

use crate::locale::Locale;
use crate::text::split_at_first;
use crate::tr;

/// A pattern with values in the place of their names: `{count} of {total}`. A name without a value stays.
pub fn filled(pattern: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut text = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        text += before;
        let named = after.split_once('}');
        let value = named.and_then(|(name, _)| values.iter().find(|(known, _)| *known == name));
        match (named, value) {
            (Some((_, after)), Some((_, value))) => {
                // A text takes all that is written to it.
                let _ = write!(text, "{value}");
                rest = after;
            }
            _ => {
                text.push('{');
                rest = after;
            }
        }
    }
    text + rest
}

/// Texts one after the other, two at a time by a pattern of `{text}` and `{next}`. Empty ones are left out.
pub fn joined(pattern: &str, texts: &[&str]) -> String {
    let mut all = String::new();
    for next in texts.iter().filter(|text| !text.is_empty()) {
        all = if all.is_empty() {
            (*next).to_owned()
        } else {
            filled(pattern, &[("text", &all), ("next", next)])
        };
    }
    all
}

/// One sentence after the other.
pub fn sentences(locale: &Locale, texts: &[&str]) -> String {
    joined(tr!(locale, "{text} {next}"), texts)
}

/// What a pattern says before and after one of its values, which is shown in another way than the rest. `name` is
/// that of the value in its braces.
pub fn around(pattern: &str, name: &str) -> (String, String) {
    let (before, after) = split_at_first(pattern, name).unwrap_or((pattern, ""));
    (before.to_owned(), after.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_take_the_place_of_their_names() {
        for (pattern, text) in [
            ("{b} before {a}", "2 before 1"),
            ("{a}{a}", "11"),
            ("{c} and {a}", "{c} and 1"),
            ("{a", "{a"),
            ("", ""),
        ] {
            assert_eq!(filled(pattern, &[("a", &1), ("b", &"2")]), text);
        }
        // A value is never looked through for names.
        assert_eq!(filled("{a}, {b}", &[("a", &"{b}"), ("b", &2)]), "{b}, 2");
    }

    #[test]
    fn texts_follow_one_another_as_the_language_has_it() {
        let english = Locale::default();
        let texts = ["Connection lost.", "", "Data from 14:52:08.", "Retrying in 8 s."];
        let joined_texts = sentences(&english, &texts);
        assert_eq!(joined_texts, "Connection lost. Data from 14:52:08. Retrying in 8 s.");
        assert_eq!(sentences(&english, &[]), "");
        assert_eq!(joined("{text}, {next}", &["1 failed", "2 new"]), "1 failed, 2 new");
        let pattern = "Page {page} of 5";
        assert_eq!(around(pattern, "{page}"), ("Page ".to_owned(), " of 5".to_owned()));
    }
}
