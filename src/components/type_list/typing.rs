//! What is typed into the field, and what the list offers for it.

use model::locale::Locale;
use model::tr;

use crate::components::fill::{Fill, Part, present};
use crate::components::task_type::{TYPES, type_meant, type_words};

/// The options, as the markup has them: any type, each of [`TYPES`], and what is typed.
pub(super) const OPTIONS: [&str; 4] = ["type-0", "type-1", "type-2", "type-3"];
pub(super) const AS_TYPED: usize = OPTIONS.len() - 1;

/// What somebody does with the list.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Typing {
    /// What the field holds.
    pub(super) text: String,
    /// Whether that was typed since the list was opened, and narrows it.
    pub(super) narrows: bool,
    pub(super) is_open: bool,
    /// The option that the keyboard is at.
    pub(super) active: Option<usize>,
}

impl Typing {
    /// Which type an option stands for, as the API has it.
    pub(super) fn meant_by(&self, locale: &Locale, place: usize) -> String {
        match place {
            0 => String::new(),
            AS_TYPED => type_meant(locale, &self.text),
            known => TYPES[known - 1].to_owned(),
        }
    }

    pub(super) fn is_offered(&self, locale: &Locale, place: usize) -> bool {
        let typed = self.text.trim();
        match place {
            0 => true,
            AS_TYPED => {
                self.narrows && !typed.is_empty() && !TYPES.contains(&&*type_meant(locale, typed))
            }
            known => {
                let raw = TYPES[known - 1];
                !self.narrows
                    || raw.contains(typed)
                    || hit(type_words(locale, raw), typed).is_some()
            }
        }
    }

    /// Where a key leads from the active option; `None` for a key that leads nowhere.
    pub(super) fn moved(&self, locale: &Locale, key: &str) -> Option<usize> {
        let offered: Vec<_> =
            (0..OPTIONS.len()).filter(|place| self.is_offered(locale, *place)).collect();
        let last = offered.len() - 1;
        let at = offered.iter().position(|place| Some(*place) == self.active);
        let next = match (key, at) {
            ("ArrowDown", Some(at)) if at < last => at + 1,
            // Who has typed wants what is left by that, and not the way back to all.
            ("ArrowDown", None) if self.narrows && !self.text.trim().is_empty() => last.min(1),
            ("ArrowDown", _) => 0,
            ("ArrowUp", Some(at)) if at > 0 => at - 1,
            ("ArrowUp", _) => last,
            // Without an option they go to the ends of the text.
            ("Home", Some(_)) => 0,
            ("End", Some(_)) => last,
            _ => return None,
        };
        Some(offered[next])
    }

    pub(super) fn fills(&self, locale: &Locale) -> Vec<Fill> {
        const PLACES: [[&str; 4]; 2] = [
            ["#type-1", "#type-1 .before", "#type-1 strong", "#type-1 .after"],
            ["#type-2", "#type-2 .before", "#type-2 strong", "#type-2 .after"],
        ];
        let typed = if self.narrows { self.text.trim() } else { "" };
        let mut fills = Vec::new();
        for (place, id) in ["#type-0", "#type-1", "#type-2", "#type-3"].into_iter().enumerate() {
            let is_active = self.active == Some(place);
            fills.push((id, Part::Attribute("hidden"), present(!self.is_offered(locale, place))));
            fills.push((id, Part::Attribute("aria-selected"), is_active.to_string()));
        }
        for (raw, [_, before, strong, after]) in TYPES.into_iter().zip(PLACES) {
            let name = type_words(locale, raw);
            let (from, to) = hit(name, typed).unwrap_or_default();
            for (place, part) in
                [(before, &name[..from]), (strong, &name[from..to]), (after, &name[to..])]
            {
                fills.push((place, Part::Text, part.to_owned()));
            }
        }
        let as_typed = tr!(locale, "Use “{text}” as typed", text = typed);
        fills.push((".as-typed span", Part::Text, as_typed));
        fills
    }
}

/// Where `part` is in `name`, whatever its case.
fn hit(name: &str, part: &str) -> Option<(usize, usize)> {
    let from = name.to_ascii_lowercase().find(&part.to_ascii_lowercase())?;
    Some((from, from + part.len()))
}

#[cfg(test)]
mod tests;
