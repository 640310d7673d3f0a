//! The foot of the page: which rows these are, and links to the other pages.

use leptos::either::Either;
use leptos::html;
use leptos::prelude::*;
use model::locale::Locale;
use model::location::Location;
use model::tr;
use model::view::pager::{PageLink, PagerState, PagerView, pager_view};

use crate::browser::focus::focus_soon;
use crate::i18n::use_locale;
use crate::ui::emphasis::Emphasis;
use crate::ui::icon::Icon;

/// The foot of the page, hidden as long as there is no list.
#[component]
pub fn Pager(
    /// The list that it is for.
    state: impl Fn() -> Option<PagerState> + Copy + Send + Sync + 'static,
    /// Called with the view to go to.
    on_navigate: impl Fn(Location) + Copy + 'static,
) -> impl IntoView {
    let locale = use_locale();
    let pager = Memo::new(move |_| locale.with(|locale| pager_view(state().as_ref(), locale)));
    let go_to = move |page: u32| {
        if let Some(state) = untrack(state) {
            on_navigate(state.location.with_page(page.min(state.last_reachable())));
        }
    };
    let is_typing = RwSignal::new(false);
    view! {
        <footer class="foot" hidden=move || pager.with(|pager| pager.is_hidden)>
            <p class="range">{move || view! { <Emphasis text=pager.get().range /> }}</p>
            <p class="quiet" hidden=move || pager.with(|pager| pager.note.is_empty())>
                {move || pager.get().note}
            </p>
            <GoToField
                is_typing=is_typing
                last=move || pager.with(|pager| pager.go_to)
                on_page=go_to
            />
            {move || pager.with(|pager| locale.with(|locale| pages(pager, is_typing, locale)))}
        </footer>
    }
}

/// The links to other pages.
fn pages(pager: &PagerView, is_typing: RwSignal<bool>, locale: &Locale) -> impl IntoView + use<> {
    let go_to = tr!(locale, "Go to page");
    let link = |link: PageLink| match link.href {
        Some(_) => Either::Left(view! { <PageNumber link=link /> }),
        None => Either::Right(view! { <Gap label=go_to is_typing=is_typing /> }),
    };
    let links = pager.links.iter().cloned().map(link);
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

/// The place of pages that are left out: a button for the field that any of them is reached by.
#[component]
fn Gap(label: &'static str, is_typing: RwSignal<bool>) -> impl IntoView {
    view! {
        <button
            type="button"
            class="page gap"
            aria-label=label
            title=label
            on:click=move |_| is_typing.set(true)
        >
            "…"
        </button>
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

/// A field for the number of a page, which "…" opens.
#[component]
fn GoToField(
    /// Whether it is open, which ends with what people do.
    is_typing: RwSignal<bool>,
    /// The number of the last page.
    last: impl Fn() -> Option<u32> + Copy + Send + 'static,
    on_page: impl Fn(u32) + 'static,
) -> impl IntoView {
    let locale = use_locale();
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get()
            && is_typing.get()
        {
            field.set_value("");
            focus_soon(&field);
        }
    });
    let go = move |event: leptos::ev::Event| {
        if let Ok(page) = event_target_value(&event).parse::<u64>() {
            on_page(u32::try_from(page).unwrap_or(u32::MAX));
        }
        is_typing.set(false);
    };
    view! {
        <label class="go-to" hidden=move || !is_typing.get() || last().is_none()>
            {move || tr!(locale.read(), "Go to page")}
            <input
                class="field"
                type="number"
                min="1"
                node_ref=field
                max=move || last().map(|last| last.to_string())
                on:change=go
                on:blur=move |_| is_typing.set(false)
            />
        </label>
    }
}
