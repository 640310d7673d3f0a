//! The filters: type, creation time, status, and the ways to show the list. Every change acts at once and is one step back in the
//! history; only a range typed by hand waits for Apply.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::locale::Locale;
use model::location::{Location, View};
use model::query::{Created, ListQuery};
use model::status::BatchStatus;

use super::created_menu::bind_created_menu;
use super::fill::{Fill, Part, present};
use super::markup::{Markup, field_value, pressed, target};
use super::task_type::{type_meant, type_words};
use crate::i18n;

/// The status chips, as the markup has them.
const CHIPS: [(BatchStatus, &str); 4] = [
    (BatchStatus::Dispatching, "[data-status=DISPATCHING]"),
    (BatchStatus::Running, "[data-status=RUNNING]"),
    (BatchStatus::Completed, "[data-status=COMPLETED]"),
    (BatchStatus::Failed, "[data-status=FAILED]"),
];

/// The ways to show the list.
const VIEWS: [(View, &str); 2] =
    [(View::Table, "[data-view=table]"), (View::Timeline, "[data-view=timeline]")];

/// Binds the row of filters of the view at `location`; `on_navigate` is called with a view to go to.
pub fn bind_filter_bar(
    location: ReadSignal<Location>,
    now: ReadSignal<DateTime<Utc>>,
    on_navigate: impl Fn(Location) + Copy + 'static,
) {
    let change = move |transition: &dyn Fn(&ListQuery) -> ListQuery| {
        on_navigate(
            location.with_untracked(|location| location.with_query(transition(&location.query))),
        );
    };
    let filters = Markup::of_page(".filters");
    // The set of types is open: Enter or leaving the field applies what is typed.
    filters.on("change", ".combo input", move |event| {
        let locale = &i18n::untracked();
        let name = type_meant(locale, &field_value(&event));
        if let Some(field) = target(&event) {
            // The field may be in use, in which nothing else changes what it holds.
            let _ =
                js_sys::Reflect::set(&field, &"value".into(), &type_words(locale, &name).into());
        }
        change(&|query| query.with_task_type(Some(&name)));
    });
    filters.on("click", ".chips", move |event| {
        if let Some(status) = pressed(&event, CHIPS) {
            change(&|query| query.with_status_toggled(status));
        }
    });
    filters.on("click", ".views", move |event| {
        if let Some(view) = pressed(&event, VIEWS) {
            on_navigate(location.with_untracked(|location| location.with_view(view)));
        }
    });
    bind_created_menu(location, now, move |created| {
        change(&|query| query.with_created(created));
    });
    filters.show(move |locale| location.with(|location| fills(locale, location)));
}

fn fills(locale: &Locale, location: &Location) -> Vec<Fill> {
    let query = &location.query;
    let reset = location.with_query(query.without_filters()).href();
    let task_type = query.task_type.clone().unwrap_or_default();
    let mut fills = vec![
        // Until now a press would have been lost.
        ("", Part::Attribute("inert"), String::new()),
        (".combo", Part::Attribute("data-set"), present(!task_type.is_empty())),
        (".combo input", Part::Value, type_words(locale, &task_type).to_owned()),
        (".filter-count", Part::Text, filter_count(query)),
        (".reset", Part::Attribute("hidden"), present(!query.is_filtered())),
        (".reset", Part::Attribute("href"), reset),
    ];
    fills.extend(CHIPS.map(|(status, selector)| {
        let is_on = query.statuses.contains(status);
        (selector, Part::Attribute("aria-pressed"), is_on.to_string())
    }));
    fills.extend(VIEWS.map(|(view, selector)| {
        (selector, Part::Attribute("aria-pressed"), (location.view == view).to_string())
    }));
    fills
}

/// How many kinds of filters narrow the list; nothing for none.
fn filter_count(query: &ListQuery) -> String {
    let kinds =
        [query.task_type.is_some(), query.created != Created::Any, !query.statuses.is_empty()];
    match kinds.into_iter().filter(|narrows| *narrows).count() {
        0 => String::new(),
        count => count.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_filters_are_counted_and_not_statuses() {
        for (search, count) in [
            ("", ""),
            ("?page=2&view=timeline", ""),
            ("?status=FAILED", "1"),
            ("?status=FAILED,RUNNING&last=24h", "2"),
            ("?status=FAILED&last=24h&type=x", "3"),
        ] {
            assert_eq!(filter_count(&Location::from_search(search).query), count, "{search}");
        }
    }
}
