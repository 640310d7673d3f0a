//! What the timeline shows: the rows, the part of time, and the clock.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::arrangement::PlacedTask;
use model::forecast::Forecast;
use model::location::{Location, View};
use model::task::BatchTask;
use model::timeline::{Span, Window};
use model::view::rows::RowKey;
use model::view::timeline::row::{LaneContext, LaneRowView, lane_row_view};
use model::view::timeline::window::{ChosenWindow, WindowChange};
use model::view::timeline::{FrameView, frame_view};

use super::bar::TimelineBar;
use super::lanes::Lanes;
use crate::browser;
use crate::browser::rows::rows_in_view;
use crate::forecasting::Forecasts;
use crate::pages::list_state::Outcome;
use crate::pages::page::Page;

/// The height of a row in CSS pixels, until there is one.
const ROW_HEIGHT: f64 = 39.0;

/// A wide screen's lane, until it is measured.
const WIDTH: f64 = 1000.0;

/// The rows of the timeline.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct TimelineRows {
    /// From top to bottom.
    pub(super) rows: Vec<(RowKey, PlacedTask)>,
    /// The list that they belong to.
    pub(super) list: Location,
}

/// The signals that the parts of the timeline share.
#[derive(Clone, Copy)]
pub struct Timeline {
    pub(super) page: Page,
    forecasts: StoredValue<Forecasts, LocalStorage>,
    /// Nothing while the table is shown.
    pub(super) rows: Memo<Option<Arc<TimelineRows>>>,
    pub(super) chosen: RwSignal<Option<ChosenWindow>>,
    /// What the URL says of the window, as far as it was read or written.
    pub(super) said: StoredValue<Option<String>>,
    /// Counts the changes that people make, of which the last one is written.
    pub(super) changes: StoredValue<u32>,
    /// How wide a lane is, in CSS pixels.
    pub(super) width: RwSignal<f64>,
}

/// Mounts the timeline, which is shown while the URL wants it and there are rows.
pub(crate) fn mount_timeline(page: Page, forecasts: Forecasts) {
    let timeline = Timeline {
        page,
        forecasts: StoredValue::new_local(forecasts),
        rows: Memo::new(move |_| timeline_rows(page).map(Arc::new)),
        chosen: RwSignal::new(None),
        said: StoredValue::new(None),
        changes: StoredValue::new(0),
        width: RwSignal::new(WIDTH),
    };
    timeline.follow_list();
    timeline.follow_now();
    browser::mount(".card", move || view! { <Lanes timeline=timeline /> });
    browser::mount(".bar-place", move || view! { <TimelineBar timeline=timeline /> });
}

fn timeline_rows(page: Page) -> Option<TimelineRows> {
    let is_wanted = page.location.with(|location| location.view == View::Timeline);
    if !is_wanted || page.outcome() != Outcome::Rows {
        return None;
    }
    let endpoint: Arc<str> = page.key.with_untracked(|key| (*key.endpoint.id).into());
    let list = page.shown_list().with_view(View::Timeline);
    page.rows.with(|shown| {
        let mut rows: Vec<(RowKey, PlacedTask)> = Vec::new();
        for placed in &shown.arrangement.rows {
            let batch_id = placed.task.batch_id.clone();
            let ordinal = rows.iter().filter(|(key, _)| key.batch_id == batch_id).count();
            let key = RowKey { endpoint: Arc::clone(&endpoint), batch_id, ordinal };
            rows.push((key, placed.clone()));
        }
        Some(TimelineRows { rows, list })
    })
}

impl Timeline {
    /// Another list, or the same one after the table, gets the window that its URL says, or one that fits its rows in view. The
    /// window of a list that is refreshed stays.
    fn follow_list(self) {
        Effect::new(move |before: Option<Option<Location>>| {
            let list = self.rows.with(|rows| rows.as_ref().map(|rows| rows.list.clone()));
            let is_same = before.flatten() == list && self.chosen.with_untracked(Option::is_some);
            let asked = self.page.location.with(|location| location.window.clone());
            if let Some(list) = &list {
                if !is_same {
                    let fitted = || ChosenWindow::fitted(&self.spans(), self.now_untracked());
                    self.chosen.set(Some(self.read(asked.as_deref()).unwrap_or_else(fitted)));
                    self.said.set_value(asked);
                } else if self.is_of_url(list) && asked != self.said.get_value() {
                    self.follow_url(asked);
                }
            }
            list
        });
    }

    /// A window that follows now moves once now runs out of it.
    fn follow_now(self) {
        Effect::new(move |_| {
            let now = self.page.now.get();
            if let Some(chosen) = self.chosen.get_untracked() {
                let moved = chosen.at(now);
                if moved != chosen {
                    self.chosen.set(Some(moved));
                }
            }
        });
    }

    /// The part of time that is shown, if anything is.
    pub(super) fn window_untracked(self) -> Option<Window> {
        self.chosen.get_untracked().map(|chosen| chosen.window)
    }

    /// Shows another part of time.
    pub(super) fn change(self, change: WindowChange) {
        if let Some(chosen) = self.chosen.get_untracked() {
            self.chosen.set(Some(chosen.changed(change, &self.spans(), self.now_untracked())));
            self.write_later();
        }
    }

    /// What is around the rows.
    pub(super) fn frame(self) -> Option<FrameView> {
        let chosen = self.chosen.get().filter(|_| self.rows.with(Option::is_some))?;
        let (now, width) = (self.page.now.get(), self.width.get());
        Some(self.page.locale.with(|locale| frame_view(locale, chosen.window, now, width)))
    }

    /// What a row shows. Only the row of what runs follows the clock and the forecasts.
    pub(super) fn row(self, placed: &PlacedTask) -> Option<LaneRowView> {
        let window = self.chosen.get()?.window;
        let list = self.rows.with(|rows| rows.as_ref().map(|rows| rows.list.clone()))?;
        let shown = self.page.location.with(|location| location.window.clone());
        let list = Location { window: shown, ..list };
        let locale = self.page.locale.get();
        self.page.day.track();
        let task = &*placed.task;
        let runs = placed.runs(&locale);
        let now = if runs { self.moment() } else { untrack(|| self.moment()) };
        let open = self.page.open.get();
        let context = LaneContext {
            locale: &locale,
            list: &list,
            open: open.as_deref(),
            now,
            window,
            width: self.width.get(),
        };
        let forecast =
            if runs { self.forecast(task, now) } else { untrack(|| self.forecast(task, now)) };
        Some(lane_row_view(placed, forecast, &context))
    }

    /// Up to when running tasks are known to run: now, unless the rows are not fresh.
    fn moment(self) -> DateTime<Utc> {
        let now = self.page.now.get();
        self.page.stale_since().unwrap_or(now)
    }

    pub(super) fn now_untracked(self) -> DateTime<Utc> {
        self.page.now.get_untracked()
    }

    fn forecast(self, task: &BatchTask, now: DateTime<Utc>) -> Forecast {
        self.page.learned.track();
        self.forecasts.with_value(|forecasts| forecasts.of(task, now))
    }

    /// When the batches whose rows are in view ran.
    fn spans(self) -> Vec<Span> {
        untrack(|| {
            let until = self.moment();
            let seen = rows_in_view(".span-row", ROW_HEIGHT);
            let locale = &self.page.locale.get();
            let span = |(_, placed): &(RowKey, PlacedTask)| {
                let end = self.forecast(&placed.task, until).end();
                Span::of(locale, &placed.task, end, until)
            };
            self.rows.with(|rows| {
                let rows = rows.iter().flat_map(|rows| &rows.rows);
                rows.skip(seen.start).take(seen.len()).filter_map(span).collect()
            })
        })
    }
}
