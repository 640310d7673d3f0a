//! The chips of the toolbar: which tasks each lets through, and what the list is asked for when one is pressed.
//!
//! In a URL `status` has the API's values, and `rest` tells the completed batches apart: `status=COMPLETED&rest=only` is what is done in
//! part, `rest=none` what is done in full, and `status=COMPLETED` alone is both, as in old links.

use crate::find::{Find, Rest};
use crate::query::ListQuery;
use crate::status::BatchStatus;

/// One of the chips, of which any number can be on. With none on, all tasks are let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chip {
    /// Sub-tasks are being handed out.
    Dispatching,
    /// Sub-tasks are running.
    Running,
    /// Completed, and every sub-task succeeded.
    Completed,
    /// Completed, but some sub-tasks did not succeed.
    Partly,
    /// Ended with failures.
    Failed,
    /// Any status that is not documented.
    Other,
}

/// How many tasks each of [`Chip::ALL`] lets through, where that is known.
pub type Counts = [Option<u64>; 6];

/// Which of [`Chip::ALL`] are on.
pub type Chosen = [bool; 6];

impl Chip {
    /// In their order. Together they let every task through once.
    pub const ALL: [Self; 6] = [
        Self::Dispatching,
        Self::Running,
        Self::Completed,
        Self::Partly,
        Self::Failed,
        Self::Other,
    ];

    /// What style sheets call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dispatching => "DISPATCHING",
            Self::Running => "RUNNING",
            Self::Completed => "COMPLETED",
            Self::Partly => "PARTLY",
            Self::Failed => "FAILED",
            Self::Other => "OTHER",
        }
    }

    /// The status that it stands for. The others only the index knows: PolarDB tells nothing by them.
    pub fn status(self) -> Option<BatchStatus> {
        match self {
            Self::Dispatching => Some(BatchStatus::Dispatching),
            Self::Running => Some(BatchStatus::Running),
            Self::Failed => Some(BatchStatus::Failed),
            Self::Completed | Self::Partly | Self::Other => None,
        }
    }
}

/// Which chips are on.
pub fn chosen(query: &ListQuery) -> Chosen {
    let find = Find::read(&query.find);
    let has = |status| query.statuses.contains(status);
    // Alone, `rest` means that completed ones are wanted.
    let is_alone = query.statuses.is_empty() && find.rest != Rest::Any;
    let is_completed = has(BatchStatus::Completed) || is_alone;
    [
        has(BatchStatus::Dispatching),
        has(BatchStatus::Running),
        is_completed && find.rest != Rest::Only,
        is_completed && find.rest != Rest::None,
        has(BatchStatus::Failed),
        find.is_other,
    ]
}

/// The first page with one more chip on, or off.
#[must_use]
pub fn toggled(query: &ListQuery, chip: Chip) -> ListQuery {
    let mut chips = chosen(query);
    chips[chip as usize] ^= true;
    with(query, chips)
}

/// The first page with one chip alone on, or with none where it is alone already.
#[must_use]
pub fn only(query: &ListQuery, chip: Chip) -> ListQuery {
    let alone = Chip::ALL.map(|other| other == chip);
    with(query, if chosen(query) == alone { [false; 6] } else { alone })
}

/// The first page with these chips on.
#[must_use]
pub fn with(query: &ListQuery, chips: Chosen) -> ListQuery {
    let [is_dispatching, is_running, is_done, is_partly, is_failed, is_other] = chips;
    let statuses = [is_dispatching, is_running, is_done || is_partly, is_failed];
    let statuses = BatchStatus::ALL.into_iter().zip(statuses).filter(|(_, is_on)| *is_on);
    let rest = match (is_done, is_partly) {
        (true, false) => Rest::None,
        (false, true) => Rest::Only,
        _ => Rest::Any,
    };
    let find = Find { rest, is_other, ..Find::read(&query.find) };
    ListQuery {
        statuses: statuses.map(|(status, _)| status).collect(),
        ..query.with_find(find.to_text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::location::Location;

    fn query(search: &str) -> ListQuery {
        Location::from_search(search).query
    }

    fn search(query: ListQuery) -> String {
        Location::default().with_query(query).to_search()
    }

    fn names(query: &ListQuery) -> String {
        let chips = Chip::ALL.into_iter().zip(chosen(query)).filter(|(_, is_on)| *is_on);
        chips.map(|(chip, _)| chip.name()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_link_sets_its_chips() {
        for (link, on) in [
            ("", ""),
            ("?status=RUNNING,DISPATCHING", "DISPATCHING RUNNING"),
            ("?status=COMPLETED", "COMPLETED PARTLY"),
            ("?status=COMPLETED&rest=none", "COMPLETED"),
            ("?status=COMPLETED&rest=only", "PARTLY"),
            ("?rest=only", "PARTLY"),
            ("?rest=none", "COMPLETED"),
            ("?status=FAILED,COMPLETED&rest=only", "PARTLY FAILED"),
            // Completed ones are not wanted at all.
            ("?status=FAILED&rest=only", "FAILED"),
            ("?other=only", "OTHER"),
            ("?other=only&rest=only", "PARTLY OTHER"),
            ("?status=FAILED&other=only", "FAILED OTHER"),
        ] {
            assert_eq!(names(&query(link)), on, "{link}");
        }
    }

    #[test]
    fn a_press_adds_a_chip_or_takes_it_out() {
        use Chip::*;
        for (before, chip, after) in [
            ("?page=3", Dispatching, "?status=DISPATCHING"),
            ("", Running, "?status=RUNNING"),
            ("", Failed, "?status=FAILED"),
            ("", Completed, "?status=COMPLETED&rest=none"),
            ("", Partly, "?status=COMPLETED&rest=only"),
            ("", Other, "?other=only"),
            ("?status=COMPLETED&rest=none", Partly, "?status=COMPLETED"),
            ("?status=COMPLETED&rest=only", Completed, "?status=COMPLETED"),
            ("?rest=only", Completed, "?status=COMPLETED"),
            ("?status=COMPLETED", Completed, "?status=COMPLETED&rest=only"),
            ("?status=COMPLETED", Partly, "?status=COMPLETED&rest=none"),
            ("?status=COMPLETED&rest=none", Completed, ""),
            ("?status=COMPLETED&rest=only", Partly, ""),
            ("?status=COMPLETED&rest=only", Failed, "?status=COMPLETED,FAILED&rest=only"),
            ("?status=COMPLETED,FAILED&rest=only", Partly, "?status=FAILED"),
            ("?status=FAILED&rest=only", Failed, ""),
            ("?status=FAILED&other=only", Other, "?status=FAILED"),
            ("?status=RUNNING&q=a&sort=name", Running, "?q=a&sort=name"),
            (
                "?type=x&last=24h&size=10&page=2&q=a",
                Other,
                "?type=x&last=24h&size=10&q=a&other=only",
            ),
        ] {
            assert_eq!(search(toggled(&query(before), chip)), after, "{before} {chip:?}");
        }
    }

    #[test]
    fn a_press_changes_one_chip_whichever_are_on() {
        for state in 0..64 {
            let chips: Chosen = std::array::from_fn(|place| state & (1 << place) != 0);
            let before = with(&query("?q=a"), chips);
            assert_eq!(chosen(&before), chips);
            for chip in Chip::ALL {
                let mut after = chips;
                after[chip as usize] ^= true;
                let pressed = toggled(&before, chip);
                assert_eq!(chosen(&pressed), after, "{chips:?} {chip:?}");
                assert_eq!(toggled(&pressed, chip), before, "{chips:?} {chip:?}");
            }
        }
    }

    #[test]
    fn one_chip_alone_is_on_or_none() {
        for (before, after) in [
            ("?page=3", "?status=FAILED"),
            ("?status=RUNNING,COMPLETED&rest=only&other=only&q=a", "?status=FAILED&q=a"),
            ("?status=FAILED&other=only", "?status=FAILED"),
            ("?status=FAILED", ""),
        ] {
            assert_eq!(search(only(&query(before), Chip::Failed)), after, "{before}");
        }
    }
}
