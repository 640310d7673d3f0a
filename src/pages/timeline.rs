//! The timeline of the list's page.

use leptos::prelude::*;
use model::location::View;

use super::list_state::Outcome;
use super::page::Page;
use crate::components::timeline::{Moment, TimelineState, bind_timeline};
use crate::forecasting::Forecasts;

impl Page {
    /// Shows the rows as bars over time while the URL wants it.
    pub(crate) fn bind_timeline(self, forecasts: Forecasts) {
        let is_wanted = move || self.location.with(|location| location.view == View::Timeline);
        let state = move || {
            if !is_wanted() || self.outcome() != Outcome::Rows {
                return None;
            }
            Some(TimelineState {
                rows: self.rows.with(|rows| rows.arrangement.rows.clone()),
                list: self.shown_list().with_view(View::Timeline),
                open: self.location.with(|location| location.batch.clone()),
                moment: untrack(|| self.moment()),
            })
        };
        let forecast = move |task: &_, now| forecasts.of(task, now);
        bind_timeline(state, move || self.moment(), Box::new(forecast));
    }

    fn moment(self) -> Moment {
        let now = self.now.get();
        Moment { now, known_until: self.stale_since().unwrap_or(now) }
    }
}
