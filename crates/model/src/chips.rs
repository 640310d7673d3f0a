//! The chips of the toolbar: which tasks each lets through, and what the list is asked for when one is pressed.
//!
//! In a URL `status` has the API's values, and `rest` tells the completed batches apart: `status=COMPLETED&rest=only` is what is done in
//! part, `rest=none` what is done in full, and `status=COMPLETED` alone is both, as in old links.

use crate::find::kind::Kind;
use crate::find::{Find, Rest, counts};
use crate::query::ListQuery;
use crate::status::BatchStatus;

/// The chips in their order. Any number can be on; with none on, all tasks are let through. Together they let each task through once.
pub const CHIPS: [Kind; 6] = [
    Kind::Dispatching,
    Kind::Running,
    Kind::Completed,
    Kind::PartlyDone,
    Kind::Failed,
    Kind::Other,
];

/// How many tasks each of [`CHIPS`] lets through, where that is known.
pub type Counts = [Option<u64>; CHIPS.len()];

/// Which of [`CHIPS`] are on.
pub type Chosen = [bool; CHIPS.len()];

/// What style sheets call a chip.
pub fn name(chip: Kind) -> &'static str {
    match chip {
        Kind::Dispatching => "DISPATCHING",
        Kind::Running => "RUNNING",
        Kind::Completed => "COMPLETED",
        Kind::PartlyDone => "PARTLY",
        Kind::Failed => "FAILED",
        Kind::Other => "OTHER",
    }
}

/// The status that a chip stands for, as PolarDB filters by it. The other chips only the index answers.
pub fn status(chip: Kind) -> Option<BatchStatus> {
    chip.status().filter(|status| *status != BatchStatus::Completed)
}

/// The counts that the index knows.
pub fn counts_of_index(counts: &counts::Counts) -> Counts {
    CHIPS.map(|chip| Some(counts.of(chip)))
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
pub fn toggled(query: &ListQuery, chip: Kind) -> ListQuery {
    let mut chips = chosen(query);
    for (other, is_on) in CHIPS.iter().zip(&mut chips) {
        *is_on ^= *other == chip;
    }
    with(query, chips)
}

/// The first page with one chip alone on, or with none where it is alone already.
#[must_use]
pub fn only(query: &ListQuery, chip: Kind) -> ListQuery {
    let alone = CHIPS.map(|other| other == chip);
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
        let chips = CHIPS.into_iter().zip(chosen(query)).filter(|(_, is_on)| *is_on);
        chips.map(|(chip, _)| name(chip)).collect::<Vec<_>>().join(" ")
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
        use Kind::*;
        for (before, chip, after) in [
            ("?page=3", Dispatching, "?status=DISPATCHING"),
            ("", Running, "?status=RUNNING"),
            ("", Failed, "?status=FAILED"),
            ("", Completed, "?status=COMPLETED&rest=none"),
            ("", PartlyDone, "?status=COMPLETED&rest=only"),
            ("", Other, "?other=only"),
            ("?status=COMPLETED&rest=none", PartlyDone, "?status=COMPLETED"),
            ("?status=COMPLETED&rest=only", Completed, "?status=COMPLETED"),
            ("?rest=only", Completed, "?status=COMPLETED"),
            ("?status=COMPLETED", Completed, "?status=COMPLETED&rest=only"),
            ("?status=COMPLETED", PartlyDone, "?status=COMPLETED&rest=none"),
            ("?status=COMPLETED&rest=none", Completed, ""),
            ("?status=COMPLETED&rest=only", PartlyDone, ""),
            ("?status=COMPLETED&rest=only", Failed, "?status=COMPLETED,FAILED&rest=only"),
            ("?status=COMPLETED,FAILED&rest=only", PartlyDone, "?status=FAILED"),
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
            for (place, chip) in CHIPS.into_iter().enumerate() {
                let mut after = chips;
                after[place] ^= true;
                let pressed = toggled(&before, chip);
                assert_eq!(chosen(&pressed), after, "{chips:?} {chip:?}");
                assert_eq!(toggled(&pressed, chip), before, "{chips:?} {chip:?}");
            }
        }
    }

    #[test]
    fn counts_of_the_index_are_in_the_order_of_the_chips() {
        let kinds = [Kind::Other, Kind::Failed, Kind::Failed, Kind::Completed];
        let counts = counts_of_index(&kinds.into_iter().collect());
        assert_eq!(counts, [Some(0), Some(0), Some(1), Some(0), Some(2), Some(1)]);
        assert_eq!(
            CHIPS.map(status),
            [
                Some(BatchStatus::Dispatching),
                Some(BatchStatus::Running),
                None,
                None,
                Some(BatchStatus::Failed),
                None
            ]
        );
    }

    #[test]
    fn one_chip_alone_is_on_or_none() {
        for (before, after) in [
            ("?page=3", "?status=FAILED"),
            ("?status=RUNNING,COMPLETED&rest=only&other=only&q=a", "?status=FAILED&q=a"),
            ("?status=FAILED&other=only", "?status=FAILED"),
            ("?status=FAILED", ""),
        ] {
            assert_eq!(search(only(&query(before), Kind::Failed)), after, "{before}");
        }
    }
}
