//! The menu of what is exported of the list: this page or all matches, and in which format.

use crate::collecting::{MOST_TASKS, PAGE_SIZE};
use crate::format::grouped;
use crate::locale::Locale;
use crate::tr;

/// What to save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Export {
    /// Of which tasks.
    pub scope: Scope,
    /// As what.
    pub format: Format,
    /// Whether with their subtasks.
    pub has_subtasks: bool,
}

/// Which tasks to save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those of this page.
    Page,
    /// All that match.
    All,
}

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For other programs.
    Csv,
    /// For Excel, in whatever language.
    Excel,
    /// For scripts.
    Json,
}

/// What there is to save.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Savable {
    /// Rows of this page.
    pub rows: usize,
    /// Tasks on all pages together, where that is known.
    pub total: Option<u64>,
    /// What was looked through for them, where they are there already and need no request: `all 2,018`.
    pub scope: Option<String>,
}

/// What the menu shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportMenuView {
    /// `This page · 30 rows`.
    pub page: String,
    /// Whether this page has no rows.
    pub is_page_disabled: bool,
    /// `All 128 matches · 2 requests`, or `128 matches · newest 1,000`; none where all are on this page.
    pub all: Option<String>,
    /// Whether there are too many.
    pub is_all_disabled: bool,
    /// What the subtasks cost: `+ 30 requests for this page, + 128 for all`.
    pub subtasks: String,
}

/// What the menu shows of what there is to save.
pub fn export_menu_view(locale: &Locale, savable: &Savable) -> ExportMenuView {
    let Savable { rows, total, scope } = savable;
    let (rows, scope) = (*rows, scope.as_deref());
    // All of them are on this page otherwise.
    let all = total.filter(|total| *total > rows as u64);
    let possible = all.filter(|all| *all <= MOST_TASKS);
    ExportMenuView {
        page: page_words(locale, rows as u64),
        is_page_disabled: rows == 0,
        all: all.map(|all| all_words(locale, all, scope)),
        is_all_disabled: possible.is_none(),
        subtasks: subtask_words(locale, rows as u64, possible),
    }
}

fn page_words(locale: &Locale, rows: u64) -> String {
    let rows = tr!(locale, rows => "{count} row" | "{count} rows", count = grouped(rows));
    tr!(locale, "This page · {rows}", rows = rows)
}

fn all_words(locale: &Locale, total: u64, scope: Option<&str>) -> String {
    if let Some(scope) = scope {
        return tr!(locale, total => "{count} match · {scope}" | "{count} matches · {scope}",
            count = grouped(total), scope = scope);
    }
    let cost = requests(locale, total.div_ceil(PAGE_SIZE.into()));
    match total <= MOST_TASKS {
        true => {
            tr!(locale, "All {count} matches · {requests}", count = grouped(total), requests = cost)
        }
        false => tr!(locale, "All {count} matches", count = grouped(total)),
    }
}

/// A batch costs a request.
fn subtask_words(locale: &Locale, rows: u64, all: Option<u64>) -> String {
    let page = requests(locale, rows);
    match all {
        Some(all) => {
            tr!(
                locale,
                "+ {requests} for this page, + {all} for all",
                requests = page,
                all = grouped(all)
            )
        }
        None => tr!(locale, "+ {requests} for this page", requests = page),
    }
}

fn requests(locale: &Locale, count: u64) -> String {
    tr!(locale, count => "{count} request" | "{count} requests", count = grouped(count))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn savable(rows: usize, total: Option<u64>) -> Savable {
        Savable { rows, total, scope: None }
    }

    #[test]
    fn matches_that_are_there_already_say_what_was_looked_through() {
        for (total, scope, all) in [
            (Some(128), "all 2,018", Some("128 matches · all 2,018")),
            (Some(1_280), "newest 2,000", Some("1,280 matches · newest 2,000")),
            (Some(30), "all 2,018", None),
            (None, "all 2,018", None),
        ] {
            let savable = Savable { scope: Some(scope.to_owned()), ..savable(30, total) };
            let view = export_menu_view(&Locale::default(), &savable);
            assert_eq!((view.all.as_deref(), view.is_all_disabled), (all, all.is_none()));
        }
        let none = Savable { scope: Some("all 9".to_owned()), ..savable(0, Some(1)) };
        let view = export_menu_view(&Locale::default(), &none);
        assert_eq!(view.all.as_deref(), Some("1 match · all 9"));
    }

    #[test]
    fn every_group_says_its_scope_and_what_it_costs() {
        for (rows, total, page, all, subtasks) in [
            (
                30,
                Some(128),
                "This page · 30 rows",
                "All 128 matches · 2 requests",
                "+ 30 requests for this page, + 128 for all",
            ),
            (
                1,
                Some(31),
                "This page · 1 row",
                "All 31 matches · 1 request",
                "+ 1 request for this page, + 31 for all",
            ),
            (30, Some(30), "This page · 30 rows", "", "+ 30 requests for this page"),
            (30, None, "This page · 30 rows", "", "+ 30 requests for this page"),
            (
                30,
                Some(10_000),
                "This page · 30 rows",
                "All 10,000 matches · 100 requests",
                "+ 30 requests for this page, + 10,000 for all",
            ),
            (
                30,
                Some(10_001),
                "This page · 30 rows",
                "All 10,001 matches",
                "+ 30 requests for this page",
            ),
        ] {
            let view = export_menu_view(&Locale::default(), &savable(rows, total));
            let shown = view.all.unwrap_or_default();
            assert_eq!([&*view.page, &*shown, &*view.subtasks], [page, all, subtasks]);
        }
    }

    #[test]
    fn nothing_is_offered_that_cannot_be_saved() {
        for (rows, total, disabled) in [
            (0, None, [true, true, true]),
            (30, Some(30), [false, true, true]),
            (30, Some(128), [false, false, false]),
            (30, Some(10_001), [false, false, true]),
        ] {
            let view = export_menu_view(&Locale::default(), &savable(rows, total));
            let off = [view.is_page_disabled, view.all.is_none(), view.is_all_disabled];
            assert_eq!(off, disabled);
        }
    }
}
