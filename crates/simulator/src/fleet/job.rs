//! What one batch of the fleet does, and how it ends.

use super::failures::Cause;
use super::instances::Place;
use super::skills::{Action, Skill};
use crate::class::{Class, Outcome};
use crate::dice::{Dice, Throw};
use crate::plan::failing;

/// What one batch does, and how it ends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Job {
    pub(super) serial: u64,
    pub(super) dice: Dice,
    pub(super) action: Action,
    pub(super) skill: &'static Skill,
    /// How many versions before the newest.
    pub(super) age: usize,
    pub(super) place: Place,
    /// The index of the batch whose failed instances these are.
    pub(super) retries: Option<u64>,
    /// What most failures have in common.
    pub(super) cause: Cause,
    pub(crate) class: Class,
    pub(super) size: u64,
    pub(super) failing: u64,
}

impl Job {
    pub(super) fn wave(self, wave: u64) -> Self {
        Self { place: Place::Wave(wave), ..self }
    }

    /// With half to two thirds of the instances of its place.
    pub(super) fn sized(self) -> Self {
        let percent = self.dice.between(Throw::SizeWithin, 50, 70);
        Self { size: (self.place.size() * percent / 100).max(1), ..self }
    }

    /// Ends as chance has it.
    pub(super) fn thrown(self) -> Self {
        let outcome = match self.dice.below(Throw::Size, 1000) {
            0..795 => Outcome::Whole,
            795..890 => Outcome::Partly,
            _ => Outcome::Failed,
        };
        self.sized().ended(outcome)
    }

    /// A version that most instances refuse.
    pub(super) fn broken(self) -> Self {
        Self { cause: Cause::Checksum, ..self.sized() }.ended(Outcome::Failed)
    }

    pub(super) fn ended(self, outcome: Outcome) -> Self {
        let failing = failing(self.dice, outcome, self.size);
        // The one instance of a batch cannot fail in part.
        let outcome =
            if failing == 0 && outcome == Outcome::Partly { Outcome::Whole } else { outcome };
        Self { failing, class: Class { outcome, ..self.class }, ..self }
    }
}
