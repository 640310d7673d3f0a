//! How long batches usually take, as the tasks of the index tell it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use model::find::rollout::Rollouts;
use model::find::usual::{self, Pace, UsualDurations};
use model::locale::Locale;
use model::sync::index::Piece;
use model::task::{BatchTask, Standing};
use model::view::row::elapsed;
use model::zone::Zone;

use crate::index::runner::Version;

/// What was learned of the durations of rollouts.
#[derive(Default)]
pub struct Durations(RefCell<Learned>);

#[derive(Default)]
struct Learned {
    rollouts: Rollouts,
    usual: UsualDurations,
    /// The pieces as they were learned.
    known: HashMap<u32, Arc<Piece>>,
    /// Of which rows they are.
    version: Option<Version>,
    /// Of which endpoint and account.
    source: u32,
    zone: Option<Zone>,
}

impl Durations {
    /// Whether not all of these rows were learned.
    pub fn is_behind(&self, version: Version) -> bool {
        self.0.borrow().version != Some(version)
    }

    /// All pieces of these rows were learned.
    pub fn has_learned(&self, version: Version) {
        self.0.borrow_mut().version = Some(version);
    }

    /// Learns what is new in a piece of the index. Returns whether there is anything.
    pub fn learn(&self, piece: &Arc<Piece>, version: Version, locale: &Locale) -> bool {
        let mut learned = self.0.borrow_mut();
        let (zone, source) = (Some(locale.assumed_zone), version.source);
        if learned.source != source || learned.zone != zone {
            *learned = Learned { zone, source, ..Learned::default() };
        }
        let Learned { rollouts, usual, known, .. } = &mut *learned;
        let before = known.insert(piece.id(), Arc::clone(piece));
        if before.as_ref().is_some_and(|before| Arc::ptr_eq(before, piece)) {
            return false;
        }
        let before = before.as_deref().map(Piece::rows).unwrap_or_default();
        for (at, row) in piece.rows().iter().enumerate() {
            // Most stay where they are, or move by as many as came.
            let is_known = before.get(at).is_some_and(|it| Arc::ptr_eq(&it.task, &row.task));
            if !is_known {
                usual.learn(rollouts.of(&row.task.task_name), &row.task, locale);
            }
        }
        true
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
