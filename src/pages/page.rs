//! The page as its parts share it: its signals, and what any of them may ask of the whole.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::config::Config;
use model::locale::Locale;
use model::location::{Location, View};
use model::preferences::Preferences;
use model::task::BatchTask;
use model::view::row::Estimate;
use model::view::rows::Rows;
use model::word;

use super::list_rows::ShownRows;
use super::list_state::{self, Outcome};
use crate::ask::ListKey;
use crate::browser;
use crate::clock::Clock;
use crate::copying::Copying;
use crate::last_views::LastViews;
use crate::list::filters::created::CREATED_POPOVER;
use crate::live::{List, Live};
use crate::navigation::{self, Navigation};

/// The signals that the parts of the page share. Methods are where they belong: those of the list, the controls, the forecasts and
/// the lazy parts beside this file, others in `list::table`, `share::taking` and `settings::choosing`.
#[derive(Clone, Copy)]
pub struct Page {
    pub(crate) config: StoredValue<Arc<Config>>,
    pub(crate) navigation: Navigation,
    pub(crate) location: ReadSignal<Location>,
    pub(crate) key: Memo<ListKey>,
    /// The id of the batch whose panel is open.
    pub(crate) open: Memo<Option<String>>,
    pub(crate) live: Live<ListKey, LastViews>,
    pub(crate) clock: Clock,
    pub(crate) now: ReadSignal<DateTime<Utc>>,
    pub(crate) rows: RwSignal<ShownRows>,
    /// Since when what the rows tell is known not to be fresh.
    pub(crate) stale_since: Memo<Option<DateTime<Utc>>>,
    /// The rows as the table shows them, once there is a table.
    pub(crate) table_rows: StoredValue<Option<Memo<Rows>>>,
    /// Counts the presses of "Refresh now", which the panel of a batch follows.
    pub(crate) refreshes: RwSignal<u32>,
    /// Counts the wishes to sign in with a token.
    pub(crate) sign_ins: RwSignal<u32>,
    pub(crate) copying: Copying,
    pub(crate) is_configured: bool,
    pub(crate) locale: RwSignal<Locale>,
    pub(crate) preferences: RwSignal<Preferences>,
    /// What the features know of the ends of running tasks; nothing until they are loaded.
    pub(crate) estimates: StoredValue<Option<Estimates>, LocalStorage>,
    /// The day by the page's clock and zone.
    pub(crate) day: Memo<i64>,
    /// The exact time of the rows, once somebody wants to know it.
    pub(crate) exact_age: RwSignal<Option<String>>,
    /// Whether the controls or the timeline could not be loaded at first.
    pub(crate) lacks_parts: RwSignal<bool>,
    /// Whether the controls are loaded.
    pub(crate) has_controls: RwSignal<bool>,
    /// Whether the features are loaded.
    pub(crate) has_features: RwSignal<bool>,
    /// What is told of the tasks that were searched, each empty while nothing is: a pattern for the total, and the title and the text
    /// in the place of rows.
    pub(crate) told: RwSignal<[String; 3]>,
    /// Whether the dialog with preferences is open.
    pub(crate) shows_preferences: RwSignal<bool>,
    /// Whether the dialog with the keys is open.
    pub(crate) shows_keys: RwSignal<bool>,
    /// Counts what `estimates` have learned.
    pub(crate) learned: RwSignal<u32>,
}

/// What people read where a lazy part does not come.
pub(super) const MISSING: &str =
    word!("A part of the console could not be loaded. It is tried again.");

/// When running tasks end, as far as it is known.
pub struct Estimates {
    /// What is expected of one task, in words.
    pub of_task: Box<EstimateOf>,
}

type EstimateOf = dyn Fn(&Locale, &BatchTask, DateTime<Utc>) -> Estimate;

impl Page {
    /// What is expected of a task that runs, as far as anything can be said.
    pub(crate) fn forecast(
        self,
        locale: &Locale,
        task: &BatchTask,
        now: DateTime<Utc>,
    ) -> Estimate {
        self.learned.track();
        let of_task = |estimates: &Estimates| (estimates.of_task)(locale, task, now);
        self.estimates.with_value(|estimates| estimates.as_ref().map(of_task)).unwrap_or_default()
    }

    /// What belongs beside the total: that a part could not be loaded; empty where there is nothing to say.
    pub(crate) fn beside_total(self) -> String {
        let is_missing = self.lacks_parts.get() && !self.has_controls.get();
        if is_missing { self.locale.read().text(MISSING).to_owned() } else { String::new() }
    }

    /// Asks again for all that is on the page.
    pub(crate) fn refresh(self) {
        self.live.refresh();
        self.refreshes.update(|refreshes| *refreshes = refreshes.wrapping_add(1));
    }

    /// Goes to a view, from whichever menu it was chosen in.
    pub(crate) fn go_to(self, target: &Location) {
        browser::hide_popover(CREATED_POPOVER);
        self.navigation.push(target);
    }

    /// Goes where a link of the page leads.
    pub(crate) fn open_link(self, href: &str) {
        self.navigation.push(&Location::from_search(href));
    }

    /// The list that the rows belong to, with nothing beside it. While another page is on its way that is not the one
    /// of the URL.
    pub(crate) fn shown_list(self) -> Location {
        let location = self.location.get_untracked().with_batch(None).with_view(View::Table);
        self.live.known.with_untracked(|list| match list.answer() {
            Some(answer) => location.with_query(answer.key.query.clone()),
            None => location,
        })
    }

    pub(crate) fn is_turning(self) -> bool {
        self.live.known.with(List::is_turning)
    }

    /// What there is to show. Rows that somebody is busy with are there although the last answer has none.
    pub(crate) fn outcome(self) -> Outcome {
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
    pub(crate) fn sign_in(self) {
        if self.key.with_untracked(|key| key.endpoint.wants_token) {
            self.sign_ins.update(|sign_ins| *sign_ins = sign_ins.wrapping_add(1));
        } else {
            navigation::reload();
        }
    }
}
