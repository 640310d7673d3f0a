//! How long batches usually take, as the tasks of the index tell it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use model::find::rollout::Rollouts;
use model::find::usual::{self, Pace, UsualDurations};
use model::locale::Locale;
use model::task::{BatchTask, Standing};
use model::view::row::elapsed;
use model::zone::Zone;

/// What was learned of the durations of rollouts.
#[derive(Default)]
pub struct Durations(RefCell<Learned>);

#[derive(Default)]
struct Learned {
    rollouts: Rollouts,
    usual: UsualDurations,
    /// The tasks as they were learned.
    known: HashMap<String, Arc<BatchTask>>,
    zone: Option<Zone>,
}

impl Durations {
    /// Learns from all tasks of the index what is new in them.
    pub fn learn(&self, tasks: &[Arc<BatchTask>], locale: &Locale) {
        let mut learned = self.0.borrow_mut();
        let zone = Some(locale.assumed_zone);
        if tasks.is_empty() || learned.zone != zone {
            *learned = Learned { zone, ..Learned::default() };
        }
        let Learned { rollouts, usual, known, .. } = &mut *learned;
        for task in tasks {
            if known.get(&task.batch_id).is_some_and(|before| Arc::ptr_eq(before, task)) {
                continue;
            }
            usual.learn(rollouts.of(&task.task_name), task, locale);
            known.insert(task.batch_id.clone(), Arc::clone(task));
        }
    }

    /// How long a batch usually takes, and the last ones took, where enough like it are known.
    pub fn pace(&self, task: &BatchTask, locale: &Locale) -> Option<Pace> {
        let learned = self.0.borrow();
        learned.usual.pace(learned.rollouts.known(&task.task_name)?, task, locale)
    }

    /// How long a batch usually takes, where enough like it are known.
    fn usual(&self, task: &BatchTask, locale: &Locale) -> Option<TimeDelta> {
        Some(self.pace(task, locale)?.usual)
    }

    /// Whether a batch that runs takes unusually long.
    pub fn is_slow(&self, task: &BatchTask, locale: &Locale, now: DateTime<Utc>) -> bool {
        let runs = task.standing() == Standing::Running;
        let elapsed = if runs { elapsed(locale, task, now) } else { None };
        let usual = elapsed.and_then(|elapsed| Some((elapsed, self.usual(task, locale)?)));
        usual.is_some_and(|(elapsed, usual)| usual::is_slow(elapsed, usual))
    }
}
