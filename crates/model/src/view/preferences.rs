//! The dialog with all preferences.

use crate::format::grouped;
use crate::locale::Locale;
use crate::preferences::Preferences;
use crate::query::Calendar;
use crate::word;

/// A list to choose one value from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceView {
    /// The preference, as [`Preferences::field`] knows it.
    pub name: &'static str,
    /// Its label.
    pub label: &'static str,
    /// The chosen value; empty for the default.
    pub value: String,
    /// The values to choose from.
    pub options: Vec<OptionView>,
}

/// A value to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionView {
    /// The value.
    pub value: String,
    /// What is shown of it.
    pub label: String,
    /// The language of the label, if it is not the page's.
    pub language: Option<&'static str>,
}

/// Something to switch on or off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoxView {
    /// The preference, as [`Preferences::field`] knows it.
    pub name: &'static str,
    /// Its label.
    pub label: &'static str,
    /// Whether it is on.
    pub is_ticked: bool,
}

/// The language and the theme.
pub fn looks(chosen: &Preferences, locale: &Locale) -> [ChoiceView; 2] {
    let mut language = choice(
        chosen,
        locale,
        ("language", word!("Language")),
        &[("", word!("Browser default")), ("en", "English"), ("zh", "中文")],
    );
    for option in &mut language.options {
        option.language = match &*option.value {
            "en" => Some("en"),
            "zh" => Some("zh-CN"),
            _ => None,
        };
    }
    let themes = [("", word!("Auto")), ("light", word!("Light")), ("dark", word!("Dark"))];
    [language, choice(chosen, locale, ("theme", word!("Theme")), &themes)]
}

/// What a page has of rows, and how often they are asked for.
pub fn rows(chosen: &Preferences, locale: &Locale) -> [ChoiceView; 3] {
    let heights = [("", word!("Comfortable")), ("compact", word!("Compact"))];
    let sizes = [("", "30"), ("10", "10"), ("50", "50"), ("100", "100")];
    let intervals = [
        ("", word!("Deployment default")),
        ("5000", word!("5 s")),
        ("10000", word!("10 s")),
        ("30000", word!("30 s")),
        ("60000", word!("60 s")),
    ];
    let mut size = choice(chosen, locale, ("size", word!("Rows per page")), &sizes);
    // A page size that a link asked for can have been kept.
    if let Some(other) = chosen.page_size.filter(|_| !size.is_offered()) {
        size.options.push(OptionView {
            value: size.value.clone(),
            label: grouped(other.into()),
            language: None,
        });
    }
    [
        choice(chosen, locale, ("density", word!("Row height")), &heights),
        size,
        choice(chosen, locale, ("interval", word!("Refresh every")), &intervals),
    ]
}

/// When a working day ends, from which "Since Friday" counts.
pub fn evening(chosen: &Preferences, locale: &Locale) -> ChoiceView {
    let (name, label) = ("evening", word!("Working day ends at"));
    let option = |hour: u8| OptionView {
        value: if hour == Calendar::EVENING { String::new() } else { hour.to_string() },
        label: format!("{hour:02}:00"),
        language: None,
    };
    // Chosen by hand, the default is the default, too.
    let value = chosen.evening.filter(|hour| *hour != Calendar::EVENING);
    ChoiceView {
        name,
        label: locale.text(label),
        value: value.map(|hour| hour.to_string()).unwrap_or_default(),
        options: (0..24).map(option).collect(),
    }
}

/// The columns that can be left out.
pub fn columns(chosen: &Preferences, locale: &Locale) -> [BoxView; 4] {
    [
        ("began", word!("Began")),
        ("duration", word!("Duration")),
        ("type", word!("Type")),
        ("id", word!("Batch ID")),
    ]
    .map(|field| tick(chosen, locale, field))
}

/// Whether single keys do anything.
pub fn shortcuts(chosen: &Preferences, locale: &Locale) -> BoxView {
    tick(chosen, locale, ("shortcuts", word!("Use single-key shortcuts")))
}

impl ChoiceView {
    fn is_offered(&self) -> bool {
        self.options.iter().any(|option| option.value == self.value)
    }
}

type Named = (&'static str, &'static str);

fn choice(
    chosen: &Preferences,
    locale: &Locale,
    (name, label): Named,
    options: &[Named],
) -> ChoiceView {
    let option = |(value, label): &Named| OptionView {
        value: (*value).to_owned(),
        label: locale.text(label).to_owned(),
        language: None,
    };
    ChoiceView {
        name,
        label: locale.text(label),
        value: chosen.field(name),
        options: options.iter().map(option).collect(),
    }
}

fn tick(chosen: &Preferences, locale: &Locale, (name, label): Named) -> BoxView {
    BoxView { name, label: locale.text(label), is_ticked: !chosen.field(name).is_empty() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_size_that_is_not_offered_is_shown() {
        let locale = &Locale::default();
        for (size, values) in [
            (None, vec!["", "10", "50", "100"]),
            (Some(50), vec!["", "10", "50", "100"]),
            (Some(7), vec!["", "10", "50", "100", "7"]),
        ] {
            let chosen = Preferences { page_size: size, ..Preferences::default() };
            let [_, choice, _] = rows(&chosen, locale);
            assert_eq!(choice.value, size.map(|size| size.to_string()).unwrap_or_default());
            let offered: Vec<_> = choice.options.iter().map(|option| &*option.value).collect();
            assert_eq!(offered, values);
        }
    }

    #[test]
    fn a_working_day_ends_at_any_hour() {
        for (chosen, value) in [(None, ""), (Some(18), ""), (Some(0), "0"), (Some(17), "17")] {
            let chosen = Preferences { evening: chosen, ..Preferences::default() };
            let choice = evening(&chosen, &Locale::default());
            assert_eq!(choice.value, value);
            let labels: Vec<_> = choice.options.iter().map(|it| (&*it.value, &*it.label)).collect();
            assert_eq!(labels.len(), 24);
            assert_eq!(labels[17..20], [("17", "17:00"), ("", "18:00"), ("19", "19:00")]);
        }
    }

    #[test]
    fn the_names_of_languages_are_not_translated() {
        let [language, theme] = looks(&Preferences::default(), &crate::locale::chinese());
        let labels = |choice: ChoiceView| choice.options.into_iter().map(|it| it.label);
        assert_eq!(labels(language).collect::<Vec<_>>(), ["跟随浏览器", "English", "中文"]);
        assert_eq!(labels(theme).collect::<Vec<_>>(), ["跟随系统", "浅色", "深色"]);
    }

    #[test]
    fn columns_are_shown_unless_they_are_hidden() {
        let chosen = Preferences::default().with_field("id", "");
        let shown = columns(&chosen, &Locale::default()).map(|column| column.is_ticked);
        assert_eq!(shown, [true, true, true, false]);
        assert!(shortcuts(&chosen, &Locale::default()).is_ticked);
    }
}
