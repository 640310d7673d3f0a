//! The parts of the list's page, each bound to what it shows.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::failure::FailureKind;
use model::format::{self, grouped};
use model::locale::Locale;
use model::location::View;
use model::tr;
use model::words::around;

use super::list_banner;
use super::list_news::{Told, matching_words};
use super::list_panels;
use super::list_state::{self, Outcome};
use super::page::Page;
use crate::announcer::Announcer;
use crate::components::banner::{BannerAction, bind_banner};
use crate::components::failure_words::failure_title;
use crate::components::fill::{Fill, Part, present};
use crate::components::markup::Markup;
use crate::components::refresh_control::{bind_interval, bind_refresh_control};
use crate::components::state_panel::{Panel, bind_state_panel};
use crate::components::task_table::{RowActions, SharedRows, TableState, bind_task_table};
use crate::components::ticket::ticket;
use crate::effect::follow;
use crate::{i18n, preferences};

impl Page {
    pub(super) fn bind_head(self) {
        let live = self.live;
        let total =
            move || live.known.with(|list| list.answer().and_then(|answer| answer.value.total));
        Markup::of_page(".total").show(move |locale| {
            let total = total();
            let words = total.map_or("", |total| matching_words(locale, total));
            let (before, after) = around(words, "{count}");
            vec![
                ("", Part::Attribute("hidden"), present(total.is_none())),
                (".before", Part::Text, before),
                ("strong", Part::Text, total.map(grouped).unwrap_or_default()),
                (".after", Part::Text, after),
            ]
        });
        let state = move |locale: &Locale| {
            let (refreshing, now) = (live.refreshing.get(), self.now.get());
            live.known.with(|list| list_state::refresh(locale, list, &refreshing, now))
        };
        bind_refresh_control(state, move || live.toggle_pause(), move || self.refresh());
        let set_up = self.config.with_value(|config| config.poll.base);
        let interval = move || {
            // It is chosen here or in the dialog, and the rest of this signal changes much more often.
            preferences::current();
            live.refreshing.get_untracked().interval
        };
        bind_interval(set_up, interval, move |interval| live.set_interval(interval));
    }

    pub(super) fn bind_banner(self) {
        let state = move |locale: &Locale| {
            let (refreshing, now) = (self.live.refreshing.get(), self.now.get());
            let shows_rows = self.outcome() == Outcome::Rows;
            let offset = self.clock.offset();
            self.live.known.with(|list| {
                self.rows.with(|rows| {
                    let rows = Some(rows).filter(|_| shows_rows);
                    list_banner::banner(locale, list, rows, &refreshing, offset, now)
                })
            })
        };
        let act = move |action| match action {
            BannerAction::Retry => self.refresh(),
            BannerAction::SignIn(_) => self.sign_in(),
            BannerAction::Show => self.show_all(),
        };
        bind_banner(state, act, move || {
            self.copying.on_copy().run(self.ticket(&i18n::untracked()));
        });
    }

    /// The last failure for support.
    fn ticket(self, locale: &Locale) -> String {
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
        follow(move || {
            let refreshing = self.live.refreshing.get();
            list.with(|list| {
                let told = Told::after(&before, list, &refreshing);
                let total = list.answer().and_then(|answer| answer.value.total);
                let sentence = told.since(&i18n::untracked(), &before, total);
                if !sentence.is_empty() {
                    announcer.say(sentence);
                }
                before = told;
            });
        });
        Markup::of_page(".alarm").show(move |locale| {
            let words = list.with(|list| {
                let failure = list.failure().filter(|failure| failure.kind.denies_access());
                failure.map_or("", |failure| failure_title(locale, failure.kind))
            });
            vec![("", Part::Text, words.to_owned())]
        });
    }

    /// Rows that stay are not drawn anew when a refresh ends.
    pub(super) fn bind_card(self) -> Option<SharedRows> {
        Markup::of_page(".card").show(move |_| self.card_fills());
        let stale_since = move || self.stale_since();
        let state = move || {
            self.rows.with(|rows| TableState {
                rows: rows.arrangement.rows.clone(),
                is_news: rows.is_news,
                known_until: untrack(|| stale_since().unwrap_or_else(|| self.now.get())),
                list: self.shown_list(),
            })
        };
        let ticks = move || stale_since().is_none().then(|| self.now.get());
        let is_turning = move || self.is_turning();
        let on_open = Callback::new(move |href: String| self.open_link(&href));
        let actions = RowActions { on_copy: self.copying.on_copy(), on_open };
        let rows = bind_task_table(state, is_turning, ticks, actions);
        if let Some(rows) = rows.clone() {
            follow(move || {
                let open = self.location.with(|location| location.batch.clone());
                rows.borrow_mut().mark_open(open);
            });
        }
        let panel = move |locale: &Locale| self.panel(locale, self.outcome());
        bind_state_panel(panel, self.copying.on_copy(), move || self.retry());
        rows
    }

    fn card_fills(self) -> Vec<Fill> {
        let shows = match self.outcome() {
            Outcome::Loading => "skeleton",
            Outcome::Rows => "rows",
            _ => "panel",
        };
        let view = match self.location.with(|location| location.view) {
            View::Table => "table",
            View::Timeline => "timeline",
        };
        vec![
            ("", Part::Attribute("data-shows"), shows.to_owned()),
            ("", Part::Attribute("data-view"), view.to_owned()),
            ("", Part::Attribute("data-busy"), present(self.is_turning())),
            ("", Part::Attribute("data-stale"), present(self.stale_since().is_some())),
        ]
    }

    /// Since when what the rows tell is known not to be fresh.
    pub(super) fn stale_since(self) -> Option<DateTime<Utc>> {
        let refreshing = self.live.refreshing.get();
        self.live.known.with(|list| list_state::stale_since(list, &refreshing))
    }

    /// Asks again, where nobody has to sign in first.
    fn retry(self) {
        let needs_sign_in = self.live.known.with_untracked(|list| {
            list.failure().is_some_and(|failure| failure.kind == FailureKind::SignInRequired)
        });
        if needs_sign_in { self.sign_in() } else { self.refresh() }
    }

    fn panel(self, locale: &Locale, outcome: Outcome) -> Option<Panel> {
        let location = self.location.get();
        let endpoint = self.key.with(|key| key.endpoint.clone());
        Some(match outcome {
            Outcome::Loading | Outcome::Rows => return None,
            Outcome::Empty => list_panels::empty(locale, &endpoint),
            Outcome::NoMatch => list_panels::no_match(locale, &location),
            Outcome::Reversed => list_panels::reversed(locale, &location),
            Outcome::Gone { last } => list_panels::gone(locale, &location, last),
            Outcome::Failed(failure) => {
                let (refreshing, now) = (self.live.refreshing.get(), self.now.get());
                let next = list_state::due(&refreshing, now);
                let wait = next.map(|next| format::duration(locale, next - now));
                let wait = wait.map(|time| tr!(locale, "Next try in {time}.", time = time));
                let ticket = self.ticket(locale);
                let panel =
                    list_panels::failed(locale, &failure, &endpoint, self.is_configured, ticket);
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
