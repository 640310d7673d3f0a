//! Forecasts on the page of the list: fed by its fresh answers, shown in its rows and above them.

use leptos::prelude::*;

use super::page::{Estimates, Page};
use crate::forecasting::Forecasts;

impl Page {
    /// Watches the running tasks from now on, so that their rows and the strip tell when they end.
    pub(crate) fn bind_forecasts(self) -> Forecasts {
        let forecasts = Forecasts::default();
        let of_task = forecasts.clone();
        self.estimates.set_value(Some(Estimates {
            of_task: Box::new(move |locale, task, now| of_task.estimate(locale, task, now)),
        }));
        Effect::new({
            let forecasts = forecasts.clone();
            move |_| {
                let stale_since = self.stale_since();
                self.feed(&forecasts);
                forecasts.set_stale(stale_since.is_some());
                self.learned.update(|learned| *learned = learned.wrapping_add(1));
            }
        });
        forecasts
    }

    /// An answer of an earlier visit says nothing about the pace.
    fn feed(self, forecasts: &Forecasts) {
        self.live.known.with(|list| {
            if let Some(answer) = list.answer().filter(|answer| !answer.is_recalled) {
                let tasks = &answer.value.tasks;
                forecasts.follow(&answer.key.endpoint.id, tasks, answer.received_at);
            }
        });
    }
}
