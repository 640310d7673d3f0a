//! What somebody likes to see, and how: kept in the browser as a small object of JSON.

use std::time::Duration;

use crate::json::Json;
use crate::json_text::quoted;

/// What each preference is, where somebody has chosen one; otherwise the browser's or the deployment's holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// `light` or `dark`.
    pub theme: Option<String>,
    /// `en` or `zh`.
    pub language: Option<String>,
    /// The IANA name of the zone that times are shown in; the browser's otherwise.
    pub zone: Option<String>,
    /// The IANA name of the zone that times without one are in; UTC otherwise.
    pub zoneless: Option<String>,
    /// Whether rows are lower.
    pub is_compact: bool,
    /// The columns of the table that are not shown, in the order of [`COLUMNS`].
    pub hidden: Vec<&'static str>,
    /// How many rows a page has where the link does not say.
    pub page_size: Option<u32>,
    /// How long to wait between two answers.
    pub interval: Option<Duration>,
    /// The hour at which a working day ends, from which "Since Friday" counts.
    pub evening: Option<u8>,
    /// Whether single keys do nothing.
    pub has_no_shortcuts: bool,
}

/// The columns that can be left out, by the names that the style sheet has for them.
pub const COLUMNS: [&str; 4] = ["began", "duration", "type", "id"];

/// What the kept object says of itself; one of another version is not read.
const VERSION: &str = "1";
const COMPACT: &str = "compact";
/// The value of a box that is ticked.
const TICKED: &str = "true";

impl Preferences {
    /// Reads what was kept. What cannot be used is left out, and an object of another version is left out whole.
    pub fn read(json: &Json) -> Self {
        if json.get("version").text() != Some(VERSION) {
            return Self::default();
        }
        let one_of = |name, values: &[&str]| {
            json.get(name).text().filter(|value| values.contains(value)).map(str::to_owned)
        };
        let zone =
            |name| json.get(name).filled_text().filter(|zone| is_zone(zone)).map(str::to_owned);
        let hides = json.get("hides").text().unwrap_or_default();
        let number = |name| json.get(name).text()?.parse::<u32>().ok();
        Self {
            theme: one_of("theme", &["light", "dark"]),
            language: one_of("language", &["en", "zh"]),
            zone: zone("zone"),
            zoneless: zone("zoneless"),
            is_compact: json.get("density").text() == Some(COMPACT),
            hidden: COLUMNS
                .into_iter()
                .filter(|name| hides.split(' ').any(|it| it == *name))
                .collect(),
            page_size: number("size").filter(|size| (1..=100).contains(size)),
            interval: number("interval")
                .filter(|interval| (1000..=3_600_000).contains(interval))
                .map(|interval| Duration::from_millis(interval.into())),
            evening: number("evening")
                .and_then(|hour| u8::try_from(hour).ok())
                .filter(|it| *it < 24),
            has_no_shortcuts: matches!(json.get("shortcuts"), Json::Bool(false)),
        }
    }

    /// The value of a field of the form that preferences are chosen in, by the name of the field; empty where nothing is
    /// chosen.
    pub fn field(&self, name: &str) -> String {
        let ticked = |is_on: bool| if is_on { TICKED } else { "" }.to_owned();
        match name {
            "theme" => self.theme.clone().unwrap_or_default(),
            "language" => self.language.clone().unwrap_or_default(),
            "zone" => self.zone.clone().unwrap_or_default(),
            "zoneless" => self.zoneless.clone().unwrap_or_default(),
            "density" => if self.is_compact { COMPACT } else { "" }.to_owned(),
            "size" => self.page_size.map(|size| size.to_string()).unwrap_or_default(),
            "interval" => {
                self.interval.map(|interval| interval.as_millis().to_string()).unwrap_or_default()
            }
            "evening" => self.evening.map(|hour| hour.to_string()).unwrap_or_default(),
            "shortcuts" => ticked(!self.has_no_shortcuts),
            column => ticked(!self.hidden.contains(&column)),
        }
    }

    /// The same with what a field of that form holds now.
    pub fn with_field(&self, name: &str, value: &str) -> Self {
        let mut changed = self.clone();
        let text = (!value.is_empty()).then(|| value.to_owned());
        match name {
            "theme" => changed.theme = text,
            "language" => changed.language = text,
            "zone" => changed.zone = text,
            "zoneless" => changed.zoneless = text,
            "density" => changed.is_compact = value == COMPACT,
            "size" => changed.page_size = value.parse().ok(),
            "interval" => changed.interval = value.parse().ok().map(Duration::from_millis),
            "evening" => changed.evening = value.parse().ok().filter(|hour| *hour < 24),
            "shortcuts" => changed.has_no_shortcuts = value.is_empty(),
            column => {
                let is_hidden = |known: &&str| {
                    if *known == column { value.is_empty() } else { self.hidden.contains(known) }
                };
                changed.hidden = COLUMNS.into_iter().filter(is_hidden).collect();
            }
        }
        changed
    }

    /// The text to keep, which [`read`](Self::read) reads.
    pub fn to_json(&self) -> String {
        let mut text = format!("{{\"version\":{VERSION}");
        let texts = [
            ("theme", self.theme.as_deref().unwrap_or_default()),
            ("language", self.language.as_deref().unwrap_or_default()),
            ("zone", self.zone.as_deref().unwrap_or_default()),
            ("zoneless", self.zoneless.as_deref().unwrap_or_default()),
            ("density", if self.is_compact { COMPACT } else { "" }),
            ("hides", &self.hidden.join(" ")),
        ];
        for (name, value) in texts {
            if !value.is_empty() {
                text += &format!(",\"{name}\":{}", quoted(value));
            }
        }
        let interval = self.interval.and_then(|interval| u32::try_from(interval.as_millis()).ok());
        let evening = self.evening.map(u32::from);
        let numbers = [("size", self.page_size), ("interval", interval), ("evening", evening)];
        for (name, value) in numbers {
            if let Some(value) = value {
                text += &format!(",\"{name}\":{value}");
            }
        }
        if self.has_no_shortcuts {
            text += ",\"shortcuts\":false";
        }
        text + "}"
    }
}

/// Whether a text may be the name of a zone; the browser decides which there are.
pub fn is_zone(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+');
    text.len() <= 64 && !text.is_empty() && text.chars().all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Preferences {
        serde_json::from_str(text)
            .map_or_else(|_| panic!("{text}"), |json| Preferences::read(&json))
    }

    #[test]
    fn what_is_kept_is_read_again() {
        let chosen = Preferences {
            theme: Some("dark".to_owned()),
            language: Some("zh".to_owned()),
            zone: Some("America/Argentina/Buenos_Aires".to_owned()),
            zoneless: Some("Asia/Shanghai".to_owned()),
            is_compact: true,
            hidden: vec!["began", "id"],
            page_size: Some(50),
            interval: Some(Duration::from_secs(30)),
            evening: Some(17),
            has_no_shortcuts: true,
        };
        let text = chosen.to_json();
        assert_eq!(
            text,
            r#"{"version":1,"theme":"dark","language":"zh","zone":"America/Argentina/Buenos_Aires","#
                .to_owned()
                + r#""zoneless":"Asia/Shanghai","density":"compact","hides":"began id","size":50,"#
                + r#""interval":30000,"evening":17,"shortcuts":false}"#
        );
        assert_eq!(read(&text), chosen);
        assert_eq!(read(&Preferences::default().to_json()), Preferences::default());
    }

    #[test]
    fn a_form_chooses_one_thing_after_the_other() {
        let mut chosen = Preferences::default();
        for (name, before, value) in [
            ("theme", "", "dark"),
            ("language", "", "zh"),
            ("zone", "", "UTC"),
            ("zoneless", "", "Asia/Shanghai"),
            ("density", "", "compact"),
            ("size", "", "50"),
            ("interval", "", "30000"),
            ("evening", "", "17"),
            ("shortcuts", "true", ""),
            ("id", "true", ""),
            ("began", "true", ""),
        ] {
            assert_eq!(chosen.field(name), before, "{name}");
            chosen = chosen.with_field(name, value);
            assert_eq!(chosen.field(name), value, "{name}");
        }
        assert_eq!(chosen.hidden, ["began", "id"]);
        assert_eq!(chosen.with_field("id", "true").hidden, ["began"]);
        assert_eq!(chosen.with_field("theme", "").theme, None);
        assert_eq!(chosen.with_field("zone", "").field("zone"), "");
    }

    #[test]
    fn what_cannot_be_used_is_not_chosen() {
        for text in [
            "null",
            "[]",
            "7",
            r#"{"version":2,"theme":"dark"}"#,
            r#"{"theme":"dark"}"#,
            r#"{"version":1,"theme":"pink","language":"fr","density":[],"shortcuts":"no"}"#,
            r#"{"version":1,"zone":"<b>","zoneless":"a b","size":0,"interval":5,"hides":"task status"}"#,
            r#"{"version":1,"evening":24}"#,
            r#"{"version":1,"size":1000000,"interval":-1,"hides":{}}"#,
        ] {
            assert_eq!(read(text), Preferences::default(), "{text}");
        }
    }
}
