//! The list of batch tasks: the URL and the settings in, the components placed.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::config::Config;
use model::format::grouped;
use model::location::Location;

use super::list_panels;
use super::list_state::{self, Outcome, Refreshing};
use crate::browser::{self, LOCAL_ZONE};
use crate::clock::Clock;
use crate::components::banner::bind_banner;
use crate::components::created_menu::CREATED_POPOVER;
use crate::components::fill::{Part, present};
use crate::components::filter_bar::bind_filter_bar;
use crate::components::header::bind_header;
use crate::components::markup::Markup;
use crate::components::pager::bind_pager;
use crate::components::refresh_control::{bind_interval, bind_refresh_control};
use crate::components::state_panel::{Panel, bind_state_panel};
use crate::components::task_table::bind_task_table;
use crate::components::toast::bind_toast;
use crate::copying::Copying;
use crate::live::{List, ListKey, Live};
use crate::navigation::Navigation;

/// Binds the page of the list to the deployment's settings. `is_configured` tells a `config.json` from a
/// guess.
pub fn bind_list(config: &Arc<Config>, is_configured: bool) {
    let navigation = Navigation::follow_window();
    let location = navigation.location();
    let key = key_of(Arc::clone(config), location);
    let now = Clock::ticking().now();
    let live = Live::follow(Arc::clone(config), key);
    let page =
        Page { navigation, location, key, live, now, copying: Copying::new(), is_configured };
    page.return_to_last_page();
    let endpoint = move || key.with(|key| key.endpoint.clone());
    bind_header(config, endpoint, move |id| page.change_endpoint(id));
    page.bind_head();
    bind_filter_bar(location, LOCAL_ZONE, now, move |target| page.go_to(&target));
    let banner =
        move || live.list.with(|list| list_state::banner(list, live.is_offline.get(), LOCAL_ZONE));
    bind_banner(banner, move || live.refresh());
    let state = move |_: Option<&_>| {
        location.with(|location| live.list.with(|list| list_state::pager(location, list)))
    };
    let size = move || location.with(|location| location.query.size);
    bind_pager(Memo::new(state), size, move |target| page.go_to(&target));
    bind_toast(page.copying.notice(), move || page.copying.close());
    page.bind_card();
}

/// The signals that the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    navigation: Navigation,
    location: ReadSignal<Location>,
    key: Memo<ListKey>,
    live: Live,
    now: ReadSignal<DateTime<Utc>>,
    copying: Copying,
    is_configured: bool,
}

impl Page {
    /// Goes to a view, from whichever menu it was chosen in.
    fn go_to(self, target: &Location) {
        browser::hide_popover(CREATED_POPOVER);
        self.navigation.push(target);
    }

    /// The same filters at another endpoint, from the first page.
    fn change_endpoint(self, id: String) {
        self.navigation.push(&self.location.get_untracked().with_env(Some(id)).with_page(1));
    }

    fn is_turning(self) -> bool {
        self.live.list.with(List::is_turning)
    }

    fn outcome(self) -> Outcome {
        self.location
            .with(|location| self.live.list.with(|list| list_state::outcome(location, list)))
    }

    /// A page beyond the last one leads to the last one, once; if that is gone too, it says so.
    fn return_to_last_page(self) {
        let has_returned = StoredValue::new(false);
        Effect::new(move |_| match self.outcome() {
            Outcome::Gone { last } if !has_returned.get_value() && !self.is_turning() => {
                has_returned.set_value(true);
                self.navigation.replace(&self.location.get_untracked().with_page(last));
            }
            Outcome::Rows | Outcome::Empty | Outcome::NoMatch => has_returned.set_value(false),
            Outcome::Gone { .. } | Outcome::Loading | Outcome::Reversed | Outcome::Failed(_) => {}
        });
    }

    fn bind_head(self) {
        let live = self.live;
        let total =
            move || live.list.with(|list| list.answer().and_then(|answer| answer.value.total));
        Markup::of_page(".total").show(move || {
            let total = total();
            let words = if total == Some(1) { "task matches" } else { "tasks match" };
            vec![
                ("", Part::Attribute("hidden"), present(total.is_none())),
                ("strong", Part::Text, total.map(grouped).unwrap_or_default()),
                ("span", Part::Text, words.to_owned()),
            ]
        });
        let state = move || {
            let refreshing = Refreshing {
                is_paused: live.is_paused.get(),
                is_offline: live.is_offline.get(),
                next_try: live.next_try.get(),
            };
            let now = self.now.get();
            live.list.with(|list| list_state::refresh(list, &refreshing, LOCAL_ZONE, now))
        };
        bind_refresh_control(state, move || live.toggle_pause(), move || live.refresh());
        bind_interval(live.interval.get_untracked(), move |interval| live.set_interval(interval));
    }

    /// Rows that stay are not drawn anew when a refresh ends.
    fn bind_card(self) {
        let outcome = Memo::new(move |_| self.outcome());
        let list = self.live.list;
        Markup::of_page(".card").show(move || {
            let shows = match outcome.get() {
                Outcome::Loading => "skeleton",
                Outcome::Rows => "rows",
                _ => "panel",
            };
            vec![
                ("", Part::Attribute("data-shows"), shows.to_owned()),
                ("", Part::Attribute("data-busy"), present(self.is_turning())),
            ]
        });
        let tasks = move || {
            let tasks = list.with(|list| list.answer().map(|answer| answer.value.tasks.clone()));
            tasks.unwrap_or_default()
        };
        let is_turning = move || self.is_turning();
        bind_task_table(tasks, is_turning, LOCAL_ZONE, self.now, self.copying.on_copy());
        let panel = move || self.panel(outcome.get());
        bind_state_panel(panel, self.copying.on_copy(), move || self.live.refresh());
    }

    fn panel(self, outcome: Outcome) -> Option<Panel> {
        let location = self.location.get();
        let endpoint = self.key.with(|key| key.endpoint.clone());
        Some(match outcome {
            Outcome::Loading | Outcome::Rows => return None,
            Outcome::Empty => list_panels::empty(&endpoint),
            Outcome::NoMatch => list_panels::no_match(&location),
            Outcome::Reversed => list_panels::reversed(&location),
            Outcome::Gone { last } => list_panels::gone(&location, last),
            Outcome::Failed(failure) => {
                list_panels::failed(&failure, &endpoint, self.is_configured)
            }
        })
    }
}

/// What is asked for: the query of the URL, at the endpoint that it names or the default one.
fn key_of(config: Arc<Config>, location: ReadSignal<Location>) -> Memo<ListKey> {
    Memo::new(move |_| {
        location.with(|location| {
            // Reading a config proves that its default exists; a guess has one endpoint.
            let endpoint = config.endpoint(location.env.as_deref()).unwrap_or(&config.endpoints[0]);
            ListKey { endpoint: endpoint.clone(), query: location.query.clone() }
        })
    })
}
