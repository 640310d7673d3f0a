//! The list of batch tasks: the URL and the settings in, the components placed.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::config::Config;
use model::failure::FailureKind;
use model::format::grouped;
use model::location::Location;

use super::list_banner;
use super::list_news::{Told, matching_words};
use super::list_panels;
use super::list_rows::ShownRows;
use super::list_state::{self, Outcome};
use crate::announcer::Announcer;
use crate::browser::{self, LOCAL_ZONE};
use crate::clock::Clock;
use crate::components::banner::{BannerAction, bind_banner};
use crate::components::created_menu::CREATED_POPOVER;
use crate::components::failure_words::failure_words;
use crate::components::fill::{Part, present};
use crate::components::filter_bar::bind_filter_bar;
use crate::components::header::bind_header;
use crate::components::markup::Markup;
use crate::components::pager::bind_pager;
use crate::components::refresh_control::{bind_interval, bind_refresh_control};
use crate::components::settings_menu::bind_settings_menu;
use crate::components::state_panel::{Panel, bind_state_panel};
use crate::components::task_table::{TableState, bind_task_table};
use crate::components::ticket::ticket;
use crate::components::toast::bind_toast;
use crate::copying::Copying;
use crate::effect::follow;
use crate::last_views::LastViews;
use crate::live::{List, ListKey, Live};
use crate::navigation::Navigation;

/// Binds the page of the list to the deployment's settings. `is_configured` tells a `config.json` from a
/// guess.
pub fn bind_list(config: &Arc<Config>, is_configured: bool) {
    let navigation = Navigation::follow_window(Arc::clone(config));
    let location = navigation.location();
    let key = key_of(Arc::clone(config), location);
    let clock = Clock::ticking();
    let views = LastViews::of_browser(config);
    let live = Live::follow(Arc::clone(config), key, clock, views);
    let page = Page {
        navigation,
        location,
        key,
        live,
        clock,
        now: clock.now(),
        rows: RwSignal::new(ShownRows::default()),
        copying: Copying::new(),
        is_configured,
    };
    page.return_to_last_page();
    page.follow_answers();
    let endpoint = move || key.with(|key| key.endpoint.clone());
    bind_header(config, endpoint, move |id| page.change_endpoint(id));
    bind_settings_menu(
        views.are_possible(),
        move || views.is_on(),
        move |is_on| views.switch(is_on),
        move || views.clear(),
    );
    page.bind_head();
    bind_filter_bar(location, LOCAL_ZONE, page.now, move |target| page.go_to(&target));
    page.bind_banner();
    let state =
        move || location.with(|location| live.list.with(|list| list_state::pager(location, list)));
    let size = move || location.with(|location| location.query.size);
    bind_pager(state, size, move |target| page.go_to(&target));
    bind_toast(page.copying.notice(), move || page.copying.close());
    page.bind_announcements();
    page.bind_card();
}

/// The signals that the parts of the page share.
#[derive(Clone, Copy)]
struct Page {
    navigation: Navigation,
    location: ReadSignal<Location>,
    key: Memo<ListKey>,
    live: Live,
    clock: Clock,
    now: ReadSignal<DateTime<Utc>>,
    rows: RwSignal<ShownRows>,
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
        let mut has_returned = false;
        follow(move || match self.outcome() {
            Outcome::Gone { last } if !has_returned && !self.is_turning() => {
                has_returned = true;
                self.navigation.replace(&self.location.get_untracked().with_page(last));
            }
            Outcome::Rows | Outcome::Empty | Outcome::NoMatch => has_returned = false,
            Outcome::Gone { .. } | Outcome::Loading | Outcome::Reversed | Outcome::Failed(_) => {}
        });
    }

    /// Lets the rows follow the answers, but not away from somebody who is busy with them.
    fn follow_answers(self) {
        follow(move || {
            let next = self.live.list.with(|list| {
                let is_in_use = || browser::is_in_use("tbody");
                self.rows.with_untracked(|rows| rows.after(list.answer(), is_in_use))
            });
            if let Some(next) = next {
                self.rows.set(next);
            }
        });
    }

    /// Shows the rows that wait.
    fn show_all(self) {
        let rows = self.live.list.with_untracked(|list| list.answer().map(ShownRows::of));
        if let Some(rows) = rows {
            self.rows.set(rows);
            browser::scroll_to_top();
            browser::focus("#tasks");
        }
    }

    fn bind_head(self) {
        let live = self.live;
        let total =
            move || live.list.with(|list| list.answer().and_then(|answer| answer.value.total));
        Markup::of_page(".total").show(move || {
            let total = total();
            vec![
                ("", Part::Attribute("hidden"), present(total.is_none())),
                ("strong", Part::Text, total.map(grouped).unwrap_or_default()),
                ("span", Part::Text, total.map_or("", matching_words).to_owned()),
            ]
        });
        let state = move || {
            let (refreshing, now) = (live.refreshing.get(), self.now.get());
            live.list.with(|list| list_state::refresh(list, &refreshing, LOCAL_ZONE, now))
        };
        bind_refresh_control(state, move || live.toggle_pause(), move || live.refresh());
        bind_interval(live.refreshing.get_untracked().interval, move |interval| {
            live.set_interval(interval);
        });
    }

    fn bind_banner(self) {
        let state = move || {
            let (refreshing, now) = (self.live.refreshing.get(), self.now.get());
            let offset = self.clock.offset();
            self.live.list.with(|list| {
                self.rows.with(|rows| {
                    list_banner::banner(list, rows, &refreshing, offset, LOCAL_ZONE, now)
                })
            })
        };
        let act = move |action| match action {
            BannerAction::Retry => self.live.refresh(),
            BannerAction::SignIn(_) => browser::reload(),
            BannerAction::Show => self.show_all(),
        };
        bind_banner(state, act, move || self.copying.on_copy().run(self.ticket()));
        let mut was_shown = false;
        follow(move || {
            let is_shown = !state().title.is_empty();
            if is_shown && !was_shown {
                browser::hold_under_pointer("tbody");
            }
            was_shown = is_shown;
        });
    }

    /// The last failure for support.
    fn ticket(self) -> String {
        let key = self.key.get_untracked();
        self.live.list.with_untracked(|list| {
            let Some((failure, at)) = list.failure().zip(list.failed_at()) else {
                return String::new();
            };
            ticket(failure, at, &key.endpoint.label, &key.query.request(at))
        })
    }

    /// Tells those who do not see it what has changed, and at once what keeps them from going on.
    fn bind_announcements(self) {
        let announcer = Announcer::new();
        let list = self.live.list;
        let mut before = Told::default();
        follow(move || {
            let refreshing = self.live.refreshing.get();
            list.with(|list| {
                let told = Told::of(list, &refreshing);
                let total = list.answer().and_then(|answer| answer.value.total);
                let sentence = told.since(&before, total);
                if !sentence.is_empty() {
                    announcer.say(sentence);
                }
                before = told;
            });
        });
        Markup::of_page(".alarm").show(move || {
            let words = list.with(|list| {
                let failure = list.failure().filter(|failure| failure.kind.denies_access());
                failure.map_or("", |failure| failure_words(failure, "").title)
            });
            vec![("", Part::Text, words.to_owned())]
        });
    }

    /// Rows that stay are not drawn anew when a refresh ends.
    fn bind_card(self) {
        let stale_since = move || {
            let refreshing = self.live.refreshing.get();
            self.live.list.with(|list| list_state::stale_since(list, &refreshing))
        };
        Markup::of_page(".card").show(move || {
            let shows = match self.outcome() {
                Outcome::Loading => "skeleton",
                Outcome::Rows => "rows",
                _ => "panel",
            };
            vec![
                ("", Part::Attribute("data-shows"), shows.to_owned()),
                ("", Part::Attribute("data-busy"), present(self.is_turning())),
                ("", Part::Attribute("data-stale"), present(stale_since().is_some())),
            ]
        });
        let state = move || {
            self.rows.with(|rows| TableState {
                rows: rows.arrangement.rows.clone(),
                is_news: rows.is_news,
            })
        };
        let known_until = move || stale_since().unwrap_or_else(|| self.now.get());
        let is_turning = move || self.is_turning();
        bind_task_table(state, is_turning, LOCAL_ZONE, known_until, self.copying.on_copy());
        let panel = move || self.panel(self.outcome());
        bind_state_panel(panel, self.copying.on_copy(), move || self.retry());
    }

    /// Asks again, or begins anew where somebody has to sign in first.
    fn retry(self) {
        let needs_sign_in = self.live.list.with_untracked(|list| {
            list.failure().is_some_and(|failure| failure.kind == FailureKind::SignInRequired)
        });
        if needs_sign_in { browser::reload() } else { self.live.refresh() }
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
                let next = self.live.refreshing.get().next_try;
                let wait =
                    next.map(|next| list_state::next_try("Next try", next, self.now.get()) + ".");
                let wait = wait.unwrap_or_default();
                list_panels::failed(&failure, &endpoint, self.is_configured, wait, self.ticket())
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
