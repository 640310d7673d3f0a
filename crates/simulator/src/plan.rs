//! The whole life of one batch, fixed when it is created: when it will run, end and pause, and
//! which of its subtasks will fail. What is seen of it at an instant is in `state`.

use crate::class::{Class, Outcome};
use crate::dice::{Dice, Throw};

/// No batch is unfinished for longer than this, in seconds.
pub(crate) const LONGEST_LIFE: i64 = LONGEST_DISPATCH as i64 + LONGEST_RUN as i64;

const LONGEST_DISPATCH: u64 = 100;
pub(crate) const LONGEST_RUN: u64 = 6000;
/// How many subtasks run at once.
const LANES: u64 = 4;
/// A prime above the largest size: stepping by it visits every subtask once.
const STEP: u64 = 7919;

/// The life of a batch; instants in seconds since 1970.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) index: u64,
    pub(crate) dice: Dice,
    pub(crate) class: Class,
    pub(crate) created: i64,
    pub(crate) started: i64,
    pub(crate) ended: i64,
    /// The number of subtasks, at least 1.
    pub(crate) size: u64,
    /// How many of them will not succeed.
    pub(crate) failing: u64,
    /// Whether it is given up before its last third.
    is_aborted: bool,
    /// Whether its replies have the quirks of the documents' samples.
    pub(crate) has_quirks: bool,
    pause: Option<Pause>,
}

/// How a batch runs, where it is not drawn by lot.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    /// Seconds before the first subtask begins.
    pub(crate) dispatch: u64,
    /// Seconds from then to the end.
    pub(crate) length: u64,
    pub(crate) size: u64,
    pub(crate) failing: u64,
    /// How likely it is to halt.
    pub(crate) pause_percent: u64,
}

/// A halt in the middle of a run.
#[derive(Debug, Clone, Copy)]
struct Pause {
    /// After how many thousandths of the subtasks.
    after: u64,
    /// How many thousandths of the run it lasts.
    share: u64,
}

impl Plan {
    pub(crate) fn draw(index: u64, dice: Dice, class: Class, created: i64) -> Self {
        let size = size(dice);
        let run = Run {
            dispatch: dice.between(Throw::Dispatch, 20, LONGEST_DISPATCH),
            length: length(dice),
            size,
            failing: failing(dice, class.outcome, size),
            pause_percent: 20,
        };
        let is_aborted = class.outcome == Outcome::Failed && dice.happens(Throw::Abort, 25);
        Self { is_aborted, ..Self::of_run(index, dice, class, created, run) }
    }

    /// A batch that runs like this, and to its end.
    pub(crate) fn of_run(index: u64, dice: Dice, class: Class, created: i64, run: Run) -> Self {
        let started = created + run.dispatch as i64;
        let pause = dice.happens(Throw::Pause, run.pause_percent).then(|| Pause {
            after: dice.between(Throw::PauseAt, 300, 800),
            share: dice.between(Throw::PauseLength, 200, 500),
        });
        let ended = started + run.length as i64;
        let Run { size, failing, .. } = run;
        let (is_aborted, has_quirks) = (false, true);
        Self {
            index,
            dice,
            class,
            created,
            started,
            ended,
            size,
            failing,
            is_aborted,
            has_quirks,
            pause,
        }
    }

    /// When the subtask `number` ends, the last one with the batch.
    pub(crate) fn finish(&self, number: u64) -> i64 {
        let length = (self.ended - self.started) as u64;
        let done = number + 1;
        let halt = match self.pause {
            Some(pause) if done * 1000 > pause.after * self.size => length * pause.share / 1000,
            _ => 0,
        };
        let work = length - self.pause.map_or(0, |pause| length * pause.share / 1000);
        self.started + (work * done / self.size + halt) as i64
    }

    /// When the subtask `number` begins: a lane becomes free.
    pub(crate) fn begin(&self, number: u64) -> i64 {
        number.checked_sub(LANES).map_or(self.started, |before| self.finish(before))
    }

    /// Whether the batch halts at `now`.
    pub(crate) fn pauses(&self, now: i64) -> bool {
        let Some(pause) = self.pause else { return false };
        let length = (self.ended - self.started) as u64;
        let work = length - length * pause.share / 1000;
        let from = self.started + (work * pause.after / 1000) as i64;
        (from..from + (length * pause.share / 1000) as i64).contains(&now)
    }

    /// Whether the subtask `number` will not succeed.
    pub(crate) fn fails(&self, number: u64) -> bool {
        let offset = self.dice.below(Throw::FailureOffset, self.size);
        (number * STEP + offset) % self.size < self.failing
    }

    /// Whether the subtask `number`, which fails, is cut off rather than refused: some failed
    /// batches are given up before their last third.
    pub(crate) fn is_cut_off(&self, number: u64) -> bool {
        self.is_aborted && number * 3 > self.size * 2
    }
}

/// Most batches are small, a few have hundreds of subtasks.
fn size(dice: Dice) -> u64 {
    let (low, high) = match dice.below(Throw::Size, 100) {
        0..8 => (1, 1),
        8..40 => (2, 16),
        40..75 => (17, 64),
        75..95 => (65, 150),
        _ => (151, 300),
    };
    dice.between(Throw::SizeWithin, low, high)
}

/// Seconds of running: half are over within minutes, a few take more than an hour.
fn length(dice: Dice) -> u64 {
    let (low, high) = match dice.below(Throw::Length, 100) {
        0..50 => (20, 150),
        50..85 => (180, 720),
        85..98 => (900, 2400),
        _ => (2700, LONGEST_RUN),
    };
    dice.between(Throw::LengthWithin, low, high)
}

/// How many of `size` subtasks do not succeed in a batch that ends like this.
pub(crate) fn failing(dice: Dice, outcome: Outcome, size: u64) -> u64 {
    match outcome {
        Outcome::Whole | Outcome::Archiving => 0,
        // A single subtask cannot fail in part.
        Outcome::Partly => dice.between(Throw::Failures, 1, (size / 8).max(1)).min(size - 1),
        Outcome::Failed => dice.between(Throw::Failures, size.div_ceil(3), size),
    }
}
