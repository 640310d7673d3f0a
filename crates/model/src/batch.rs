//! One batch with its subtasks, as `DescribeBatchTask` bears it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::status::{Reported, SubtaskStatus};
use crate::task::BatchTask;
use crate::time::Timestamp;

/// A batch with its subtasks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// What its row of the list bears too.
    pub task: BatchTask,
    /// `ApplicationType`, an open set; empty where none was sent.
    pub application_type: String,
    /// `SubTasks`, in the order of the reply. All of them: there are no pages.
    pub subtasks: Vec<Arc<Subtask>>,
    /// The cloud's id of this call, for support.
    pub request_id: Option<String>,
}

/// The part of a batch that concerns one instance. Every field may be missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subtask {
    /// `TaskId`; empty where none was sent.
    pub task_id: String,
    /// `InstanceId`, such as `pa-bp1f6mvi1p84t35d7`; empty where none was sent.
    pub instance_id: String,
    /// `Status`.
    pub status: Reported<SubtaskStatus>,
    /// `TaskBegin`.
    pub begin: Timestamp,
    /// `TaskEnd`.
    pub end: Timestamp,
    /// `ErrorMsg`. Text from outside.
    pub error: String,
    /// The API's names of the fields that could not be read; `SubTasks` for one that is no object.
    pub flaws: Vec<&'static str>,
}

/// How many subtasks are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SubtaskCounts {
    known: [usize; SubtaskStatus::ALL.len()],
    /// In a state that is not documented.
    pub unknown: usize,
}

impl Batch {
    /// Counts the subtasks by their state.
    pub fn counts(&self) -> SubtaskCounts {
        let mut counts = SubtaskCounts::default();
        for subtask in &self.subtasks {
            match subtask.status {
                Reported::Known(status) => counts.known[status as usize] += 1,
                Reported::Unknown(_) => counts.unknown += 1,
            }
        }
        counts
    }

    /// For each subtask, how many with the same ids stand before it: ids may be missing, and then nothing else tells
    /// one from another.
    pub fn ordinals(&self) -> Vec<usize> {
        let mut seen = HashMap::new();
        let ids = self.subtasks.iter().map(|one| (&*one.task_id, &*one.instance_id));
        let ordinal = |ids| {
            let before = seen.entry(ids).or_insert(0);
            *before += 1;
            *before - 1
        };
        ids.map(ordinal).collect()
    }

    /// The subtasks that failed.
    pub fn failed(&self) -> impl Iterator<Item = &Arc<Subtask>> {
        self.subtasks.iter().filter(|subtask| subtask.has_failed())
    }

    /// The instances on which a subtask failed, each once, in the order of the reply.
    pub fn failed_instances(&self) -> Vec<&str> {
        let mut seen = HashSet::new();
        let ids = self.failed().map(|subtask| &*subtask.instance_id);
        ids.filter(|id| !id.is_empty() && seen.insert(*id)).collect()
    }
}

impl Subtask {
    /// Whether it ended with an error.
    pub fn has_failed(&self) -> bool {
        self.status == Reported::Known(SubtaskStatus::Failed)
    }
}

impl SubtaskCounts {
    /// How many are in this state.
    pub fn of(&self, status: SubtaskStatus) -> usize {
        self.known[status as usize]
    }

    /// All of them.
    pub fn total(&self) -> usize {
        self.known.iter().sum::<usize>() + self.unknown
    }

    /// How many somebody has to look at.
    pub fn needing_attention(&self) -> usize {
        let states = SubtaskStatus::ALL.into_iter().filter(|status| status.needs_attention());
        states.map(|status| self.of(status)).sum()
    }
}
