//! The foot of the page: which rows these are, how many a page has, and links to the other pages.

use leptos::prelude::untrack;
use model::format::grouped;
use model::locale::Locale;
use model::location::Location;
use model::pager::{PLACES, PagerItem, pager_items};
use model::query::PageSize;
use model::tr;
use model::words::around;

use super::choices::with_current;
use super::fill::{Fill, Part, present, within};
use super::markup::{Markup, field_value, target};
use crate::effect::follow;

/// What the pager shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PagerState {
    /// The view that is shown; links go to its other pages.
    pub location: Location,
    /// How many rows this page has.
    pub rows: usize,
    /// How many rows there are on all pages together.
    pub total: u64,
    /// The number of the last page.
    pub last_page: u32,
}

/// The places of the links to the neighbours.
const PREVIOUS: &str = ".previous";
const NEXT: &str = ".next";

/// The places of the page links.
const LINKS: [&str; PLACES] = [
    ".page-numbers :nth-child(1)",
    ".page-numbers :nth-child(2)",
    ".page-numbers :nth-child(3)",
    ".page-numbers :nth-child(4)",
    ".page-numbers :nth-child(5)",
    ".page-numbers :nth-child(6)",
    ".page-numbers :nth-child(7)",
];

/// Binds the foot of the page, which is not there without a state. `size` is the page size that is asked
/// for; `on_navigate` is called with a view to go to.
pub fn bind_pager(
    state: impl Fn() -> Option<PagerState> + Copy + 'static,
    size: impl Fn() -> PageSize + 'static,
    on_navigate: impl Fn(Location) + Copy + 'static,
) {
    let foot = Markup::of_page(".foot");
    let choice = Markup(within(&foot.0, "select"));
    let mut last = None;
    follow(move || {
        let size = size();
        if last != Some(size) {
            let (sizes, chosen) = sizes(size);
            choice.set_options(sizes.iter().map(|size| (size.as_str(), size.as_str())), &chosen);
            last = Some(size);
        }
    });
    foot.on("change", "select", move |event| {
        let size = field_value(&event).parse().map(PageSize::clamped);
        if let (Ok(size), Some(state)) = (size, untrack(state)) {
            on_navigate(state.location.with_query(state.location.query.with_size(size)));
        }
    });
    foot.on("change", ".go-to input", move |event| {
        let number = field_value(&event).parse::<u64>();
        if let (Ok(number), Some(state)) = (number, untrack(state)) {
            let page = u32::try_from(number).unwrap_or(u32::MAX).min(state.last_page);
            on_navigate(state.location.with_page(page));
        }
        if let Some(field) = target(&event) {
            let _ = js_sys::Reflect::set(&field, &"value".into(), &"".into());
        }
    });
    foot.show(move |locale| fills(locale, state().as_ref()));
}

/// The sizes on offer, with one that the URL asks for besides, and the one in force.
fn sizes(current: PageSize) -> (Vec<String>, String) {
    let text = |size: PageSize| size.get().to_string();
    let sizes = with_current(&PageSize::CHOICES, current);
    (sizes.into_iter().map(text).collect(), text(current))
}

fn fills(locale: &Locale, state: Option<&PagerState>) -> Vec<Fill> {
    let is_absent = state.is_none();
    let nothing = PagerState::default();
    let state = state.unwrap_or(&nothing);
    let PagerState { location, total, last_page: last, .. } = state;
    let current = location.query.page.get();
    let (before, after) =
        around(&tr!(locale, "{range} of {total}", total = grouped(*total)), "{range}");
    let (before_page, after_page) =
        around(&tr!(locale, "Page {page} of {last}", last = grouped((*last).into())), "{page}");
    let mut fills = vec![
        ("", Part::Attribute("hidden"), present(is_absent)),
        (".range .before", Part::Text, before),
        (".range strong", Part::Text, range(state)),
        (".range .after", Part::Text, after),
        ("nav", Part::Attribute("hidden"), present(*last < 2)),
        (".page-position .before", Part::Text, before_page),
        (".page-position strong", Part::Text, grouped(current.into())),
        (".page-position .after", Part::Text, after_page),
        (".go-to", Part::Attribute("hidden"), present(*last as usize <= PLACES)),
        (".go-to input", Part::Attribute("max"), last.to_string()),
    ];
    fills.extend(step(PREVIOUS, "prev", href(state, current.checked_sub(1))));
    fills.extend(step(NEXT, "next", href(state, current.checked_add(1))));
    fills.extend(page_links(state));
    fills
}

/// The links to the pages, of which there are at most as many as places.
fn page_links(state: &PagerState) -> impl Iterator<Item = Fill> {
    let current = state.location.query.page.get();
    let mut items = pager_items(current, state.last_page).into_iter();
    LINKS.into_iter().flat_map(move |place| {
        // A gap has no target: an `<a>` without one only keeps its place, as HTML has it.
        let (label, href) = match items.next() {
            None => (String::new(), String::new()),
            Some(PagerItem::Gap) => ("…".to_owned(), String::new()),
            Some(PagerItem::Page(page)) => (grouped(page.into()), href(state, Some(page))),
        };
        let current = if label == grouped(current.into()) { "page" } else { "" };
        [
            (place, Part::Attribute("hidden"), present(label.is_empty())),
            (place, Part::Attribute("href"), href),
            (place, Part::Attribute("aria-current"), current.to_owned()),
            (place, Part::Text, label),
        ]
    })
}

/// A link to a neighbour; at the end of the list it has no target, and says so.
fn step(place: &'static str, rel: &str, href: String) -> [Fill; 3] {
    let is_off = href.is_empty();
    let rel = if is_off { "" } else { rel };
    [
        (place, Part::Attribute("rel"), rel.to_owned()),
        (place, Part::Attribute("href"), href),
        (place, Part::Attribute("aria-disabled"), present(is_off)),
    ]
}

fn range(state: &PagerState) -> String {
    let query = &state.location.query;
    let before = u64::from(query.page.get() - 1) * u64::from(query.size.get());
    match state.rows as u64 {
        0 => "0".to_owned(),
        rows => format!("{}–{}", grouped(before + 1), grouped(before + rows)),
    }
}

/// The link to a page; empty where there is no such page.
fn href(state: &PagerState, page: Option<u32>) -> String {
    let page = page.filter(|page| (1..=state.last_page).contains(page));
    page.map(|page| state.location.with_page(page).href()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
