//! Forecasts on the page of the list: fed by its fresh answers, shown in its rows and in its head.

use leptos::prelude::*;
use model::forecast::{last_end, wording};
use model::task::Standing;

use super::page::{Estimates, Page};
use crate::forecasting::{Forecasts, ends};

impl Page {
    /// Watches the running tasks from now on, so that their rows and the head of the page tell when they end.
    pub(crate) fn bind_forecasts(self) -> Forecasts {
        let forecasts = Forecasts::default();
        let (of_task, of_page) = (forecasts.clone(), forecasts.clone());
        self.estimates.set_value(Some(Estimates {
            of_task: Box::new(move |locale, task, now| ends(locale, of_task.of(task, now), now)),
            of_page: Box::new(move || self.last_end(&of_page)),
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

    /// When all ends that runs on this page, as long as that is known of each task.
    fn last_end(self, forecasts: &Forecasts) -> String {
        let now = self.now.get();
        let last = self.rows.with(|rows| {
            let shown = rows.arrangement.rows.iter().filter(|row| !row.is_gone);
            let running = shown.filter(|row| row.task.standing() == Standing::Running);
            last_end(running.map(|row| forecasts.of(&row.task, now)))
        });
        let words = last.map(|last| self.locale.with(|locale| wording::of_page(locale, last, now)));
        words.unwrap_or_default()
    }
}
