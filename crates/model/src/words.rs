//! What the console says, in the language of the page.
//!
//! Words are written in English where they are said, `tr!("Last 24 h")`, and found by that in the words of another language,
//! as in gettext: what nobody has translated is said in English. `locales/` has the other languages, and
//! a test compares these with what the sources say.

use std::cell::Cell;
use std::fmt::{Display, Write};

use crate::json::Json;
use crate::text::split_at_first;

/// The words of a language by the English ones, in their order.
type Words = [(&'static str, &'static str)];

thread_local! {
    static SPOKEN: Cell<&'static Words> = const { Cell::new(&[]) };
}

/// Says everything from now on in these words: an object of texts by English ones in their order, empty for English.
///
/// Words stay in memory, because what has been said may still be shown. Nobody changes languages often.
pub fn speak(words: &Json) {
    let Json::Object(entries) = words else { return };
    let mut spoken: Vec<(&'static str, &'static str)> = Vec::new();
    for (english, other) in entries {
        spoken.push((lasting(english), lasting(other.text().unwrap_or(english))));
    }
    SPOKEN.set(spoken.leak());
}

fn lasting(text: &str) -> &'static str {
    String::from(text).leak()
}

/// Whether the page speaks English.
pub fn are_english() -> bool {
    SPOKEN.get().is_empty()
}

/// The words for these English ones.
pub fn said(english: &'static str) -> &'static str {
    let spoken = SPOKEN.get();
    let found = spoken.binary_search_by(|(known, _)| (*known).cmp(english));
    found.map_or(english, |at| spoken[at].1)
}

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
pub fn sentences(texts: &[&str]) -> String {
    joined(crate::tr!("{text} {next}"), texts)
}

/// What a pattern says before and after one of its values, which is shown in another way than the rest. `name` is
/// that of the value in its braces.
pub fn around(pattern: &str, name: &str) -> (String, String) {
    let (before, after) = split_at_first(pattern, name).unwrap_or((pattern, ""));
    (before.to_owned(), after.to_owned())
}

/// Says something in the language of the page.
///
/// - `tr!("Any time")`: words as they are.
/// - `tr!("{shown} of {total}", shown = "1–30", total = 128)`: with values.
/// - `tr!(count => "{count} task" | "{count} tasks", count = grouped(count))`: one, or several.
#[macro_export]
macro_rules! tr {
    ($english:literal) => {
        $crate::words::said($english)
    };
    ($english:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::words::filled(
            $crate::words::said($english),
            &[$((stringify!($name), &$value)),+],
        )
    };
    ($count:expr => $one:literal | $several:literal) => {
        $crate::words::said(if $count == 1 { $one } else { $several })
    };
    ($count:expr => $one:literal | $several:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::words::filled(
            $crate::words::said(if $count == 1 { $one } else { $several }),
            &[$((stringify!($name), &$value)),+],
        )
    };
}

/// Marks words in a table that are said later, by [`said`](crate::words::said).
#[macro_export]
macro_rules! word {
    ($english:literal) => {
        $english
    };
}

/// Does something in Chinese.
#[cfg(test)]
pub(crate) fn in_chinese(act: impl FnOnce()) {
    let words = serde_json::from_str(include_str!("../../../locales/words-zh.json")).unwrap();
    speak(&words);
    act();
    speak(&Json::Object(Vec::new()));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chinese(entries: &[(&str, &str)]) -> Json {
        let text = |text: &str| Json::Text(text.to_owned());
        Json::Object(
            entries.iter().map(|(english, other)| ((*english).to_owned(), text(other))).collect(),
        )
    }

    #[test]
    fn words_are_said_in_english_until_others_are_spoken() {
        assert_eq!(tr!("Running"), "Running");
        speak(&chinese(&[
            ("Failed", "失败"),
            ("Running", "运行中"),
            ("{count} tasks", "{count} 个任务"),
        ]));
        assert_eq!(tr!("Running"), "运行中");
        assert_eq!(tr!("Failed"), "失败");
        assert_eq!(tr!("Nobody translated this"), "Nobody translated this");
        assert_eq!(tr!(2 => "1 task" | "{count} tasks", count = 2), "2 个任务");
        speak(&chinese(&[]));
        assert_eq!(tr!("Running"), "Running");
    }

    #[test]
    fn values_take_the_place_of_their_names() {
        assert_eq!(tr!("{shown} of {total}", shown = "1–30", total = 128), "1–30 of 128");
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
        let texts = ["Connection lost.", "", "Data from 14:52:08.", "Retrying in 8 s."];
        assert_eq!(sentences(&texts), "Connection lost. Data from 14:52:08. Retrying in 8 s.");
        assert_eq!(sentences(&[]), "");
        assert_eq!(joined("{text}, {next}", &["1 failed", "2 new"]), "1 failed, 2 new");
        let pattern = "Page {page} of 5";
        assert_eq!(around(pattern, "{page}"), ("Page ".to_owned(), " of 5".to_owned()));
    }

    #[test]
    fn one_is_said_otherwise_than_several() {
        for (count, text) in [(0, "0 tasks"), (1, "1 task"), (2, "2 tasks")] {
            assert_eq!(tr!(count => "{count} task" | "{count} tasks", count = count), text);
        }
    }
}
