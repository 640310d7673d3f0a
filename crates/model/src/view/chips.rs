//! The chips of the toolbar.

use super::status_look::{look, status_word};
use crate::chips::Chip;
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
    chip: Chip,
    is_on: bool,
    count: Option<u64>,
    cost: &str,
    locale: &Locale,
) -> ChipView {
    let label = chip_word(chip, locale);
    let has_cost = !cost.is_empty() && chip.status().is_none();
    ChipView {
        is_on,
        label,
        name: count.map(|count| name(label, count, locale)),
        title: if has_cost { [label, " · ", cost].concat() } else { label.to_owned() },
        count: count.map(grouped).unwrap_or_default(),
    }
}

/// The word of a chip.
pub fn chip_word(chip: Chip, locale: &Locale) -> &'static str {
    match chip {
        Chip::Dispatching => status_word(locale, BatchStatus::Dispatching),
        Chip::Running => status_word(locale, BatchStatus::Running),
        Chip::Completed => status_word(locale, BatchStatus::Completed),
        Chip::Partly => tr!(locale, "Partly done"),
        Chip::Failed => status_word(locale, BatchStatus::Failed),
        Chip::Other => tr!(locale, "Other"),
    }
}

/// The tone and the icon of a chip, those of the rows that it lets through.
pub fn chip_look(chip: Chip) -> (&'static str, &'static str) {
    look(match chip {
        Chip::Dispatching => Standing::Dispatching,
        Chip::Running => Standing::Running,
        Chip::Completed => Standing::Completed,
        Chip::Partly => Standing::CompletedWithRest { not_successful: 1 },
        Chip::Failed => Standing::Failed,
        Chip::Other => Standing::Unknown,
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

    fn view(chip: Chip, is_on: bool, count: Option<u64>, cost: &str) -> ChipView {
        chip_view(chip, is_on, count, cost, &Locale::default())
    }

    #[test]
    fn a_chip_says_how_many() {
        for (chip, count, name) in [
            (Chip::Failed, 6, "Failed, 6 tasks"),
            (Chip::Running, 1, "Running, 1 task"),
            (Chip::Completed, 12_345, "Completed, 12,345 tasks"),
            (Chip::Partly, 2, "Partly done, 2 tasks"),
            (Chip::Other, 45, "Other, 45 tasks"),
            (Chip::Dispatching, 0, "Dispatching, 0 tasks"),
        ] {
            assert_eq!(view(chip, false, Some(count), "").name.as_deref(), Some(name));
        }
    }

    #[test]
    fn a_chip_without_a_count_has_the_name_of_its_status() {
        let chip = view(Chip::Failed, true, None, "");
        assert_eq!((chip.label, chip.name, &*chip.count, chip.is_on), ("Failed", None, "", true));
    }

    #[test]
    fn only_what_the_index_answers_says_what_it_costs() {
        for (chip, title) in [
            (Chip::Partly, "Partly done · 22 calls"),
            (Chip::Completed, "Completed · 22 calls"),
            (Chip::Other, "Other · 22 calls"),
            (Chip::Failed, "Failed"),
        ] {
            assert_eq!(view(chip, false, None, "22 calls").title, title);
        }
        assert_eq!(view(Chip::Partly, false, None, "").title, "Partly done");
    }
}
