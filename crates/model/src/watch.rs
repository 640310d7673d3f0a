//! Batches whose end somebody wants to be told: which they are, how they stand, and when to ask for which.
//!
//! What is kept from visit to visit are the unfinished ones. One that has ended stays to be looked at for this visit.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use crate::failure::{Failure, FailureKind};
use crate::json::Json;
use crate::json_text;
use crate::poll::{LastOutcome, PollSettings};
use crate::task::BatchTask;

/// How many batches are watched at most; the oldest go.
pub const MOST: usize = 20;
/// Longer than any id, and long enough to know a name by.
const MOST_CHARACTERS: usize = 256;
const VERSION: &str = "1";

/// Between two requests for a batch.
const PERIOD: Duration = Duration::from_secs(30);
/// The same while nobody sees the page.
const HIDDEN_PERIOD: TimeDelta = TimeDelta::seconds(60);

/// A batch, as a browser keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    /// The id of the endpoint, by `config.json`.
    pub endpoint: String,
    /// `BatchId`.
    pub batch_id: String,
    /// `TaskName`, as it was when last seen.
    pub task_name: String,
}

/// A batch with what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Watch {
    /// Which one.
    pub watched: Watched,
    /// How it stands.
    pub state: WatchState,
    last: Last,
    failures_in_a_row: u32,
}

/// How a batch stands, as far as it is known.
#[derive(Clone, Debug, PartialEq)]
pub enum WatchState {
    /// Nothing came yet.
    Unknown,
    /// It goes on.
    Going(BatchTask),
    /// It has ended.
    Ended(BatchTask),
    /// The endpoint does not know it, or does not take its id.
    NotFound,
}

/// What came of the last request.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Last {
    Never,
    Answered(DateTime<Utc>),
    /// Not before this instant again; without one, only somebody's action can help.
    Failed(Option<DateTime<Utc>>),
}

/// All of them, the oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WatchList(Vec<Watch>);

impl Watched {
    /// A batch of an endpoint.
    pub fn new(endpoint: &str, batch_id: &str, task_name: &str) -> Self {
        let task_name = task_name.chars().take(MOST_CHARACTERS).collect();
        Self { endpoint: endpoint.to_owned(), batch_id: batch_id.to_owned(), task_name }
    }

    /// What a browser has kept. Anything else than this program's own is nothing.
    pub fn read_all(kept: &Json) -> Vec<Self> {
        let Json::List(entries) = kept.get("watched") else { return Vec::new() };
        if kept.get("version").text() != Some(VERSION) {
            return Vec::new();
        }
        let entry = |entry: &Json| {
            let Json::List(texts) = entry else { return None };
            let [endpoint, batch_id, task_name] = &texts[..] else { return None };
            let id = batch_id.filled_text().filter(|id| id.chars().count() <= MOST_CHARACTERS)?;
            Some(Self::new(endpoint.filled_text()?, id, task_name.text()?))
        };
        entries.iter().filter_map(entry).take(MOST).collect()
    }

    fn is(&self, endpoint: &str, batch_id: &str) -> bool {
        self.endpoint == endpoint && self.batch_id == batch_id
    }
}

impl Watch {
    /// Whether there is an end to wait for.
    pub fn is_unfinished(&self) -> bool {
        matches!(self.state, WatchState::Unknown | WatchState::Going(_))
    }

    /// Whether it is not asked for any more although it goes on: only somebody's action can help.
    pub fn is_stuck(&self) -> bool {
        self.is_unfinished() && self.last == Last::Failed(None)
    }

    fn due(&self, is_hidden: bool) -> Option<DateTime<Utc>> {
        let period = TimeDelta::from_std(PERIOD).unwrap_or_default();
        match self.last {
            _ if !self.is_unfinished() => None,
            Last::Never => Some(DateTime::UNIX_EPOCH),
            Last::Answered(at) => Some(at + if is_hidden { HIDDEN_PERIOD } else { period }),
            Last::Failed(next) => next,
        }
    }
}

impl WatchList {
    /// All of them, the oldest first.
    pub fn all(&self) -> &[Watch] {
        &self.0
    }

    /// How many there is an end to wait for.
    pub fn unfinished(&self) -> usize {
        self.0.iter().filter(|watch| watch.is_unfinished()).count()
    }

    /// Whether the end of this batch is waited for.
    pub fn is_watched(&self, endpoint: &str, batch_id: &str) -> bool {
        let mut all = self.0.iter();
        all.any(|watch| watch.is_unfinished() && watch.watched.is(endpoint, batch_id))
    }

    /// Waits for the end of a batch from now on.
    pub fn add(&mut self, watched: Watched) {
        self.remove(&watched.endpoint, &watched.batch_id);
        let (state, last) = (WatchState::Unknown, Last::Never);
        self.0.push(Watch { watched, state, last, failures_in_a_row: 0 });
        if self.0.len() > MOST {
            let ended = self.0.iter().position(|watch| !watch.is_unfinished());
            self.0.remove(ended.unwrap_or_default());
        }
    }

    /// Does not any more.
    pub fn remove(&mut self, endpoint: &str, batch_id: &str) {
        self.0.retain(|watch| !watch.watched.is(endpoint, batch_id));
    }

    /// Follows what the browser keeps, which another tab may have changed. What is known of a batch stays.
    pub fn follow(&mut self, kept: Vec<Watched>) {
        let is_kept = |watched: &Watched| {
            kept.iter().any(|kept| kept.is(&watched.endpoint, &watched.batch_id))
        };
        self.0.retain(|watch| !watch.is_unfinished() || is_kept(&watch.watched));
        for watched in kept {
            if !self.is_watched(&watched.endpoint, &watched.batch_id) {
                self.add(watched);
            }
        }
    }

    /// What the browser is to keep.
    pub fn to_text(&self) -> String {
        let unfinished = self.0.iter().filter(|watch| watch.is_unfinished());
        let entries = unfinished.map(|Watch { watched, .. }| {
            json_text::array(&[&watched.endpoint, &watched.batch_id, &watched.task_name])
        });
        let entries = entries.collect::<Vec<_>>().join(",");
        format!("{{\"version\":{VERSION},\"watched\":[{entries}]}}")
    }

    /// The batch to ask for at the instant `now`, of an endpoint that may be asked: of those that are due, the one
    /// that waits longest.
    pub fn next(
        &self,
        now: DateTime<Utc>,
        is_hidden: bool,
        may_ask: impl Fn(&str) -> bool,
    ) -> Option<&Watched> {
        let due = self.0.iter().filter(|watch| may_ask(&watch.watched.endpoint));
        let due = due.filter_map(|watch| Some((watch.due(is_hidden)?, &watch.watched)));
        due.filter(|(due, _)| *due <= now).min_by_key(|(due, _)| *due).map(|(_, watched)| watched)
    }

    /// An endpoint told of a batch, whoever asked. The watch, if this ends it.
    pub fn seen(&mut self, endpoint: &str, task: &BatchTask, at: DateTime<Utc>) -> Option<&Watch> {
        let watch = self.unfinished_mut(endpoint, &task.batch_id)?;
        watch.last = Last::Answered(at);
        watch.failures_in_a_row = 0;
        if !task.task_name.trim().is_empty() {
            watch.watched = Watched::new(endpoint, &task.batch_id, &task.task_name);
        }
        let is_finished = task.status.is_finished();
        let state = if is_finished { WatchState::Ended } else { WatchState::Going };
        watch.state = state(task.clone());
        Some(watch).filter(|_| is_finished).map(|watch| &*watch)
    }

    /// A batch could not be had. What is no matter of this batch alone holds for all of the endpoint. The watch, if this
    /// ends it.
    pub fn failed(
        &mut self,
        asked: &Watched,
        failure: &Failure,
        now: DateTime<Utc>,
        chance: f64,
    ) -> Option<&Watch> {
        let Watched { endpoint, batch_id, .. } = asked;
        if matches!(failure.kind, FailureKind::NotFound | FailureKind::InvalidInput) {
            let watch = self.unfinished_mut(endpoint, batch_id)?;
            watch.state = WatchState::NotFound;
            return Some(watch);
        }
        let settings = PollSettings { base: PERIOD, max: 20 * PERIOD };
        let failures = self.unfinished_mut(endpoint, batch_id)?.failures_in_a_row.saturating_add(1);
        let outcome = LastOutcome::Failed { failure, in_a_row: failures };
        let pause = settings.pause_after(outcome, chance);
        let next = pause.and_then(|pause| Some(now + TimeDelta::from_std(pause).ok()?));
        for watch in self.0.iter_mut().filter(|watch| watch.watched.endpoint == *endpoint) {
            watch.last = Last::Failed(next);
            watch.failures_in_a_row = failures;
        }
        None
    }

    fn unfinished_mut(&mut self, endpoint: &str, batch_id: &str) -> Option<&mut Watch> {
        let mut all = self.0.iter_mut();
        all.find(|watch| watch.is_unfinished() && watch.watched.is(endpoint, batch_id))
    }
}

#[cfg(test)]
mod tests;
