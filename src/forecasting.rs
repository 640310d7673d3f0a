//! When running batches will end, as far as this visit has watched them: one place for all that show it.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use model::find::usual::{Pace, slow, usually};
use model::forecast::{Forecast, Histories, Rate, wording};
use model::locale::Locale;
use model::progress::Extent;
use model::task::{BatchTask, Standing};
use model::tr;
use model::view::row::{Ends, Estimate, elapsed};

/// What is known of the ends, shared by who feeds it and who shows it.
#[derive(Clone, Default)]
pub struct Forecasts {
    watched: Rc<RefCell<Watched>>,
    pace: Rc<RefCell<Option<Box<PaceOf>>>>,
}

/// How long batches like one usually take, where that is known.
type PaceOf = dyn Fn(&BatchTask) -> Option<Pace>;

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
        let mut watched = self.watched.borrow_mut();
        if watched.endpoint != endpoint {
            *watched = Watched { endpoint: endpoint.to_owned(), ..Watched::default() };
        }
        watched.histories.follow(tasks, at);
    }

    /// One batch of this endpoint was so at the instant `at`.
    pub fn seen(&self, task: &BatchTask, at: DateTime<Utc>) {
        self.watched.borrow_mut().histories.seen(task, at);
    }

    /// While what is shown is not fresh, nothing is foretold.
    pub fn set_stale(&self, is_stale: bool) {
        self.watched.borrow_mut().is_stale = is_stale;
    }

    /// What is known of the end of `task` at the instant `now`.
    pub fn of(&self, task: &BatchTask, now: DateTime<Utc>) -> Forecast {
        let watched = self.watched.borrow();
        if watched.is_stale { Forecast::Unknown } else { watched.histories.forecast(task, now) }
    }

    /// From now on `pace` says how long batches usually take: the index knows it.
    pub fn set_pace(&self, pace: impl Fn(&BatchTask) -> Option<Pace> + 'static) {
        *self.pace.borrow_mut() = Some(Box::new(pace));
    }

    /// How long batches like this one usually take, and the last ones took, where that is known.
    pub fn pace(&self, task: &BatchTask) -> Option<Pace> {
        self.pace.borrow().as_ref().and_then(|pace| pace(task))
    }

    /// What a row says of a task that runs. Before its first success that is how long such tasks take.
    pub fn estimate(&self, locale: &Locale, task: &BatchTask, now: DateTime<Utc>) -> Estimate {
        let runs = task.standing() == Standing::Running;
        let usual = if runs { self.pace(task).map(|pace| pace.usual) } else { None };
        let is_stale = self.watched.borrow().is_stale;
        let is_begun = !matches!(task.progress.extent(), Extent::Part { success: 0, .. });
        let by_usual = || Some(usually(locale, usual.filter(|_| !(is_stale || is_begun))?));
        let slow = || Some(slow(locale, elapsed(locale, task, now)?, usual?));
        Estimate {
            ends: ends(locale, self.of(task, now), now).or_else(by_usual),
            slow: slow().unwrap_or_default(),
        }
    }

    /// The pace of `task`, as long as it runs and is known.
    pub fn rate(&self, task: &BatchTask) -> Option<Rate> {
        self.watched.borrow().histories.rate(task)
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
    use model::progress::Progress;
    use model::status::ReportedStatus;
    use model::time::{Timestamp, from_api};
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

    #[test]
    fn a_row_tells_what_is_usual_before_the_first_success_and_how_slow_it_is() {
        let locale = Locale::default();
        let begin = from_api("2026-11-24T06:50:00Z").unwrap();
        let task = |status: &str, success: u64| BatchTask {
            batch_id: "a".to_owned(),
            task_name: "x".to_owned(),
            task_type: String::new(),
            status: ReportedStatus::read(status),
            progress: Progress { success: Some(success.into()), total: Some(8.into()) },
            begin: Timestamp::read("2026-11-24T06:50:00Z"),
            end: Timestamp::Absent,
            flaws: Vec::new(),
        };
        let forecasts = Forecasts::default();
        let shown = |status: &str, success, seconds| {
            let now = begin + TimeDelta::seconds(seconds);
            let estimate = forecasts.estimate(&locale, &task(status, success), now);
            (estimate.ends.map(|ends| ends.day).unwrap_or_default(), estimate.slow.factor)
        };
        let pair = |ends: &str, slow: &str| (ends.to_owned(), slow.to_owned());
        assert_eq!(shown("RUNNING", 0, 378), pair("", ""));
        forecasts.set_pace(|_| Some(Pace { usual: TimeDelta::seconds(178), last: Vec::new() }));
        assert_eq!(shown("RUNNING", 0, 60), pair("usually 3 min", ""));
        assert_eq!(shown("RUNNING", 0, 378), pair("usually 3 min", "2.1×"));
        assert_eq!(shown("RUNNING", 1, 378), pair("", "2.1×"));
        assert_eq!(shown("DISPATCHING", 0, 378), pair("", ""));
        // What is not fresh foretells nothing, but is as slow as it was.
        forecasts.set_stale(true);
        assert_eq!(shown("RUNNING", 0, 378), pair("", "2.1×"));
    }
}
