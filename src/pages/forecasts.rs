//! Forecasts on the page of the list: fed by its fresh answers, shown in its rows and in its head.

use std::rc::Rc;

use leptos::prelude::*;
use model::forecast::{last_end, wording};
use model::task::Standing;

use super::page::Page;
use crate::components::fill::Part;
use crate::components::markup::Markup;
use crate::components::task_table::SharedRows;
use crate::effect::follow;
use crate::forecasting::{Forecasts, ends};

impl Page {
    /// Watches the running tasks from now on; `rows` tell when they end.
    pub(crate) fn bind_forecasts(self, rows: &SharedRows) -> Forecasts {
        let forecasts = Forecasts::default();
        let told = forecasts.clone();
        rows.borrow_mut()
            .set_forecast(Box::new(move |locale, task, now| ends(locale, told.of(task, now), now)));
        follow({
            let (forecasts, rows) = (forecasts.clone(), Rc::clone(rows));
            move || {
                let stale_since = self.stale_since();
                self.feed(&forecasts);
                forecasts.set_stale(stale_since.is_some());
                // The rows were shown before this answer was counted in, and do not tick once they are stale.
                rows.borrow_mut().tick(stale_since.unwrap_or_else(|| self.now.get_untracked()));
            }
        });
        self.bind_ends_by(forecasts.clone());
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

    /// When all is over that runs on this page, as long as that is known of each task.
    fn bind_ends_by(self, forecasts: Forecasts) {
        Markup::of_page(".ends-by").show(move |locale| {
            let now = self.now.get();
            self.live.known.track();
            self.live.refreshing.track();
            let last = self.rows.with(|rows| {
                let shown = rows.arrangement.rows.iter().filter(|row| !row.is_gone);
                let running = shown.filter(|row| row.task.standing() == Standing::Running);
                last_end(running.map(|row| forecasts.of(&row.task, now)))
            });
            let words = last.map(|last| wording::of_page(locale, last, now));
            vec![("", Part::Text, words.unwrap_or_default())]
        });
    }
}
