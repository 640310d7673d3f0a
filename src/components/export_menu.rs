//! What is saved of the list: this page or all matches, and in which format.

use model::collecting::{MOST_TASKS, PAGE_SIZE};
use model::format::grouped;
use model::locale::Locale;
use model::tr;
use web_sys::Element;

use super::fill::{Fill, Part, present, within};
use super::markup::{Markup, pressed};

/// The markup, for the end of the page's head.
pub const EXPORT_MENU: &str = include_str!("export_menu.html");

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
    /// For spreadsheets.
    Csv,
    /// For scripts.
    Json,
}

const CHOICES: [((Scope, Format), &str); 4] = [
    ((Scope::Page, Format::Csv), "[data-scope=page] [data-as=csv]"),
    ((Scope::Page, Format::Json), "[data-scope=page] [data-as=json]"),
    ((Scope::All, Format::Csv), "[data-scope=all] [data-as=csv]"),
    ((Scope::All, Format::Json), "[data-scope=all] [data-as=json]"),
];

/// What there is to save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Savable {
    /// Rows of this page.
    pub rows: usize,
    /// Tasks on all pages together, where that is known.
    pub total: Option<u64>,
}

/// Binds the menu.
pub fn bind_export_menu(
    menu: Element,
    savable: impl Fn() -> Savable + 'static,
    on_export: impl Fn(Export) + 'static,
) {
    let box_ = within(&menu, "input");
    let menu = Markup(menu);
    menu.on("click", "", move |event| {
        if let Some((scope, format)) = pressed(&event, CHOICES) {
            let has_subtasks = box_.matches(":checked").unwrap_or_default();
            on_export(Export { scope, format, has_subtasks });
        }
    });
    menu.show(move |locale| fills(locale, savable()));
}

fn fills(locale: &Locale, Savable { rows, total }: Savable) -> Vec<Fill> {
    // All of them are on this page otherwise.
    let all = total.filter(|total| *total > rows as u64);
    let possible = all.filter(|all| *all <= MOST_TASKS);
    vec![
        ("[data-scope=page]", Part::Attribute("disabled"), present(rows == 0)),
        ("[data-scope=page] legend", Part::Text, page_words(locale, rows as u64)),
        ("[data-scope=all]", Part::Attribute("hidden"), present(all.is_none())),
        ("[data-scope=all]", Part::Attribute("disabled"), present(possible.is_none())),
        (
            "[data-scope=all] legend",
            Part::Text,
            all.map(|all| all_words(locale, all)).unwrap_or_default(),
        ),
        (".with-subtasks .hint", Part::Text, subtask_words(locale, rows as u64, possible)),
    ]
}

fn page_words(locale: &Locale, rows: u64) -> String {
    let rows = tr!(locale, rows => "{count} row" | "{count} rows", count = grouped(rows));
    tr!(locale, "This page · {rows}", rows = rows)
}

fn all_words(locale: &Locale, total: u64) -> String {
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
            let fills = fills(&Locale::default(), Savable { rows, total });
            let texts: Vec<_> = fills
                .iter()
                .filter(|(_, part, _)| *part == Part::Text)
                .map(|(.., text)| text.as_str())
                .collect();
            assert_eq!(texts, [page, all, subtasks]);
        }
    }

    #[test]
    fn nothing_is_offered_that_cannot_be_saved() {
        for (rows, total, disabled) in [
            (0, None, ["true", "true", "true"]),
            (30, Some(30), ["", "true", "true"]),
            (30, Some(128), ["", "", ""]),
            (30, Some(10_001), ["", "", "true"]),
        ] {
            let fills = fills(&Locale::default(), Savable { rows, total });
            let off = fills.iter().filter(|(_, part, _)| *part != Part::Text);
            assert_eq!(off.map(|(.., value)| value.as_str()).collect::<Vec<_>>(), disabled);
        }
    }
}
