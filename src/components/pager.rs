//! The foot of the page: which rows these are, how many a page has, and links to the other pages.

use leptos::mount::mount_to;
use leptos::prelude::*;
use model::format::grouped;
use model::location::Location;
use model::pager::{PagerItem, pager_items};
use model::query::PageSize;

use super::icon::icon;
use super::markup::{Markup, field_value};
use super::part::{Part, present};

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

/// Binds the foot of the page, which is not there without a state; `on_navigate` is called with a view to
/// go to.
pub fn bind_pager(
    state: Memo<Option<PagerState>>,
    on_navigate: impl Fn(Location) + Copy + 'static,
) {
    let foot = Markup::of_page(".foot");
    let of = move |words: fn(&PagerState) -> String| {
        move || state.with(|state| state.as_ref().map(words).unwrap_or_default())
    };
    let hides = move |is_there: fn(&PagerState) -> bool| {
        move || present(!state.with(|state| state.as_ref().is_some_and(is_there)))
    };
    foot.attribute("hidden", hides(|_| true));
    foot.part(".range strong").text(of(range));
    foot.part(".range span").text(of(|state| grouped(state.total)));
    bind_page_size(&foot.part("select"), state, on_navigate);
    let links = foot.part("nav");
    links.attribute("hidden", hides(|state| state.last_page > 1));
    mount_to(links.place(), move || {
        move || state.with(|state| state.as_ref().map(page_links).into_any())
    })
    .forget();
    let go_to = foot.part(".go-to");
    go_to.attribute("hidden", hides(|state| state.last_page > 7));
    go_to.part("input").attribute("max", of(|state| state.last_page.to_string())).on(
        "change",
        move |event| {
            let number = field_value(&event).parse::<u64>();
            if let (Ok(number), Some(state)) = (number, state.get_untracked()) {
                let last = state.last_page;
                on_navigate(
                    state.location.with_page(u32::try_from(number).unwrap_or(last).min(last)),
                );
            }
        },
    );
}

fn range(state: &PagerState) -> String {
    let query = &state.location.query;
    let before = u64::from(query.page.get() - 1) * u64::from(query.size.get());
    match state.rows as u64 {
        0 => "0".to_owned(),
        rows => format!("{}–{}", grouped(before + 1), grouped(before + rows)),
    }
}

/// The sizes on offer, and one that the URL asks for besides.
fn bind_page_size(
    choice: &Markup,
    state: Memo<Option<PagerState>>,
    on_navigate: impl Fn(Location) + 'static,
) {
    let size = move || state.with(|state| state.as_ref().map(|state| state.location.query.size));
    let list = choice.clone();
    Effect::new(move |_| {
        let extra = size().filter(|size| !PageSize::CHOICES.contains(size));
        let mut sizes: Vec<_> = PageSize::CHOICES.into_iter().chain(extra).collect();
        sizes.sort();
        list.element().set_text_content(None);
        for size in sizes {
            let number = size.get().to_string();
            list.add_option(&number, &number);
        }
        let shown = size().map(|size| size.get().to_string()).unwrap_or_default();
        Part::Value.set(list.element(), &shown);
    });
    choice.on("change", move |event| {
        let chosen = field_value(&event).parse().map(PageSize::clamped);
        if let (Ok(size), Some(state)) = (chosen, state.get_untracked()) {
            on_navigate(state.location.with_query(state.location.query.with_size(size)));
        }
    });
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
        {step(previous, "prev", "Previous page", "i-left")}
        <span class="page-numbers">{items}</span>
        <span class="page-position">
            "Page " <strong>{grouped(current.into())}</strong> " of " {grouped(last.into())}
        </span>
        {step(next, "next", "Next page", "i-right")}
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

fn href(state: &PagerState, page: u32) -> String {
    state.location.with_page(page).href()
}
