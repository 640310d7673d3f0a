//! When the batch is expected to end.

use leptos::prelude::*;
use model::batch::Batch;
use model::forecast::{Forecast, wording};
use model::view::batch::facts::{FactContext, ended_words};

use super::open_batch::OpenBatch;
use crate::forecasting::Forecasts;
use crate::i18n::use_locale;

/// What is estimated of the batch, at an instant.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outlook {
    /// `≈ 15:21 · about 4 min left`, or `ended 14:19:02 · took 20 min 18 s`.
    pub(super) text: String,
    pub(super) context: FactContext,
}

/// Follows the estimates, which learn from the panel what the list does not report.
pub(super) fn follow_outlook(batch: OpenBatch, forecasts: Forecasts) -> Memo<Outlook> {
    let locale = use_locale();
    let forecasts = StoredValue::new_local(forecasts);
    let fed = RwSignal::new(());
    Effect::new(move |_| {
        let is_listed = batch.around.is_listed.get();
        batch.live.known.with(|known| {
            if let Some(answer) = known.answer().filter(|_| !is_listed) {
                forecasts.with_value(|forecasts| {
                    forecasts.seen(&answer.value.task, answer.received_at);
                });
            }
        });
        fed.set(());
    });
    Memo::new(move |_| {
        fed.track();
        let stale_since = batch.stale_since();
        // While there are no reports, the time elapsed stands still.
        let now = stale_since.unwrap_or_else(|| batch.around.now.get());
        let outlook = |batch: &Batch| {
            let locale = &locale.get();
            let forecasts = forecasts.get_value();
            let forecast = match stale_since {
                Some(_) => Forecast::Unknown,
                None => forecasts.of(&batch.task, now),
            };
            let rate = forecasts.rate(&batch.task).map(|rate| wording::rate(locale, rate));
            let end = forecast.end().map(|at| wording::clock(at, &locale.zone, now));
            let left = wording::in_panel(locale, forecast);
            let ended = Some(ended_words(locale, &batch.task, now))
                .filter(|_| batch.task.status.is_finished());
            let text = [end, left, ended].into_iter().flatten().collect::<Vec<_>>().join(" · ");
            Outlook { text, context: FactContext { now, rate } }
        };
        batch.with(outlook).unwrap_or_default()
    })
}
