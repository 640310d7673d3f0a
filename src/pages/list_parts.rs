//! The parts of the list's page, each bound to what it shows.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::config::Endpoint;
use model::failure::FailureKind;
use model::format;
use model::locale::Locale;
use model::retry::{Retry, retry_command};
use model::tr;
use model::view::banner::{BannerAction, BannerView};
use model::view::failure_words::failure_title;
use model::view::state_panel::{self, Panel};
use model::view::ticket::ticket;

use super::list_banner;
use super::list_news::Told;
use super::list_state::{self, Outcome};
use super::page::Page;
use crate::address::of_view;
use crate::announcer::Announcer;
use crate::browser;
use crate::list::refresh::RefreshControl;
use crate::list::states::StatePanel;
use crate::list::total::Total;
use crate::live::List;

impl Page {
    pub(super) fn bind_head(self) {
        let live = self.live;
        let state = move |locale: &Locale| {
            let (refreshing, now) = (live.refreshing.get(), self.now.get());
            live.known.with(|list| list_state::refresh(locale, list, &refreshing, now))
        };
        browser::mount_instead(".head-place", move || {
            view! {
                <Total page=self />
                <RefreshControl
                    state=state
                    exact_age=self.exact_age
                    on_refresh=move || self.refresh()
                />
            }
        });
    }

    /// What the banner over the rows says.
    pub(super) fn banner(self, locale: &Locale) -> BannerView {
        let (refreshing, now) = (self.live.refreshing.get(), self.now.get());
        let offset = self.clock.offset();
        self.live.known.with(|list| {
            let mut banner = list_banner::banner(locale, list, &refreshing, offset, now);
            if let Some(BannerAction::SignIn(address)) = &mut banner.action {
                *address = self.sign_in_address();
            }
            banner
        })
    }

    /// What the pill over the rows says; empty while no rows wait.
    pub(super) fn news(self, locale: &Locale) -> String {
        let shows_rows = self.outcome() == Outcome::Rows;
        let news = |list: &List| self.rows.with(|rows| list_banner::news(locale, list, rows));
        if shows_rows { self.live.known.with(news) } else { String::new() }
    }

    /// Where the user signs in, to come back to this view.
    fn sign_in_address(self) -> Option<String> {
        let here = self.location.with(of_view);
        self.key.with(|key| key.endpoint.sign_in_address(&here))
    }

    /// Does what the banner offers.
    pub(super) fn act_on_banner(self, action: &BannerAction) {
        match action {
            BannerAction::Retry => self.refresh(),
            BannerAction::SignIn(_) => self.sign_in(),
        }
    }

    /// The last failure for support.
    pub(super) fn ticket(self, locale: &Locale) -> String {
        let key = self.key.get_untracked();
        self.live.known.with_untracked(|list| {
            let Some((failure, at)) = list.failure().zip(list.failed_at()) else {
                return String::new();
            };
            ticket(locale, failure, at, &key.endpoint.label, &key.query.request(at))
        })
    }

    /// Tells those who do not see it what has changed, and at once what keeps them from going on.
    pub(crate) fn bind_announcements(self) {
        let announcer = Announcer::new();
        let list = self.live.known;
        let mut before = Told::default();
        Effect::new(move |_| {
            let refreshing = self.live.refreshing.get();
            list.with(|list| {
                let told = Told::after(&before, list, &refreshing);
                let total = list.answer().and_then(|answer| answer.value.total);
                let sentence = told.since(&self.locale.get_untracked(), &before, total);
                if !sentence.is_empty() {
                    announcer.say(sentence);
                }
                before = told;
            });
        });
        let alarm = move || {
            let denied = |list: &List| {
                let failure = list.failure().filter(|failure| failure.kind.denies_access());
                failure.map(|failure| failure_title(&self.locale.read(), failure.kind))
            };
            list.with(denied)
        };
        browser::mount(".alarm", move || alarm);
    }

    /// Mounts the panel of the states without rows.
    pub(super) fn mount_state_panel(self) {
        let panel = move |locale: &Locale| self.panel(locale, self.outcome());
        let on_retry = Callback::new(move |()| self.retry());
        let on_example = Callback::new(move |()| self.copy_example());
        browser::mount(".state-place", move || {
            view! { <StatePanel panel=panel copying=self.copying on_retry=on_retry on_example=on_example /> }
        });
    }

    /// Copies a command that creates a batch task, for somebody to fill in.
    fn copy_example(self) {
        let region = self.key.with_untracked(|key| key.endpoint.region.clone());
        let example = Retry { region: region.as_deref(), ..Retry::default() };
        let words = tr!(self.locale.get_untracked(), "Copied as aliyun CLI");
        self.copying.copy(retry_command(&example).to_text(), words.to_owned());
    }

    /// Since when what the rows tell is known not to be fresh.
    pub(crate) fn stale_since(self) -> Option<DateTime<Utc>> {
        self.stale_since.get()
    }

    /// Asks again, where nobody has to sign in first.
    pub(crate) fn retry(self) {
        let needs_sign_in = self.live.known.with_untracked(|list| {
            list.failure().is_some_and(|failure| failure.kind == FailureKind::SignInRequired)
        });
        if needs_sign_in { self.sign_in() } else { self.refresh() }
    }

    fn panel(self, locale: &Locale, outcome: Outcome) -> Option<Panel> {
        let location = self.location.get();
        let endpoint = self.key.with(|key| key.endpoint.clone());
        let endpoint = Endpoint { sign_in_url: self.sign_in_address(), ..endpoint };
        Some(match outcome {
            Outcome::Loading | Outcome::Rows => return None,
            Outcome::Empty => state_panel::empty(locale, &endpoint),
            Outcome::NoMatch => {
                let [_, title, text] = self.told.get();
                let panel = state_panel::no_match(locale, &location);
                Panel { text, title: if title.is_empty() { panel.title } else { title }, ..panel }
            }
            Outcome::Unclear => {
                let config = self.config.get_value();
                state_panel::unclear(locale, &location, &config.endpoints)
            }
            Outcome::Reversed => state_panel::reversed(locale, &location),
            Outcome::Gone { last } => state_panel::gone(locale, &location, last),
            Outcome::Failed(failure) => {
                let (refreshing, now) = (self.live.refreshing.get(), self.now.get());
                let next = list_state::due(&refreshing, now);
                let wait = next.map(|next| format::duration(locale, next - now));
                let wait = wait.map(|time| tr!(locale, "Next try in {time}.", time = time));
                let ticket = self.ticket(locale);
                let panel =
                    state_panel::failed(locale, &failure, &endpoint, self.is_configured, ticket);
                Panel {
                    wait: wait.unwrap_or_default(),
                    // The service asked to be left alone.
                    retry: panel.retry.filter(|_| !refreshing.is_blocked(now)),
                    ..panel
                }
            }
        })
    }
}
