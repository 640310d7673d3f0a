//! The panel of one batch beside the list: the URL in, the components placed.

use std::rc::Rc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::failure::FailureKind;
use model::forecast::{Forecast, wording};
use model::locale::Locale;
use model::subtask_list::SubtaskList;
use model::tr;
use web_sys::Element;

use super::batch_copies::bind_copies;
use super::batch_frame::bind_frame;
use super::batch_panel::Panel;
use super::batch_reasons::bind_reasons;
use super::batch_subtasks::bind_subtasks;
use super::batch_trouble::{self, trouble};
use super::list_state;
use super::page::Page;
use super::watch::bind_bell;
use crate::ask::{Ask, BatchKey};
use crate::components::batch_facts::{FactContext, fact_fills, head_fills, unknown_head_fills};
use crate::components::batch_progress;
use crate::components::fill::{Filled, Part, within};
use crate::components::markup::Markup;
use crate::components::stencil::Stencil;
use crate::components::task_table::SharedRows;
use crate::components::ticket::ticket;
use crate::effect::follow;
use crate::forecasting::Forecasts;
use crate::i18n;
use crate::live::Live;
use crate::watching::Watching;

const MARKUP: &str = include_str!("../components/batch_panel.html");

/// Binds the panel. `rows` are those of the list.
pub fn bind_batch(page: Page, rows: &SharedRows, forecasts: Forecasts, watching: &Watching) {
    let body = document().body();
    let beside = body.and_then(|body| Stencil::new(MARKUP)?.place_in(&body));
    let Some(beside) = beside else { return };
    let key = Memo::new(move |_| BatchKey {
        endpoint: page.key.with(|key| key.endpoint.clone()),
        batch_id: page.location.with(|location| location.batch.clone()).unwrap_or_default(),
    });
    let config = page.config.get_value();
    let live = Live::follow(config, key, page.clock, ());
    let panel = Panel { page, key, live, list: RwSignal::new(SubtaskList::default()) };
    panel.keep_pace();
    panel.bind_head(&beside);
    panel.bind_batch(&beside, forecasts);
    panel.bind_trouble(&beside);
    bind_copies(panel, &beside);
    bind_bell(panel, &beside, watching);
    bind_reasons(panel, &beside);
    bind_subtasks(panel, &beside);
    bind_frame(panel, &beside, Rc::clone(rows));
}

impl Panel {
    /// The panel is refreshed as the list is, and with it.
    fn keep_pace(self) {
        follow(move || self.live.keep_pace_with(self.page.live.refreshing.get()));
        let mut seen = self.page.refreshes.get_untracked();
        follow(move || {
            let refreshes = self.page.refreshes.get();
            if std::mem::replace(&mut seen, refreshes) != refreshes {
                self.live.refresh();
            }
        });
    }

    /// The name and the status are those of the row until the batch is there, and never those of another batch.
    fn bind_head(self, beside: &Element) {
        let mut filled = Filled::new(beside.clone());
        follow(move || {
            let locale = &i18n::current();
            let id = self.key.with(|key| key.batch_id.clone());
            let fills = self.with_batch(|batch| head_fills(locale, &batch.task)).or_else(|| {
                self.page.rows.with(|rows| {
                    let mut rows = rows.arrangement.rows.iter();
                    rows.find(|row| row.task.batch_id == id)
                        .map(|row| head_fills(locale, &row.task))
                })
            });
            filled.show(fills.unwrap_or_else(|| unknown_head_fills(&id)));
        });
    }

    fn bind_batch(self, beside: &Element, forecasts: Forecasts) {
        let mut filled = Filled::new(beside.clone());
        follow(move || {
            let locale = &i18n::current();
            let stale_since = self.stale_since();
            // While nothing is known of what goes on, elapsed times stand still.
            let now = stale_since.unwrap_or_else(|| self.page.now.get());
            self.feed(&forecasts);
            let fills = self.with_batch(|batch| {
                let forecast = match stale_since {
                    Some(_) => Forecast::Unknown,
                    None => forecasts.of(&batch.task, now),
                };
                let rate = forecasts.rate(&batch.task).map(|rate| wording::rate(locale, rate));
                let outlook = wording::in_panel(locale, forecast).unwrap_or_default();
                let context = FactContext {
                    now,
                    expected_end: forecast.end().map(|at| wording::clock(at, &locale.zone, now)),
                    rate,
                };
                let mut fills = batch_progress::fills(locale, batch, &outlook);
                fills.extend(fact_fills(locale, batch, context));
                fills
            });
            if let Some(fills) = fills {
                filled.show(fills);
            }
        });
    }

    /// A batch that is not on the page of the list is watched by what the panel hears of it.
    fn feed(self, forecasts: &Forecasts) {
        let id = self.key.with(|key| key.batch_id.clone());
        let is_listed = self.page.live.known.with(|list| {
            list.answer()
                .is_some_and(|answer| answer.value.tasks.iter().any(|task| task.batch_id == id))
        });
        self.live.known.with(|known| {
            if let Some(answer) = known.answer().filter(|_| !is_listed) {
                forecasts.seen(&answer.value.task, answer.received_at);
            }
        });
    }

    /// When the batch was last heard of, where that does not go on.
    fn stale_since(self) -> Option<DateTime<Utc>> {
        let refreshing = self.live.refreshing.get();
        self.live.known.with(|known| list_state::stale_since(known, &refreshing))
    }

    fn bind_trouble(self, beside: &Element) {
        let panel = Markup(beside.clone());
        panel.show(move |locale| {
            let (key, refreshing) = (self.key.get(), self.live.refreshing.get());
            let now = self.page.now.get();
            let trouble =
                self.live.known.with(|known| trouble(locale, known, &key, &refreshing, now));
            let shows = match (self.with_batch(|_| ()), &trouble) {
                (Some(()), _) => "batch",
                (None, Some(_)) => "trouble",
                (None, None) => "skeleton",
            };
            let mut fills = vec![("", Part::Attribute("data-shows"), shows.to_owned())];
            fills.extend(batch_trouble::fills(locale, trouble));
            fills
        });
        let trouble = Markup(within(beside, ".panel-trouble"));
        trouble.on("click", ".retry", move |_| {
            let needs_sign_in = self.live.known.with_untracked(|known| {
                known.failure().is_some_and(|failure| failure.kind == FailureKind::SignInRequired)
            });
            if needs_sign_in { self.page.sign_in() } else { self.live.refresh() }
        });
        trouble.on("click", ".ticket", move |_| {
            let locale = &i18n::untracked();
            self.page
                .copying
                .copy(self.ticket(locale), tr!(locale, "Copied for the ticket").to_owned());
        });
    }

    fn ticket(self, locale: &Locale) -> String {
        let key = self.key.get_untracked();
        self.live.known.with_untracked(|known| {
            let Some((failure, at)) = known.failure().zip(known.failed_at()) else {
                return String::new();
            };
            let request = key.request(at);
            request
                .map(|request| ticket(locale, failure, at, &key.endpoint.label, &request))
                .unwrap_or_default()
        })
    }
}
