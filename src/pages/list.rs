//! The list of batch tasks: the URL and the settings in, the components placed.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::config::Config;
use model::location::Location;
use model::query::{Calendar, Created};

use super::lazy_features::LazyFeature;
use super::list_rows::ShownRows;
use super::list_state::{self, Outcome};
use super::page::Page;
use crate::ask::ListKey;
use crate::browser;
use crate::browser::focus::focus_first;
use crate::browser::scrolling::{is_in_use, scroll_to_top};
use crate::clock::Clock;
use crate::copying::Copying;
use crate::last_views::LastViews;
use crate::list::card::Card;
use crate::live::Live;
use crate::navigation::Navigation;
use crate::preferences::use_preferences;
use crate::{i18n, lazy};

/// Binds the page of the list to the deployment's settings. `is_configured` tells a `config.json` from a
/// guess.
pub fn bind_list(config: &Arc<Config>, is_configured: bool) {
    let navigation = Navigation::follow_window(Arc::clone(config));
    let location = navigation.location();
    let clock = Clock::ticking();
    let (now, locale) = (clock.now(), i18n::use_locale());
    let day = Memo::new(move |_| locale.with(|locale| locale.zone.day(now.get())));
    let preferences = use_preferences();
    let key = key_of(Arc::clone(config), location, move |created| match created {
        Created::Calendar(_) => {
            day.track();
            let evening = preferences.with(|chosen| chosen.evening).unwrap_or(Calendar::EVENING);
            created.resolved(clock.instant(), &locale.read().zone, evening)
        }
        _ => created,
    });
    let views = LastViews::of_browser(config);
    let live = Live::follow(Arc::clone(config), key, clock, views);
    if let Some(interval) = preferences.with_untracked(|chosen| chosen.interval) {
        live.set_interval(interval);
    }
    let page = Page {
        config: StoredValue::new(Arc::clone(config)),
        navigation,
        location,
        key,
        open: Memo::new(move |_| location.with(|location| location.batch.clone())),
        live,
        clock,
        now,
        rows: RwSignal::new(ShownRows::default()),
        stale_since: Memo::new(move |_| {
            let refreshing = live.refreshing.get();
            live.known.with(|list| list_state::stale_since(list, &refreshing, now.get()))
        }),
        table_rows: StoredValue::new(None),
        refreshes: RwSignal::new(0),
        sign_ins: RwSignal::new(0),
        copying: Copying::new(),
        is_configured,
        locale,
        preferences,
        day,
        estimates: StoredValue::new_local(None),
        exact_age: RwSignal::new(None),
        lacks_parts: RwSignal::new(false),
        has_controls: RwSignal::new(false),
        has_features: RwSignal::new(false),
        told: RwSignal::default(),
        shows_preferences: RwSignal::new(false),
        shows_keys: RwSignal::new(false),
        learned: RwSignal::new(0),
    };
    page.return_to_last_page();
    page.follow_answers();
    page.bind_head();
    page.load_controls();
    browser::mount_instead(".card-place", move || view! { <Card page=page /> });
    page.load_features_later(views);
}

impl Page {
    /// The same filters at another endpoint, from the first page.
    pub(super) fn change_endpoint(self, id: String) {
        self.navigation.push(&self.location.get_untracked().with_env(Some(id)).with_page(1));
    }

    /// Loads the controls at once. Where that failed it is tried again with the next answer.
    fn load_controls(self) {
        let Some(owner) = Owner::current() else { return };
        let is_asked = StoredValue::new(false);
        Effect::new(move |_| {
            self.live.known.track();
            if is_asked.get_value() {
                return;
            }
            is_asked.set_value(true);
            let owner = owner.clone();
            spawn_local(async move {
                if lazy::load_controls(self, owner).await.is_err() {
                    self.lacks_parts.set(true);
                    is_asked.set_value(false);
                }
            });
        });
    }

    /// Loads the features once there are rows, or why there are none. Where that failed it is tried again with the next
    /// answer, or when somebody goes on.
    fn load_features_later(self, views: LastViews) {
        let Some(owner) = Owner::current() else { return };
        let is_asked = StoredValue::new(false);
        Effect::new(move |_| {
            self.live.known.track();
            // They bind to what the controls have. A list that needs the index has no rows before.
            let needs_index = self.location.with(|location| location.query.needs_index());
            let is_loading = !needs_index && self.outcome() == Outcome::Loading;
            let is_early = !self.has_controls.get() || is_loading;
            if is_early || is_asked.get_value() {
                return;
            }
            is_asked.set_value(true);
            let owner = owner.clone();
            spawn_local(async move {
                if lazy::load_features(self, views, owner).await.is_err() {
                    is_asked.set_value(false);
                    // They load those in turn, and are themselves missed by anybody.
                    self.tell_of_missing(&LazyFeature::ALL);
                    self.say_missing();
                }
            });
        });
    }

    /// A page beyond the last one leads to the last one, once; if that is gone too, it says so.
    fn return_to_last_page(self) {
        let mut has_returned = false;
        Effect::new(move |_| match self.outcome() {
            Outcome::Gone { last } if !has_returned && !self.is_turning() => {
                has_returned = true;
                self.navigation.replace(&self.location.get_untracked().with_page(last));
            }
            Outcome::Rows | Outcome::Empty | Outcome::NoMatch => has_returned = false,
            Outcome::Gone { .. }
            | Outcome::Loading
            | Outcome::Unclear
            | Outcome::Reversed
            | Outcome::Failed(_) => {}
        });
    }

    /// Lets the rows follow the answers, but not away from somebody who is busy with them.
    fn follow_answers(self) {
        Effect::new(move |_| {
            let next = self.live.known.with(|list| {
                let are_in_use = || is_in_use(".table") || is_in_use(".span-rows");
                self.rows.with_untracked(|rows| rows.after(list.answer(), are_in_use))
            });
            if let Some(next) = next {
                self.rows.set(next);
            }
        });
    }

    /// Shows the rows that wait.
    pub(super) fn show_all(self) {
        let rows = self.live.known.with_untracked(|list| list.answer().map(ShownRows::of));
        if let Some(rows) = rows {
            self.rows.set(rows);
            focus_first("#tasks");
            scroll_to_top();
        }
    }
}

/// What is asked for: the query of the URL, at the endpoint that it names or the default one.
fn key_of(
    config: Arc<Config>,
    location: ReadSignal<Location>,
    resolved: impl Fn(Created) -> Created + Send + Sync + 'static,
) -> Memo<ListKey> {
    Memo::new(move |_| {
        location.with(|location| {
            // Reading a config proves that its default exists; a guess has one endpoint.
            let endpoint = config.endpoint(location.env.as_deref()).unwrap_or(&config.endpoints[0]);
            ListKey {
                endpoint: endpoint.clone(),
                query: location.query.clone(),
                range: resolved(location.query.created),
                is_understood: location.is_understood(),
            }
        })
    })
}
