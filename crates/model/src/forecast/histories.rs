//! The histories of all batches that this session has seen running.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::{Forecast, History, Rate, last_end};
use crate::progress::Extent;
use crate::task::{BatchTask, Standing};

/// The histories of the running batches of one endpoint, by batch id.
#[derive(Clone, Debug, Default)]
pub struct Histories(HashMap<String, History>);

impl Histories {
    /// The most batches that are kept; those that were not seen for longest are forgotten.
    pub const CAP: usize = 2_000;

    /// A page of the list was as `tasks` at the instant `at`, which is the server's. What is shown again from
    /// an earlier visit is not to be followed.
    pub fn follow(&mut self, tasks: &[Arc<BatchTask>], at: DateTime<Utc>) {
        for task in tasks {
            self.seen(task, at);
        }
    }

    /// One batch was as `task` at the instant `at`. One that does not run is forgotten; one whose counts
    /// cannot be read is left as it was.
    pub fn seen(&mut self, task: &BatchTask, at: DateTime<Utc>) {
        if task.standing() != Standing::Running {
            self.0.remove(&task.batch_id);
            return;
        }
        let Some((done, total)) = counts(task).filter(|_| !task.batch_id.is_empty()) else {
            return;
        };
        if let Some(history) = self.0.get_mut(&task.batch_id) {
            history.seen(at, done, total);
            return;
        }
        if self.0.len() >= Self::CAP {
            self.forget_one();
        }
        self.0.insert(task.batch_id.clone(), History::new(at, done, total));
    }

    /// What is known of the end of `task` at the instant `now`.
    pub fn forecast(&self, task: &BatchTask, now: DateTime<Utc>) -> Forecast {
        let is_open = counts(task).is_some_and(|(done, total)| done < total);
        if task.standing() != Standing::Running || !is_open || task.batch_id.is_empty() {
            return Forecast::Unknown;
        }
        self.0.get(&task.batch_id).map_or(Forecast::Estimating, |history| history.forecast(now))
    }

    /// The pace of `task`, as long as it runs and is known.
    pub fn rate(&self, task: &BatchTask) -> Option<Rate> {
        let runs = task.standing() == Standing::Running;
        self.0.get(&task.batch_id).filter(|_| runs)?.rate()
    }

    /// When the running ones of these tasks will have ended; `None` unless each has an expected end.
    pub fn last_end(&self, tasks: &[Arc<BatchTask>], now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let running = tasks.iter().filter(|task| task.standing() == Standing::Running);
        last_end(running.map(|task| self.forecast(task, now)))
    }

    /// How many batches are followed.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether none is followed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn forget_one(&mut self) {
        let oldest = self.0.iter().min_by_key(|(_, history)| history.seen_at());
        if let Some(id) = oldest.map(|(id, _)| id.clone()) {
            self.0.remove(&id);
        }
    }
}

/// `SuccessCount` and `TotalCount`, where one can reckon with them.
fn counts(task: &BatchTask) -> Option<(u64, u64)> {
    match task.progress.extent() {
        Extent::Part { success, total } => Some((success, total)),
        Extent::Empty => Some((0, 0)),
        Extent::Unknown | Extent::Inconsistent => None,
    }
}
