//! One row of the index, what identifies it, and when it was created.

use std::cmp::Reverse;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::interval::Interval;
use crate::locale::Locale;
use crate::status::{BatchStatus, Reported};
use crate::task::BatchTask;
use crate::time::Timestamp;

pub(super) const DAY: i64 = 86_400;

/// A batch task as the list has it.
#[derive(Clone, Debug)]
pub struct Row {
    /// The task. It is the same `Arc` until something in it changes.
    pub task: Arc<BatchTask>,
    /// Which of the endpoints of the index has it.
    pub endpoint: u16,
    /// How many rows of the same id the reply had above it; nearly always 0.
    pub ordinal: u16,
    pub(super) created: i64,
    /// In which range the API says that it was created.
    pub(super) bounds: Interval,
    /// Rows of one second are in the order in which they came.
    pub(super) serial: u64,
    pub(super) phase: Phase,
    /// Whether there was no begin when it was read first, so that its creation was estimated by its neighbours.
    pub(super) has_waited: bool,
}

/// Whether a row is read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// It is dispatching or running.
    Unfinished,
    /// Its status is unknown, or it was last read within a day after its end.
    Unsettled,
    /// Nothing more happens to it.
    Settled,
}

/// What identifies a row: endpoint, `BatchId` and ordinal. Without an id: name, type and begin.
#[derive(Clone, Debug)]
pub(super) struct Key {
    pub(super) task: Arc<BatchTask>,
    pub(super) endpoint: u16,
    pub(super) ordinal: u16,
}

/// The place of a row among all: the newest first.
pub(super) type Order = (Reverse<i64>, u64);

impl Row {
    /// When the batch was created, as far as it is known: see [`crate::sync::index`].
    pub fn created(&self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.created, 0).unwrap_or_default()
    }

    pub(super) fn order(&self) -> Order {
        (Reverse(self.created), self.serial)
    }

    pub(super) fn key(&self) -> Key {
        Key { task: self.task.clone(), endpoint: self.endpoint, ordinal: self.ordinal }
    }

    /// In which range it was created, whatever the zone of its begin and however long it waited for that: up to a day, or a month
    /// if it was seen waiting.
    pub(super) fn possible(&self) -> Interval {
        let off = if self.has_waited { 30 * DAY } else { DAY };
        let about = Interval::new(self.created - off, self.created + off);
        about.within(self.bounds).unwrap_or(about)
    }
}

impl Key {
    pub(super) fn with_ordinal(&self, ordinal: u16) -> Self {
        Self { ordinal, ..self.clone() }
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        let (task, same) = (&self.task, &other.task);
        self.endpoint == other.endpoint
            && self.ordinal == other.ordinal
            && task.batch_id == same.batch_id
            && (!task.batch_id.is_empty()
                || task.task_name == same.task_name
                    && task.task_type == same.task_type
                    && task.begin == same.begin)
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.endpoint, self.ordinal).hash(state);
        let id = &self.task.batch_id;
        if id.is_empty() { self.task.task_name.hash(state) } else { id.hash(state) }
    }
}

impl Phase {
    /// Of a task that was read at the second `at`.
    pub(super) fn of(task: &BatchTask, created: i64, at: i64, locale: &Locale) -> Self {
        match &task.status {
            Reported::Known(BatchStatus::Dispatching | BatchStatus::Running) => Self::Unfinished,
            Reported::Unknown(_) => Self::Unsettled,
            Reported::Known(_) => {
                let ended = second(&task.end, at - 2 * DAY, locale).unwrap_or(created + DAY);
                if at >= ended.saturating_add(DAY) { Self::Settled } else { Self::Unsettled }
            }
        }
    }
}

/// The second of a time, where it can be read. Before `exact` it may be off by the zone: to ask a zone takes long in a browser.
fn second(time: &Timestamp, exact: i64, locale: &Locale) -> Option<i64> {
    match time {
        Timestamp::Zoneless { local, .. } if local.and_utc().timestamp() < exact => {
            Some(local.and_utc().timestamp())
        }
        _ => Some(time.instant(locale)?.timestamp()),
    }
}

/// When a task was created by its begin, where it has one, within the range of the call.
pub(super) fn created_by_begin(task: &BatchTask, bounds: Interval, locale: &Locale) -> Option<i64> {
    let begin = task.begin.instant(locale)?.timestamp();
    Some(begin.clamp(bounds.from, bounds.to.max(bounds.from)))
}
