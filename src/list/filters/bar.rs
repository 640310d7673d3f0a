//! The bar of filters above the table.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::chips::Counts;
use model::locale::Locale;
use model::location::{Location, View};
use model::query::ListQuery;
use model::view::filters::filters_view;
use model::{tr, word};

use super::super::display_menu::DISPLAY_MENU;
use super::chips::Chips;
use super::created::CreatedMenu;
use super::types::TypeField;
use crate::i18n::{translated, use_locale};
use crate::pages::control_inputs::ControlInputs;
use crate::ui::icon::Icon;

/// The bar. It is created once: its menus and half-typed fields stay.
#[component]
pub fn FilterBar(
    /// The view that is shown.
    location: ReadSignal<Location>,
    /// The time.
    now: ReadSignal<DateTime<Utc>>,
    /// The day by that time in the zone of the page.
    day: Memo<i64>,
    /// The types of the tasks that were shown, as the API has them.
    seen_types: Memo<Vec<String>>,
    /// How many tasks each chip lets through, as far as that is known.
    counts: Signal<Counts>,
    /// Whether there is room for counts that are not known yet.
    has_counts: bool,
    /// What later chunks tell.
    inputs: ControlInputs,
    /// Whether the sheet is open that has the filters on a phone.
    is_sheet_open: RwSignal<bool>,
    /// Called with the view to go to.
    on_navigate: Callback<Location>,
) -> impl IntoView {
    let locale = use_locale();
    let bar = Memo::new(move |_| location.with(filters_view));
    let query = Memo::new(move |_| location.with(|location| location.query.clone()));
    let change = Callback::new(move |query: ListQuery| {
        on_navigate.run(location.with_untracked(|location| location.with_query(query)));
    });
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
            <CreatedMenu
                query=query
                now=now
                day=day
                last_visit=inputs.last_visit
                on_change=change
            />
            <span class="divider"></span>
            <Chips
                query=query
                counts=counts
                has_counts=has_counts
                cost=inputs.cost
                on_change=change
            />
            {move || {
                let (bar, locale) = (bar.read(), locale.read());
                view! {
                    <a class="button quiet reset" hidden=bar.reset.is_none() href=bar.reset.clone()>
                        {tr!(locale, "Reset")}
                    </a>
                    {views(bar.view, &locale, location, on_navigate)}
                }
            }}
            <button
                type="button"
                class="button square display"
                popovertarget=DISPLAY_MENU
                aria-label=translated(word!("Display"))
                title=translated(word!("Display"))
            >
                <Icon name="i-sliders" />
            </button>
        </div>
    }
}

/// The ways to show the list.
fn views(
    current: View,
    locale: &Locale,
    location: ReadSignal<Location>,
    on_navigate: Callback<Location>,
) -> impl IntoView + use<> {
    let choices = [
        (View::Table, "table", "i-table", tr!(locale, "Table")),
        (View::Timeline, "timeline", "i-timeline", tr!(locale, "Timeline")),
    ];
    let choice = |(view, name, icon, label)| {
        let show = move |_| {
            on_navigate.run(location.with_untracked(|location| location.with_view(view)));
        };
        view! {
            <button
                type="button"
                class="button"
                data-view=name
                aria-pressed=if current == view { "true" } else { "false" }
                title=label
                on:click=show
            >
                <Icon name=icon />
                <span class="word">{label}</span>
            </button>
        }
    };
    view! {
        <div class="views" role="group" aria-label=tr!(locale, "View")>
            {choices.map(choice).into_iter().collect_view()}
        </div>
    }
}
