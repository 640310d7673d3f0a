//! The bar of filters above the table.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::location::{Location, View};
use model::query::ListQuery;
use model::view::filters::filters_view;
use model::{tr, word};

use super::chips::{Chips, Counts};
use super::created::CreatedMenu;
use super::types::TypeField;
use crate::i18n::{translated, use_locale};
use crate::ui::icon::Icon;

/// The bar. It is created once: its menus and half-typed fields stay.
#[component]
pub fn FilterBar(
    /// The view that is shown.
    location: ReadSignal<Location>,
    /// The time.
    now: ReadSignal<DateTime<Utc>>,
    /// The types of the tasks that were shown, as the API has them.
    seen_types: Memo<Vec<String>>,
    /// How many tasks are in each status; `None` where the deployment does without.
    counts: Option<Signal<Counts>>,
    /// Whether the sheet is open that has the filters on a phone.
    is_sheet_open: RwSignal<bool>,
    /// Called with the view to go to.
    on_navigate: Callback<Location>,
) -> impl IntoView {
    let bar = Memo::new(move |_| location.with(filters_view));
    let query = Memo::new(move |_| location.with(|location| location.query.clone()));
    let change = Callback::new(move |query: ListQuery| {
        on_navigate.run(location.with_untracked(|location| location.with_query(query)));
    });
    let show = move |view| {
        on_navigate.run(location.with_untracked(|location| location.with_view(view)));
    };
    view! {
        <div class="filters" role="group" aria-label=translated(word!("Filters"))>
            <button
                type="button"
                class="button open-filters"
                aria-haspopup="dialog"
                on:click=move |_| is_sheet_open.set(true)
            >
                <Icon name="i-filter" />
                {translated(word!("Filters"))}
                <span class="filter-count">{move || bar.read().count.clone()}</span>
            </button>
            <TypeField query=query seen=seen_types on_change=change />
            <CreatedMenu query=query now=now on_change=change />
            <span class="divider"></span>
            <Chips query=query counts=counts on_change=change />
            <a
                class="button quiet reset"
                hidden=move || bar.read().reset.is_none()
                href=move || bar.read().reset.clone()
            >
                {translated(word!("Reset"))}
            </a>
            <Views current=Signal::derive(move || bar.read().view) on_choose=show />
        </div>
    }
}

/// The ways to show the list.
#[component]
fn Views(current: Signal<View>, on_choose: impl Fn(View) + Copy + 'static) -> impl IntoView {
    let locale = use_locale();
    let choice = move |view: View, name: &'static str, icon: &'static str| {
        let label = move || match view {
            View::Table => tr!(locale.read(), "Table"),
            View::Timeline => tr!(locale.read(), "Timeline"),
        };
        view! {
            <button
                type="button"
                class="button"
                data-view=name
                aria-pressed=move || (current.get() == view).to_string()
                on:click=move |_| on_choose(view)
            >
                <Icon name=icon />
                {label}
            </button>
        }
    };
    view! {
        <div class="views" role="group" aria-label=translated(word!("View"))>
            {choice(View::Table, "table", "i-table")}
            {choice(View::Timeline, "timeline", "i-timeline")}
        </div>
    }
}
