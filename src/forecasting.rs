//! When running batches will end, as far as this visit has watched them: one place for all that show it.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use model::forecast::{Forecast, Histories, Rate, wording};
use model::locale::Locale;
use model::task::BatchTask;
use model::tr;

use model::view::row::Ends;

/// What is known of the ends, shared by who feeds it and who shows it.
#[derive(Clone, Default)]
pub struct Forecasts(Rc<RefCell<Watched>>);

#[derive(Default)]
struct Watched {
    histories: Histories,
    /// The id of the endpoint that the batches are of.
    endpoint: String,
    is_stale: bool,
}

impl Forecasts {
    /// A page of the list was so at the instant `at`, by an answer that has just come. What is known of another endpoint's
    /// batches is forgotten: the same id may name another one there.
    pub fn follow(&self, endpoint: &str, tasks: &[Arc<BatchTask>], at: DateTime<Utc>) {
        let mut watched = self.0.borrow_mut();
        if watched.endpoint != endpoint {
            *watched = Watched { endpoint: endpoint.to_owned(), ..Watched::default() };
        }
        watched.histories.follow(tasks, at);
    }

    /// One batch of this endpoint was so at the instant `at`.
    pub fn seen(&self, task: &BatchTask, at: DateTime<Utc>) {
        self.0.borrow_mut().histories.seen(task, at);
    }

    /// While what is shown is not fresh, nothing is foretold.
    pub fn set_stale(&self, is_stale: bool) {
        self.0.borrow_mut().is_stale = is_stale;
    }

    /// What is known of the end of `task` at the instant `now`.
    pub fn of(&self, task: &BatchTask, now: DateTime<Utc>) -> Forecast {
        let watched = self.0.borrow();
        if watched.is_stale { Forecast::Unknown } else { watched.histories.forecast(task, now) }
    }

    /// The pace of `task`, as long as it runs and is known.
    pub fn rate(&self, task: &BatchTask) -> Option<Rate> {
        self.0.borrow().histories.rate(task)
    }
}

/// The words of a row: `≈ 15:21 · 27 min left`, `Stalled 12 min`; `None` where nothing is known yet.
pub fn ends(locale: &Locale, forecast: Forecast, now: DateTime<Utc>) -> Option<Ends> {
    let ends = match forecast {
        Forecast::Unknown | Forecast::Estimating => return None,
        Forecast::Ends { at, left } => Ends {
            time: wording::clock(at, &locale.zone, now),
            left: wording::time_left(locale, left),
            title: tr!(locale, "By the pace of the last minutes").to_owned(),
            ..Ends::default()
        },
        Forecast::Stalled { .. } => Ends {
            time: wording::in_list(locale, forecast, now)?,
            title: tr!(locale, "No progress was seen on this page for so long").to_owned(),
            is_stalled: true,
            ..Ends::default()
        },
    };
    Some(ends)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use model::time::from_api;
    use model::zone::Zone;

    use super::*;

    fn words(forecast: Forecast) -> Option<(String, String, String, bool)> {
        let locale = &Locale { zone: Zone::fixed(TimeDelta::hours(8)), ..Locale::default() };
        let now = from_api("2026-11-24T06:53:20Z").unwrap();
        let Ends { day, time, left, is_stalled, .. } = ends(locale, forecast, now)?;
        Some((day, time, left, is_stalled))
    }

    #[test]
    fn a_row_tells_when_its_task_ends_or_why_not() {
        let at = from_api("2026-11-24T07:20:20Z").unwrap();
        let text = |text: &str| text.to_owned();
        for (forecast, expected) in [
            (Forecast::Unknown, None),
            (Forecast::Estimating, None),
            (
                Forecast::Ends { at, left: TimeDelta::minutes(27) },
                Some((text(""), text("≈ 15:21"), text("27 min left"), false)),
            ),
            (
                Forecast::Stalled { lasting: TimeDelta::minutes(12) },
                Some((text(""), text("Stalled 12 min"), text(""), true)),
            ),
        ] {
            assert_eq!(words(forecast), expected, "{forecast:?}");
        }
    }
}
