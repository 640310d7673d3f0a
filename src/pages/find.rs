//! The index on the page of the list: it is read, it answers, and the line above the rows says of which tasks they are.

use std::rc::Rc;

use leptos::prelude::*;
use model::view::scope::{ScopeAction, ScopeView, scope_view};

use super::overview::{moment_of, mount_overview, overview_of_page};
use super::page::Page;
use crate::browser;
use crate::find::answering::{Answering, find_of};
use crate::find::reading::Reading;
use crate::find::scope_line::ScopeLine;
use crate::find::found::Found;
use crate::find::table::mount_found;
use crate::forecasting::Forecasts;
use crate::last_views::LastViews;

/// Lets the index answer what PolarDB cannot.
pub(crate) fn mount_find(page: Page, views: LastViews, forecasts: Forecasts) {
    let _ = forecasts;
    let reading = Reading::new(page);
    let answering = Answering::new(page, reading.clone());
    views.set_index(answering.clone());
    page.keep_index(&reading, &answering);
    if page.location.with_untracked(|location| location.query.needs_index()) {
        page.live.refresh();
    }
    page.mount_scope(reading, &answering);
    let found = RwSignal::new(Found::default());
    mount_found(page, found.into(), Signal::stored(String::new()));
}

impl Page {
    /// Reads what is needed, amends the answer with what is read, and forgets all of it where nobody may see it any more.
    fn keep_index(self, reading: &Reading, answering: &Rc<Answering>) {
        let (ticking, answering_later) = (reading.clone(), Rc::clone(answering));
        Effect::new(move |_| {
            self.now.track();
            // What the list itself asks for comes first.
            let has_answer = self.live.known.with_untracked(|list| list.answer().is_some());
            if has_answer {
                answering_later.read_what_is_needed(false);
                ticking.tick();
            }
        });
        let (version, amending) = (reading.version(), Rc::clone(answering));
        Effect::new(move |_| {
            version.track();
            untrack(|| amending.amend());
        });
        let forgetting = reading.clone();
        Effect::new(move |_| {
            let is_denied = self
                .live
                .known
                .with(|list| list.failure().is_some_and(|failure| failure.kind.denies_access()));
            if is_denied {
                forgetting.forget();
            }
        });
    }

    fn mount_scope(self, reading: Reading, answering: &Rc<Answering>) {
        let states = StoredValue::new_local(Rc::clone(answering));
        let view = Memo::new(move |_| {
            let needs_index = self.location.with(|location| location.query.needs_index());
            if !needs_index {
                return ScopeView::default();
            }
            let state = states.with_value(|answering| answering.state());
            scope_view(&self.locale.read(), &find_of(self), &state)
        });
        let reading = StoredValue::new_local(reading);
        let choose = Callback::new(move |action| {
            reading.with_value(|reading| match action {
                ScopeAction::Cancel => reading.cancel(),
                ScopeAction::ReadRest => reading.read_rest(),
            });
        });
        browser::mount(".filters-place", move || {
            view! { <ScopeLine view=view on_choose=choose /> }
        });
    }
}
