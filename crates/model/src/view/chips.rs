//! The chips of the toolbar.

use super::status_look::{look, status_word};
use crate::chips::status;
use crate::find::kind::Kind;
use crate::format::grouped;
use crate::locale::Locale;
use crate::status::BatchStatus;
use crate::task::Standing;
use crate::tr;

/// What a chip shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChipView {
    /// Whether it is on.
    pub is_on: bool,
    /// Its word.
    pub label: &'static str,
    /// The accessible name, where that is not the label.
    pub name: Option<String>,
    /// What a pointer is told: the word, which may be hidden, and what a press costs.
    pub title: String,
    /// How many tasks it lets through; empty where that is not known.
    pub count: String,
}

/// A chip. `cost` is what a press costs in words, if that is worth saying.
pub fn chip_view(
    chip: Kind,
    is_on: bool,
    count: Option<u64>,
    cost: &str,
    locale: &Locale,
) -> ChipView {
    let label = chip_word(chip, locale);
    let has_cost = !cost.is_empty() && status(chip).is_none();
    ChipView {
        is_on,
        label,
        name: count.map(|count| name(label, count, locale)),
        title: if has_cost { [label, " · ", cost].concat() } else { label.to_owned() },
        count: count.map(grouped).unwrap_or_default(),
    }
}

/// The word of a chip.
pub fn chip_word(chip: Kind, locale: &Locale) -> &'static str {
    match chip {
        Kind::Dispatching => status_word(locale, BatchStatus::Dispatching),
        Kind::Running => status_word(locale, BatchStatus::Running),
        Kind::Completed => status_word(locale, BatchStatus::Completed),
        Kind::PartlyDone => tr!(locale, "Partly done"),
        Kind::Failed => status_word(locale, BatchStatus::Failed),
        Kind::Other => tr!(locale, "Other"),
    }
}

/// The tone and the icon of a chip, those of the rows that it lets through.
pub fn chip_look(chip: Kind) -> (&'static str, &'static str) {
    look(match chip {
        Kind::Dispatching => Standing::Dispatching,
        Kind::Running => Standing::Running,
        Kind::Completed => Standing::Completed,
        Kind::PartlyDone => Standing::CompletedWithRest { not_successful: 1 },
        Kind::Failed => Standing::Failed,
        Kind::Other => Standing::Unknown,
    })
}

/// `Failed, 6 tasks`.
fn name(label: &str, count: u64, locale: &Locale) -> String {
    tr!(locale,
        count => "{status}, {count} task" | "{status}, {count} tasks",
        status = label,
        count = grouped(count),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(chip: Kind, is_on: bool, count: Option<u64>, cost: &str) -> ChipView {
        chip_view(chip, is_on, count, cost, &Locale::default())
    }

    #[test]
    fn a_chip_says_how_many() {
        for (chip, count, name) in [
            (Kind::Failed, 6, "Failed, 6 tasks"),
            (Kind::Running, 1, "Running, 1 task"),
            (Kind::Completed, 12_345, "Completed, 12,345 tasks"),
            (Kind::PartlyDone, 2, "Partly done, 2 tasks"),
            (Kind::Other, 45, "Other, 45 tasks"),
            (Kind::Dispatching, 0, "Dispatching, 0 tasks"),
        ] {
            assert_eq!(view(chip, false, Some(count), "").name.as_deref(), Some(name));
        }
    }

    #[test]
    fn a_chip_without_a_count_has_the_name_of_its_status() {
        let chip = view(Kind::Failed, true, None, "");
        assert_eq!((chip.label, chip.name, &*chip.count, chip.is_on), ("Failed", None, "", true));
    }

    #[test]
    fn only_what_the_index_answers_says_what_it_costs() {
        for (chip, title) in [
            (Kind::PartlyDone, "Partly done · 22 calls"),
            (Kind::Completed, "Completed · 22 calls"),
            (Kind::Other, "Other · 22 calls"),
            (Kind::Failed, "Failed"),
        ] {
            assert_eq!(view(chip, false, None, "22 calls").title, title);
        }
        assert_eq!(view(Kind::PartlyDone, false, None, "").title, "Partly done");
    }
}
