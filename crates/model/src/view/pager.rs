//! The pager: which rows the page shows, and links to the other pages.

use super::emphasis::Emphasis;
use crate::format::grouped;
use crate::locale::Locale;
use crate::location::Location;
use crate::query::PageSize;
use crate::tr;

/// The state of a list that a pager is for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PagerState {
    /// The view that is shown; links go to its other pages.
    pub location: Location,
    /// How many rows this page has.
    pub rows: usize,
    /// How many rows a full page has.
    pub size: u64,
    /// How many rows there are on all pages together, if that is known.
    pub total: Option<u64>,
    /// The number of the last page, if that is known.
    pub last_page: Option<u32>,
}

/// What the pager shows. Without a list it is hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PagerView {
    /// Whether there is no list.
    pub is_hidden: bool,
    /// `1–30 of 128`, or `1–30` where nobody knows how many there are.
    pub range: Emphasis,
    /// That pages have another size than was asked for, where they have.
    pub note: String,
    /// Whether there is more than one page.
    pub has_pages: bool,
    /// The link to the page before; none on the first page.
    pub previous: Option<String>,
    /// The link to the next page; none on the last page.
    pub next: Option<String>,
    /// The links to pages, at most [`PLACES`].
    pub links: Vec<PageLink>,
    /// `Page 2 of 5`.
    pub position: Emphasis,
    /// The number of the last page, where there is a field for a page number.
    pub go_to: Option<u32>,
}

/// A place in the pager.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageLink {
    /// The page number, or `…` for pages that are left out.
    pub label: String,
    /// The view of the page; a gap leads nowhere.
    pub href: Option<String>,
    /// Whether this page is shown.
    pub is_current: bool,
}

/// What the pager of a list shows.
pub fn pager_view(state: Option<&PagerState>, locale: &Locale) -> PagerView {
    let Some(state) = state else { return PagerView { is_hidden: true, ..PagerView::default() } };
    let current = state.location.query.page.get();
    let range = match state.total {
        Some(total) => tr!(locale, "{range} of {total}", total = grouped(total)),
        None => "{range}".to_owned(),
    };
    let position = match state.last_page {
        Some(last) => tr!(locale, "Page {page} of {last}", last = grouped(last.into())),
        None => tr!(locale, "Page {page}").to_owned(),
    };
    PagerView {
        is_hidden: false,
        range: Emphasis::of(&range, "{range}", row_range(state)),
        note: note(state, locale),
        has_pages: state.last_reachable() > 1,
        previous: href(state, current.checked_sub(1)),
        next: href(state, current.checked_add(1)),
        links: links(state),
        position: Emphasis::of(&position, "{page}", grouped(current.into())),
        go_to: state.last_page.filter(|last| *last as usize > PLACES),
    }
}

impl PagerState {
    /// The number of the last page that is known. Without a total, a full page has another one behind it.
    pub fn last_reachable(&self) -> u32 {
        let current = self.location.query.page.get();
        let is_full = self.rows as u64 >= self.size && self.rows > 0;
        self.last_page.unwrap_or(current + u32::from(is_full))
    }
}

fn note(state: &PagerState, locale: &Locale) -> String {
    match state.size == u64::from(state.location.query.size.get()) {
        true => String::new(),
        false => {
            tr!(locale,
                state.size => "The service gives {count} row per page." | "The service gives {count} rows per page.",
                count = grouped(state.size),
            )
        }
    }
}

/// The page sizes to choose from, with one that the URL asks for as well.
pub fn sizes(current: PageSize) -> Vec<PageSize> {
    super::choices::with_current(&PageSize::CHOICES, current)
}

fn links(state: &PagerState) -> Vec<PageLink> {
    let current = state.location.query.page.get();
    let link = |item| match item {
        PagerItem::Gap => PageLink { label: "…".to_owned(), href: None, is_current: false },
        PagerItem::Page(page) => PageLink {
            label: grouped(page.into()),
            href: href(state, Some(page)),
            is_current: page == current,
        },
    };
    let items = match state.last_page {
        Some(last) => pager_items(current, last),
        None => vec![PagerItem::Page(current)],
    };
    items.into_iter().map(link).collect()
}

fn row_range(state: &PagerState) -> String {
    let query = &state.location.query;
    let before = u64::from(query.page.get() - 1).saturating_mul(state.size);
    match state.rows as u64 {
        0 => "0".to_owned(),
        rows => format!("{}–{}", grouped(before + 1), grouped(before + rows)),
    }
}

/// The link to a page, where there is one.
fn href(state: &PagerState, page: Option<u32>) -> Option<String> {
    let page = page.filter(|page| (1..=state.last_reachable()).contains(page))?;
    Some(state.location.with_page(page).href())
}

/// One place in a pager.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PagerItem {
    /// A page by its number.
    Page(u32),
    /// Pages left out.
    Gap,
}

/// How many places a pager has at most.
pub const PLACES: usize = 7;

/// At most [`PLACES`]: the ends, and the current page with its neighbours.
pub fn pager_items(current: u32, last: u32) -> Vec<PagerItem> {
    use PagerItem::{Gap, Page};
    let current = current.min(last);
    if last as usize <= PLACES {
        return (1..=last).map(Page).collect();
    }
    if current <= 4 {
        return (1..=5).map(Page).chain([Gap, Page(last)]).collect();
    }
    if current + 3 >= last {
        return [Page(1), Gap].into_iter().chain((last - 4..=last).map(Page)).collect();
    }
    vec![Page(1), Gap, Page(current - 1), Page(current), Page(current + 1), Gap, Page(last)]
}

#[cfg(test)]
mod tests;
