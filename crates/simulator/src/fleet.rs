//! The world of the demo: one fleet of 300 instances, over which skills are rolled out in waves. A few instances fail again
//! and again, and most failures have one of five reasons, so that failures across batches can be seen.
//!
//! A batch is a pure function of seed and index here too. It is numbered back from the start, so that more tasks add older
//! batches and leave the newest as they are.

mod failures;
pub(crate) mod instances;
mod job;
mod skills;

use crate::class::{Class, Kind, Outcome};
use crate::dice::{Dice, Throw};
use crate::plan::{LONGEST_RUN, Plan, Run};
use failures::Cause;
use instances::Place;
use job::Job;
use skills::{Action, RETIRED, SKILLS};

pub(crate) use failures::Participants;

/// The number of the first batch after the start: high enough for any number of tasks before it, and a multiple of
/// [`TRACKS`] and of a rollout's steps.
const ORIGIN: u64 = 40 * 1_000_000_000;

/// Batches take turns: two rollouts at a time, single installs, and the rest.
const TRACKS: u64 = 4;

/// The steps of a rollout; a retry names the step whose failed instances it is for.
const STEPS: [Step; 10] = [
    Step::Wave(1),
    Step::RetryOf(0),
    Step::Wave(2),
    Step::Wave(3),
    Step::RetryOf(3),
    Step::Wave(4),
    Step::Wave(5),
    Step::RetryOf(6),
    Step::Wave(6),
    Step::RetryOf(8),
];

/// How many batches ago a version was replaced by the next one.
const VERSION_AGES: [u64; 2] = [700, 1400];

#[derive(Debug, Clone, Copy)]
enum Step {
    Wave(u64),
    RetryOf(u64),
}

/// All batches of the fleet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fleet {
    seed: u64,
    tasks: u64,
    oddities: bool,
}

impl Fleet {
    pub(crate) fn new(seed: u64, tasks: u32, oddities: bool) -> Self {
        Self { seed, tasks: tasks.into(), oddities }
    }

    /// The batch `index`.
    pub(crate) fn job(&self, index: u64) -> Job {
        let serial = self.serial(index);
        let turn = serial / TRACKS;
        match serial % TRACKS {
            track @ 0..=1 => {
                let length = STEPS.len() as u64;
                self.step(index, track, turn / length, turn % length)
            }
            2 => self.single(index),
            _ => self.other(index),
        }
    }

    pub(crate) fn task_name(&self, index: u64) -> String {
        let job = self.job(index);
        skills::task_name(job.action, job.skill, job.age, job.place)
    }

    /// The life of the batch `index`, created then.
    pub(crate) fn plan(&self, index: u64, created: i64) -> Plan {
        let job = self.job(index);
        let pace = if job.action == Action::NightlySync { 180 } else { job.skill.pace };
        let work = job.size * pace * job.dice.between(Throw::LengthWithin, 80, 125) / 1000;
        let slowness = match job.dice.below(Throw::Length, 100) {
            0..4 => job.dice.between(Throw::Wording, 2, 4),
            _ => 1,
        };
        let run = Run {
            dispatch: job.dice.between(Throw::Dispatch, 8, 40),
            length: ((15 + work) * slowness).min(LONGEST_RUN),
            size: job.size,
            failing: job.failing,
            pause_percent: 8,
        };
        Plan::of_run(index, job.dice, job.class, created, run)
    }

    /// The instances of the batch `index`, and why those fail that do.
    pub(crate) fn participants(&self, index: u64) -> Participants {
        let job = self.job(index);
        match job.retries {
            Some(parent) => self.participants(parent).again(&job),
            None => Participants::choose(self.seed, &job),
        }
    }

    /// The `step` of a rollout; a single install where it has nothing to do.
    fn step(&self, index: u64, track: u64, rollout: u64, step: u64) -> Job {
        let of_rollout = Dice::new(self.seed ^ 0x5eed_f1ee, rollout * TRACKS + track);
        let first = (rollout * STEPS.len() as u64) * TRACKS + track;
        let skill = &SKILLS[of_rollout.below(Throw::Skill, SKILLS.len() as u64) as usize];
        let base = Job {
            skill,
            age: version_age(first, of_rollout),
            ..self.job_of(index, Action::RollOut, Kind::Install, Place::AllRegions)
        };
        if of_rollout.happens(Throw::Abort, 10) {
            return match step {
                0 | 2 => base.wave(1 + step / 2).broken(),
                3 | 4 => Job { action: Action::RollBack, age: base.age + 1, ..base }
                    .wave(step - 2)
                    .thrown(),
                _ => self.single(index),
            };
        }
        match STEPS[step as usize] {
            Step::Wave(wave) => base.wave(wave).thrown(),
            Step::RetryOf(other) => {
                let parent = index.checked_sub((step - other) * TRACKS);
                let retry = parent.and_then(|parent| self.retry(&base, parent));
                retry.unwrap_or_else(|| self.single(index))
            }
        }
    }

    /// The batch that tries the failed instances of `parent` again.
    fn retry(&self, base: &Job, parent: u64) -> Option<Job> {
        let first = self.job(parent);
        if first.failing == 0 {
            return None;
        }
        let retry = Job {
            action: Action::Retry,
            place: first.place,
            retries: Some(parent),
            size: first.failing,
            ..*base
        };
        let failing = self.participants(parent).again(&retry).failing.len() as u64;
        let outcome = match failing {
            0 => Outcome::Whole,
            some if some * 3 < retry.size => Outcome::Partly,
            _ => Outcome::Failed,
        };
        Some(Job { failing, class: Class { outcome, ..retry.class }, ..retry })
    }

    /// One skill at one place.
    fn single(&self, index: u64) -> Job {
        let dice = self.dice(index);
        let place = dice.choose(Throw::Place, &Place::SINGLE);
        let job = self.job_of(index, Action::Install, Kind::Install, place);
        let skill = &SKILLS[dice.below(Throw::Skill, SKILLS.len() as u64) as usize];
        Job { skill, age: version_age(job.serial, dice), ..job }.thrown()
    }

    /// Mostly installs and uninstalls, sometimes what no document names.
    fn other(&self, index: u64) -> Job {
        let dice = self.dice(index);
        let place = dice.choose(Throw::Place, &Place::SINGLE);
        match dice.below(Throw::Class, 100) {
            0..6 if self.oddities => {
                let action = Action::MigrateIndex;
                Job { skill: &SKILLS[0], ..self.job_of(index, action, Kind::SyncIndex, place) }
                    .sized()
                    .ended(Outcome::Archiving)
            }
            6..8 if self.oddities => {
                let place = Place::AllRegions;
                self.job_of(index, Action::NightlySync, Kind::SyncIndex, place).thrown()
            }
            8..50 => {
                let action = Action::Uninstall(dice.choose(Throw::Skill, &RETIRED));
                let place = if dice.happens(Throw::Wave, 10) { Place::AllRegions } else { place };
                self.job_of(index, action, Kind::Uninstall, place).thrown()
            }
            _ => self.single(index),
        }
    }

    fn job_of(&self, index: u64, action: Action, kind: Kind, place: Place) -> Job {
        let (serial, dice) = (self.serial(index), self.dice(index));
        Job {
            serial,
            dice,
            action,
            skill: &SKILLS[0],
            age: 0,
            place,
            retries: None,
            cause: Cause::throw(serial, dice),
            class: Class { kind, outcome: Outcome::Whole },
            size: 1,
            failing: 0,
        }
    }

    fn dice(&self, index: u64) -> Dice {
        Dice::new(self.seed, self.serial(index))
    }

    fn serial(&self, index: u64) -> u64 {
        ORIGIN + index - self.tasks
    }
}

/// How many versions before the newest a batch installs. Some are late.
fn version_age(serial: u64, dice: Dice) -> usize {
    let ago = ORIGIN.saturating_sub(serial) + dice.below(Throw::Pause, 150);
    VERSION_AGES.iter().filter(|age| ago > **age).count()
}

#[cfg(test)]
mod tests;
