//! Types of tasks: the documented ones have names, and the API takes any other.

use crate::locale::Locale;
use crate::tr;

/// The documented types, as the API has them.
pub const TYPES: [&str; 2] = ["polarclaw_install_skills", "polarclaw_uninstall_skills"];

/// The name of a documented task type.
pub fn type_name(locale: &Locale, raw: &str) -> Option<&'static str> {
    match raw {
        "polarclaw_install_skills" => Some(tr!(locale, "Install skills")),
        "polarclaw_uninstall_skills" => Some(tr!(locale, "Uninstall skills")),
        _ => None,
    }
}

/// What people read of a type: its name, or itself where it has none.
pub fn type_words<'a>(locale: &Locale, raw: &'a str) -> &'a str {
    type_name(locale, raw).unwrap_or(raw)
}

/// The type that somebody means who typed this: by its name, or as the API has it.
pub fn type_meant(locale: &Locale, typed: &str) -> String {
    let typed = typed.trim();
    let is_meant = |raw: &&str| type_words(locale, raw).eq_ignore_ascii_case(typed);
    TYPES.into_iter().find(is_meant).unwrap_or(typed).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_meant_by_its_name_or_by_itself() {
        for (typed, raw) in [
            ("Install skills", "polarclaw_install_skills"),
            (" uninstall SKILLS ", "polarclaw_uninstall_skills"),
            ("polarclaw_install_skills", "polarclaw_install_skills"),
            ("install", "install"),
            ("  ", ""),
        ] {
            assert_eq!(type_meant(&Locale::default(), typed), raw, "{typed}");
        }
        assert_eq!(type_words(&Locale::default(), "polarclaw_install_skills"), "Install skills");
        assert_eq!(type_words(&Locale::default(), "polarclaw_sync_index"), "polarclaw_sync_index");
    }
}
