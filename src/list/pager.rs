//! The foot of the page: which rows these are, how many a page has, and links to the other pages.

use leptos::html;
use leptos::prelude::*;
use model::locale::Locale;
use model::location::Location;
use model::query::PageSize;
use model::tr;
use model::view::pager::{PageLink, PagerState, PagerView, pager_view, sizes};

use crate::i18n::use_locale;
use crate::ui::emphasis::Emphasis;
use crate::ui::icon::Icon;

/// The foot of the page, hidden as long as there is no list with a known end.
#[component]
pub fn Pager(
    /// The list that it is for.
    state: impl Fn() -> Option<PagerState> + Copy + Send + Sync + 'static,
    /// The page size that is asked for.
    size: impl Fn() -> PageSize + Copy + Send + 'static,
    /// Called with the view to go to.
    on_navigate: impl Fn(Location) + Copy + 'static,
    /// Called with the page size that was chosen.
    on_size: impl Fn(PageSize) + Copy + 'static,
) -> impl IntoView {
    let locale = use_locale();
    let pager = Memo::new(move |_| locale.with(|locale| pager_view(state().as_ref(), locale)));
    let go_to = move |page: u32| {
        if let Some(state) = untrack(state) {
            on_navigate(state.location.with_page(page.min(state.last_page)));
        }
    };
    let resize = move |size| {
        on_size(size);
        if let Some(state) = untrack(state) {
            on_navigate(state.location.with_query(state.location.query.with_size(size)));
        }
    };
    view! {
        <footer class="foot" hidden=move || pager.with(|pager| pager.is_hidden)>
            <p class="range">{move || view! { <Emphasis text=pager.get().range /> }}</p>
            <PageSizeField size=size on_choose=resize />
            {move || pager.with(|pager| locale.with(|locale| pages(pager, locale)))}
            <GoToField last=move || pager.with(|pager| pager.go_to) on_page=go_to />
        </footer>
    }
}

/// The links to other pages.
fn pages(pager: &PagerView, locale: &Locale) -> impl IntoView + use<> {
    let links = pager.links.iter().cloned().map(|link| view! { <PageNumber link=link /> });
    view! {
        <nav class="pages" aria-label=tr!(locale, "Pages") hidden=!pager.has_pages>
            <Step
                class="page previous"
                label=tr!(locale, "Previous page")
                icon="i-left"
                rel="prev"
                href=pager.previous.clone()
            />
            <span class="page-numbers">{links.collect_view()}</span>
            <span class="page-position">
                <Emphasis text=pager.position.clone() />
            </span>
            <Step
                class="page next"
                label=tr!(locale, "Next page")
                icon="i-right"
                rel="next"
                href=pager.next.clone()
            />
        </nav>
    }
}

/// A page number. Without a target an `<a>` only keeps its place, as HTML has it.
#[component]
fn PageNumber(link: PageLink) -> impl IntoView {
    view! {
        <a class="page" href=link.href aria-current=link.is_current.then_some("page")>
            {link.label}
        </a>
    }
}

/// A link to a neighbour. At the end of the list it has no target, and says so.
#[component]
fn Step(
    class: &'static str,
    label: &'static str,
    icon: &'static str,
    rel: &'static str,
    href: Option<String>,
) -> impl IntoView {
    let is_off = href.is_none();
    view! {
        <a
            class=class
            role="link"
            aria-label=label
            rel=(!is_off).then_some(rel)
            href=href
            aria-disabled=is_off.then_some("true")
        >
            <Icon name=icon />
        </a>
    }
}

/// How many rows a page has.
#[component]
fn PageSizeField(
    size: impl Fn() -> PageSize + Send + 'static,
    on_choose: impl Fn(PageSize) + 'static,
) -> impl IntoView {
    let locale = use_locale();
    let choose = move |event| {
        if let Ok(size) = event_target_value(&event).parse() {
            on_choose(PageSize::clamped(size));
        }
    };
    let options = move || {
        let current = size();
        let option = |size: PageSize| {
            let text = size.get().to_string();
            view! { <option prop:selected=size == current>{text}</option> }
        };
        sizes(current).into_iter().map(option).collect_view()
    };
    view! {
        <label class="page-size">
            <span class="page-size-label">{move || tr!(locale.read(), "Rows per page")}</span>
            <select class="field" on:change=choose>
                {options}
            </select>
        </label>
    }
}

/// A field for the number of a page, where there are more than the pager has places for.
#[component]
fn GoToField(
    /// The number of the last page.
    last: impl Fn() -> Option<u32> + Copy + Send + 'static,
    on_page: impl Fn(u32) + 'static,
) -> impl IntoView {
    let locale = use_locale();
    let field = NodeRef::<html::Input>::new();
    let go = move |event: leptos::ev::Event| {
        if let Ok(page) = event_target_value(&event).parse::<u64>() {
            on_page(u32::try_from(page).unwrap_or(u32::MAX));
        }
        if let Some(field) = field.get_untracked() {
            field.set_value("");
        }
    };
    view! {
        <label class="go-to" hidden=move || last().is_none()>
            {move || tr!(locale.read(), "Go to")}
            <input
                class="field"
                type="number"
                min="1"
                node_ref=field
                max=move || last().map(|last| last.to_string())
                on:change=go
            />
        </label>
    }
}
