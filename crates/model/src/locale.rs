//! Language and time zones, as values: a function that makes a text takes a [`Locale`].
//!
//! Texts are written in English where they are used, `tr!(locale, "Last 24 h")`, and that is the key of their translation,
//! as in gettext: a text without a translation is shown in English. `locales/` has the translations, and a test compares
//! their keys with the texts in the sources.

use std::fmt;

use crate::json::Json;
use crate::zone::Zone;

/// The language and the time zones of the page. Closures and views keep copies.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Locale {
    /// The language.
    pub translations: Translations,
    /// The zone that times are shown in.
    pub zone: Zone,
    /// The zone that received times without a zone are assumed to be in. The API does not say; what it sends fits UTC.
    pub assumed_zone: Zone,
}

/// The texts of a language by the English ones; none for English.
#[derive(Clone, Copy, Default)]
pub struct Translations(&'static [(&'static str, &'static str)]);

impl Locale {
    /// The translation of an English text, or the text itself where there is none.
    pub fn text(&self, english: &'static str) -> &'static str {
        self.translations.text(english)
    }
}

impl Translations {
    /// Reads an object of texts by English ones, sorted by these; anything else is English.
    ///
    /// They are never freed, so that a translated text is as cheap to keep as a literal. Read each language once.
    pub fn read(json: &Json) -> Self {
        let Json::Object(entries) = json else { return Self::default() };
        let mut texts: Vec<(&'static str, &'static str)> = Vec::with_capacity(entries.len());
        for (english, text) in entries {
            texts.push((leaked(english), leaked(text.text().unwrap_or(english))));
        }
        Self(texts.leak())
    }

    /// Whether nothing is translated.
    pub fn is_english(self) -> bool {
        self.0.is_empty()
    }

    fn text(self, english: &'static str) -> &'static str {
        let found = self.0.binary_search_by(|(known, _)| (*known).cmp(english));
        found.map_or(english, |at| self.0[at].1)
    }
}

fn leaked(text: &str) -> &'static str {
    String::from(text).leak()
}

impl PartialEq for Translations {
    fn eq(&self, other: &Self) -> bool {
        // Memos compare often, and nearly always a language with itself.
        std::ptr::eq(self.0, other.0) || self.0 == other.0
    }
}

impl fmt::Debug for Translations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Translations({})", self.0.len())
    }
}

/// The text in the language of a locale.
///
/// - `tr!(locale, "Any time")`: as it is, a `&'static str`.
/// - `tr!(locale, "{shown} of {total}", shown = "1–30", total = 128)`: with values, a `String`.
/// - `tr!(locale, count => "{count} task" | "{count} tasks", count = grouped(count))`: singular or plural.
#[macro_export]
macro_rules! tr {
    ($locale:expr, $english:literal) => {
        $locale.text($english)
    };
    ($locale:expr, $english:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::words::filled(
            $locale.text($english),
            &[$((stringify!($name), &$value)),+],
        )
    };
    ($locale:expr, $count:expr => $one:literal | $several:literal) => {
        $locale.text(if $count == 1 { $one } else { $several })
    };
    ($locale:expr, $count:expr => $one:literal | $several:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::words::filled(
            $locale.text(if $count == 1 { $one } else { $several }),
            &[$((stringify!($name), &$value)),+],
        )
    };
}

/// Marks a text that is translated later, by [`Locale::text`](crate::locale::Locale::text).
#[macro_export]
macro_rules! word {
    ($english:literal) => {
        $english
    };
}

/// The Chinese of `locales/`, with UTC for both zones.
#[cfg(test)]
pub(crate) fn chinese() -> Locale {
    let json = serde_json::from_str(include_str!("../../../locales/words-zh.json")).unwrap();
    Locale { translations: Translations::read(&json), ..Locale::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locale(entries: &[(&str, &str)]) -> Locale {
        let text = |text: &str| Json::Text(text.to_owned());
        let entries = entries.iter().map(|(english, other)| ((*english).to_owned(), text(other)));
        let translations = Translations::read(&Json::Object(entries.collect()));
        Locale { translations, ..Locale::default() }
    }

    #[test]
    fn a_text_without_a_translation_is_english() {
        let english = Locale::default();
        assert_eq!(tr!(english, "Running"), "Running");
        let chinese = locale(&[
            ("Failed", "失败"),
            ("Running", "运行中"),
            ("{count} tasks", "{count} 个任务"),
        ]);
        assert_eq!(tr!(chinese, "Running"), "运行中");
        assert_eq!(tr!(chinese, "Failed"), "失败");
        assert_eq!(tr!(chinese, "Nobody translated this"), "Nobody translated this");
        assert_eq!(tr!(chinese, 2 => "1 task" | "{count} tasks", count = 2), "2 个任务");
        assert_eq!(tr!(locale(&[]), "Running"), "Running");
        assert_eq!(Translations::read(&Json::Null), english.translations);
    }

    #[test]
    fn values_take_the_place_of_their_names() {
        let english = &Locale::default();
        let text = tr!(english, "{shown} of {total}", shown = "1–30", total = 128);
        assert_eq!(text, "1–30 of 128");
    }

    #[test]
    fn singular_and_plural_differ() {
        let english = &Locale::default();
        for (count, text) in [(0, "0 tasks"), (1, "1 task"), (2, "2 tasks")] {
            let found = tr!(english, count => "{count} task" | "{count} tasks", count = count);
            assert_eq!(found, text);
        }
    }

    #[test]
    fn locales_are_equal_by_their_content() {
        assert_eq!(locale(&[("a", "b")]), locale(&[("a", "b")]));
        assert_ne!(locale(&[("a", "b")]), locale(&[("a", "c")]));
        assert!(locale(&[]).translations.is_english());
        assert!(!chinese().translations.is_english());
    }
}
