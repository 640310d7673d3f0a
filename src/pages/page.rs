//! The page as its parts share it: its signals, and what any of them may ask of the whole.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::config::Config;
use model::location::{Location, View};

use super::list_rows::ShownRows;
use super::list_state::{self, Outcome};
use crate::ask::ListKey;
use crate::browser;
use crate::clock::Clock;
use crate::components::created_menu::CREATED_POPOVER;
use crate::copying::Copying;
use crate::last_views::LastViews;
use crate::live::{List, Live};
use crate::navigation::Navigation;

/// The signals that the parts of the page share.
#[derive(Clone, Copy)]
pub struct Page {
    pub(super) config: StoredValue<Arc<Config>>,
    pub(super) navigation: Navigation,
    pub(super) location: ReadSignal<Location>,
    pub(super) key: Memo<ListKey>,
    pub(super) live: Live<ListKey, LastViews>,
    pub(super) clock: Clock,
    pub(super) now: ReadSignal<DateTime<Utc>>,
    pub(super) rows: RwSignal<ShownRows>,
    /// Counts the wishes to see everything anew.
    pub(super) refreshes: RwSignal<u32>,
    /// Counts the wishes to sign in with a token.
    pub(super) sign_ins: RwSignal<u32>,
    pub(super) copying: Copying,
    pub(super) is_configured: bool,
}

impl Page {
    /// Asks again for all that is on the page.
    pub(super) fn refresh(self) {
        self.live.refresh();
        self.refreshes.update(|refreshes| *refreshes = refreshes.wrapping_add(1));
    }

    /// Goes to a view, from whichever menu it was chosen in.
    pub(super) fn go_to(self, target: &Location) {
        browser::hide_popover(CREATED_POPOVER);
        self.navigation.push(target);
    }

    /// Goes where a link of the page leads.
    pub(super) fn open_link(self, href: &str) {
        self.navigation.push(&Location::from_search(href));
    }

    /// The list that the rows belong to, with nothing beside it. While another page is on its way that is not the one
    /// of the URL.
    pub(super) fn shown_list(self) -> Location {
        let location = self.location.get_untracked().with_batch(None).with_view(View::Table);
        self.live.known.with_untracked(|list| match list.answer() {
            Some(answer) => location.with_query(answer.key.query.clone()),
            None => location,
        })
    }

    pub(super) fn is_turning(self) -> bool {
        self.live.known.with(List::is_turning)
    }

    /// What there is to show. Rows that somebody is busy with are there although the last answer has none.
    pub(super) fn outcome(self) -> Outcome {
        let outcome = self
            .location
            .with(|location| self.live.known.with(|list| list_state::outcome(location, list)));
        let is_held = self.rows.with(|rows| rows.arrangement.is_held);
        match outcome {
            Outcome::Empty | Outcome::NoMatch | Outcome::Gone { .. } if is_held => Outcome::Rows,
            outcome => outcome,
        }
    }

    /// Leads to where somebody signs in: the dialog, or what comes in the place of the page when it is loaded again.
    pub(super) fn sign_in(self) {
        if self.key.with_untracked(|key| key.endpoint.wants_token) {
            self.sign_ins.update(|sign_ins| *sign_ins = sign_ins.wrapping_add(1));
        } else {
            browser::reload();
        }
    }
}
