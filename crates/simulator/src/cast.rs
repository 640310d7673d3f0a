//! The instances of one batch and their error messages, by the number of the subtask.

use crate::dice::Dice;
use crate::fleet::{Participants, instances};
use crate::identifier::instance_id;
use crate::plan::Plan;
use crate::wording::error_message;

/// Who takes part in a batch.
pub(crate) enum Cast {
    /// Each subtask has an instance of its own.
    Drawn(Dice),
    /// Instances of the fleet: id and message of each subtask.
    Fleet(Vec<(String, String)>),
}

impl Cast {
    /// The participants of `plan`, those that fail at the subtasks that fail.
    pub(crate) fn of_fleet(seed: u64, plan: &Plan, participants: Participants) -> Self {
        let mut failing = participants.failing.into_iter();
        let mut healthy = participants.healthy.into_iter();
        let subtasks = (0..plan.size).filter_map(|number| {
            if plan.fails(number) {
                let (instance, cause) = failing.next()?;
                Some((instances::id(seed, instance), cause.message(seed, instance, plan.dice)))
            } else {
                Some((instances::id(seed, healthy.next()?), String::new()))
            }
        });
        Self::Fleet(subtasks.collect())
    }

    pub(crate) fn instance(&self, number: u64) -> String {
        match self {
            Self::Drawn(batch) => instance_id(batch.part(number)),
            Self::Fleet(subtasks) => {
                subtasks.get(number as usize).map_or_else(String::new, |(id, _)| id.clone())
            }
        }
    }

    pub(crate) fn error(&self, number: u64) -> String {
        match self {
            Self::Drawn(batch) => error_message(*batch, batch.part(number)),
            Self::Fleet(subtasks) => {
                subtasks.get(number as usize).map_or_else(String::new, |(_, error)| error.clone())
            }
        }
    }
}
