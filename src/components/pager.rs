//! The foot of the page: which rows these are, how many a page has, and links to the other pages.

use leptos::ev;
use leptos::prelude::*;
use model::format::grouped;
use model::location::Location;
use model::pager::{PagerItem, pager_items};
use model::query::PageSize;

use super::icon::icon;

/// What the pager shows.
#[derive(Clone, Debug, PartialEq)]
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

/// The range, the page size and the page links.
#[component]
pub fn Pager(
    /// What to show.
    state: PagerState,
    /// Called with a view to go to.
    on_navigate: impl Fn(Location) + Copy + 'static,
) -> impl IntoView {
    let range = range(&state);
    let total = grouped(state.total);
    let several = state.last_page > 1;
    view! {
        <footer class="foot">
            <p class="range">
                <strong>{range}</strong>
                " of "
                {total}
            </p>
            {page_size(&state, on_navigate)}
            {several.then(|| page_links(&state))}
            {(state.last_page > 7).then(|| go_to(&state, on_navigate))}
        </footer>
    }
}

fn range(state: &PagerState) -> String {
    let query = &state.location.query;
    let before = u64::from(query.page.get() - 1) * u64::from(query.size.get());
    match state.rows as u64 {
        0 => "0".to_owned(),
        rows => format!("{}–{}", grouped(before + 1), grouped(before + rows)),
    }
}

fn page_size<F>(state: &PagerState, on_navigate: F) -> impl IntoView + use<F>
where
    F: Fn(Location) + 'static,
{
    let location = state.location.clone();
    let current = location.query.size;
    let mut sizes = PageSize::CHOICES.to_vec();
    if !sizes.contains(&current) {
        sizes.push(current);
        sizes.sort();
    }
    let options: Vec<_> = sizes
        .into_iter()
        .map(|size| view! { <option selected=size == current>{size.get().to_string()}</option> })
        .collect();
    let change = move |event: ev::Targeted<ev::Event, web_sys::HtmlSelectElement>| {
        let size = event.target().value().parse().map_or(current, PageSize::clamped);
        on_navigate(location.with_query(location.query.with_size(size)));
    };
    view! {
        <label class="page-size">
            <span class="page-size-label">"Rows per page"</span>
            <select class="field" on:change:target=change>{options}</select>
        </label>
    }
}

fn page_links(state: &PagerState) -> impl IntoView + use<> {
    let current = state.location.query.page.get();
    let last = state.last_page;
    let items: Vec<_> = pager_items(current, last)
        .into_iter()
        .map(|item| match item {
            PagerItem::Gap => (None, "…".to_owned(), None),
            PagerItem::Page(number) => {
                let is_current = (number == current).then_some("page");
                (Some(href(state, number)), grouped(number.into()), is_current)
            }
        })
        // A link without a target is no link, only its place: so HTML has it.
        .map(|(href, label, is_current)| {
            view! { <a class="page" href=href aria-current=is_current>{label}</a> }
        })
        .collect();
    let previous = (current > 1).then(|| href(state, current - 1));
    let next = (current < last).then(|| href(state, current + 1));
    view! {
        <nav class="pages" aria-label="Pages">
            {step(previous, "prev", "Previous page", "i-left")}
            <span class="page-numbers">{items}</span>
            <span class="page-position">
                "Page " <strong>{grouped(current.into())}</strong> " of " {grouped(last.into())}
            </span>
            {step(next, "next", "Next page", "i-right")}
        </nav>
    }
}

/// A link to a neighbour; at the end of the list it has no target, and says so.
fn step(
    href: Option<String>,
    rel: &'static str,
    name: &'static str,
    symbol: &'static str,
) -> impl IntoView {
    let rel = href.is_some().then_some(rel);
    let is_off = href.is_none().then_some("true");
    view! {
        <a class="page" rel=rel href=href role="link" aria-label=name aria-disabled=is_off>
            {icon(symbol)}
        </a>
    }
}

fn go_to<F>(state: &PagerState, on_navigate: F) -> impl IntoView + use<F>
where
    F: Fn(Location) + 'static,
{
    let location = state.location.clone();
    let last = state.last_page;
    let change = move |event: ev::Targeted<ev::Event, web_sys::HtmlInputElement>| {
        let field = event.target();
        if let Ok(number) = field.value().parse::<u64>() {
            on_navigate(location.with_page(u32::try_from(number).map_or(last, |n| n.min(last))));
        }
        field.set_value("");
    };
    view! {
        <label class="go-to">
            "Go to"
            <input class="field" type="number" min="1" max=last.to_string() on:change:target=change/>
        </label>
    }
}

fn href(state: &PagerState, page: u32) -> String {
    state.location.with_page(page).href()
}
