//! Taking the view along: commands, links and files.

use std::sync::Arc;

use leptos::prelude::*;
use model::collected::{Collected, Details};
use model::collecting::Collecting;
use model::command::{aliyun_command, curl_command};
use model::config::Endpoint;
use model::locale::Locale;
use model::location::Location;
use model::request::Request;
use model::task::BatchTask;
use web_sys::Element;

use super::list_state::Outcome;
use super::page::Page;
use crate::address::{absolute, origin};
use crate::components::copy_menu::{COPY_MENU, CopyAs, bind_copy_menu};
use crate::components::export_menu::{EXPORT_MENU, Export, Savable, Scope, bind_export_menu};
use crate::components::export_progress::EXPORT_PROGRESS;
use crate::components::fill::Part;
use crate::components::markup::Markup;
use crate::components::stencil::Stencil;
use crate::effect::follow;
use crate::exporting::{Exporting, Order};
use crate::i18n;

/// Binds the two menus at the end of the page's head.
pub fn bind_take(page: Page) {
    let take = Markup::of_page(".take");
    let body = Markup::of_page("body");
    let print = |html, place: &Element| Stencil::new(html)?.place_in(place);
    let (Some(copy), Some(export), Some(progress)) =
        (print(COPY_MENU, &take.0), print(EXPORT_MENU, &take.0), print(EXPORT_PROGRESS, &body.0))
    else {
        return;
    };
    bind_copy_menu(
        copy,
        move || !page.rows_to_take().is_empty(),
        move |choice| page.copy_as(choice),
    );
    let exporting = Exporting::new(progress.clone(), page.clock, page.copying);
    let (ticking, cancelling) = (exporting.clone(), exporting.clone());
    Markup(progress).on("click", "button", move |_| cancelling.cancel());
    follow(move || {
        page.now.track();
        i18n::current();
        ticking.tick();
    });
    bind_export_menu(
        export,
        move || page.savable(),
        move |choice| exporting.begin(page.order(choice)),
    );
    // Until now a press would have been lost.
    Part::Attribute("inert").set(&take.0, "");
}

impl Page {
    /// The rows of the page, without those that are shown only because somebody is busy with them.
    fn rows_to_take(self) -> Vec<Arc<BatchTask>> {
        if self.outcome() != Outcome::Rows {
            return Vec::new();
        }
        self.rows.with(|rows| {
            let rows = rows.arrangement.rows.iter().filter(|row| !row.is_gone);
            rows.map(|row| Arc::clone(&row.task)).collect()
        })
    }

    fn savable(self) -> Savable {
        let rows = self.rows_to_take().len();
        let total =
            self.live.known.with(|list| list.answer().and_then(|answer| answer.value.total));
        Savable { rows, total: total.filter(|_| rows > 0) }
    }

    fn copy_as(self, choice: CopyAs) {
        let locale = &i18n::untracked();
        let location = self.location.get_untracked();
        let now = self.clock.instant();
        let rows = untrack(|| self.rows_to_take());
        let words = choice.words(locale, Some(rows.len()));
        let endpoint = self.key.with_untracked(|key| key.endpoint.clone());
        let request = || location.query.request(now);
        let text = match choice {
            CopyAs::Aliyun => aliyun_command(&request(), endpoint.region.as_deref()),
            CopyAs::Curl => curl(&endpoint, &request()),
            CopyAs::Json => json(locale, rows),
            CopyAs::SlidingLink => link(&location),
            CopyAs::PinnedLink => link(&location.with_query(location.query.pinned(now))),
        };
        self.copying.copy(text, words);
    }

    /// What an export needs to begin.
    fn order(self, export: Export) -> Order {
        untrack(|| {
            let settings = self.config.with_value(|config| config.poll);
            let (total, received_at) = self.live.known.with(|list| {
                let answer = list.answer();
                let total = answer.and_then(|answer| answer.value.total);
                (total.unwrap_or_default(), answer.map(|answer| answer.received_at))
            });
            let (collecting, known_at) = match export.scope {
                Scope::Page => (Collecting::of_tasks(self.rows_to_take(), settings), received_at),
                Scope::All => {
                    let query = self.shown_list().query.pinned(self.clock.instant());
                    (Collecting::of_list(&query, total, settings), None)
                }
            };
            let quiet_until = self.live.refreshing.with(|refreshing| refreshing.quiet_until);
            Order {
                export,
                endpoint: self.key.with(|key| key.endpoint.clone()),
                collecting: collecting.with_subtasks(export.has_subtasks).not_before(quiet_until),
                known_at: known_at.filter(|_| !export.has_subtasks),
            }
        })
    }
}

/// The command that asks this endpoint, from where the console does.
pub(super) fn curl(endpoint: &Endpoint, request: &Request) -> String {
    curl_command(&absolute(&endpoint.url), &origin(), endpoint.wants_token, request)
}

fn json(locale: &Locale, tasks: Vec<Arc<BatchTask>>) -> String {
    let promised = tasks.len() as u64;
    let rows = tasks.into_iter().map(|task| (task, Details::Unread)).collect();
    Collected { rows, has_subtasks: false, promised }.table(locale).to_json()
}

fn link(location: &Location) -> String {
    absolute(&location.href())
}
