//! How long batches of a rollout usually take, and which one is slow.
//!
//! Usual is the median of the last ten batches of the rollout that were fully done and had half to double the size, if there are
//! at least three; only those count that began before. Slow is what takes more than twice as long, and more than a minute.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use chrono::TimeDelta;

use super::rollout::RolloutId;
use crate::forecast::wording;
use crate::format::grouped;
use crate::locale::Locale;
use crate::progress::Extent;
use crate::task::{BatchTask, Duration, Standing};
use crate::tr;
use crate::view::row::{Ends, Slow};

/// How many batches are compared.
const LAST: usize = 10;
/// Fewer say nothing.
const FEWEST: usize = 3;
/// How many batches of a rollout are looked at for some of a similar size.
const LOOKED_AT: usize = 1_000;
/// What is over in this time is not slow.
const SHORT: TimeDelta = TimeDelta::minutes(1);
/// Up to here a time is said in seconds.
const SAID_IN_SECONDS: i64 = 90;

/// The batches that were fully done, by rollouts. It is kept up batch by batch, whatever their order.
///
/// Times without a zone are of the assumed one: where that changes, it has to be filled anew.
#[derive(Clone, Debug, Default)]
pub struct UsualDurations(HashMap<RolloutId, Vec<Done>>);

/// A batch that was fully done. Those of a rollout are in the order of the list, which is the one they mostly come in: the newest
/// first.
#[derive(Clone, Copy, Debug)]
struct Done {
    /// In seconds since 1970.
    began: i64,
    /// Tells it from others that began in the same second.
    id: u64,
    took: TimeDelta,
    size: u64,
}

/// How long the batches of a rollout take that are like one of its batches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pace {
    /// How long a batch like this one usually takes; more than nothing.
    pub usual: TimeDelta,
    /// The last batches like it that ended fully done, the oldest first: ten at most.
    pub last: Vec<LastRun>,
}

/// A batch of the rollout that ended fully done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastRun {
    /// How long it took.
    pub took: TimeDelta,
    /// How many sub-tasks it had; 0 where that is not known.
    pub subtasks: u64,
}

impl UsualDurations {
    /// What is known of a batch now. One without an id is left out, since nobody could tell that it came again.
    pub fn learn(&mut self, rollout: RolloutId, task: &BatchTask, locale: &Locale) {
        let Some(began) = began(task, locale).filter(|_| !task.batch_id.is_empty()) else { return };
        let id = hash_of(&task.batch_id);
        let of_rollout = self.0.entry(rollout).or_default();
        let place = of_rollout.binary_search_by(|done| (began, id).cmp(&(done.began, done.id)));
        let done = fully_done(task, locale).map(|(took, size)| Done { began, id, took, size });
        match (place, done) {
            (Ok(at), Some(done)) => of_rollout[at] = done,
            (Err(at), Some(done)) => of_rollout.insert(at, done),
            (Ok(at), None) => drop(of_rollout.remove(at)),
            (Err(_), None) => {}
        }
    }

    /// Forgets all batches.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// How long a batch like this one usually takes, and how long the last ones took; `None` where too few are known.
    pub fn pace(&self, rollout: RolloutId, task: &BatchTask, locale: &Locale) -> Option<Pace> {
        let Extent::Part { total: size, .. } = task.progress.extent() else { return None };
        let began = began(task, locale).unwrap_or(i64::MAX);
        let of_rollout = self.0.get(&rollout)?;
        let before = of_rollout.partition_point(|done| done.began >= began);
        let is_similar = |done: &&Done| done.size >= size.div_ceil(2) && done.size <= size * 2;
        let similar = of_rollout[before..].iter().take(LOOKED_AT).filter(is_similar).take(LAST);
        let run = |done: &Done| LastRun { took: done.took, subtasks: done.size };
        let mut last: Vec<_> = similar.map(run).collect();
        last.reverse();
        let (usual, count) = median(last.iter().map(|run| run.took).collect())?;
        (count >= FEWEST).then_some(Pace { usual, last })
    }
}

fn hash_of(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

fn began(task: &BatchTask, locale: &Locale) -> Option<i64> {
    task.begin.instant(locale).map(|begin| begin.timestamp())
}

/// How long a batch took of which every sub-task succeeded, and how many these were.
fn fully_done(task: &BatchTask, locale: &Locale) -> Option<(TimeDelta, u64)> {
    match (task.standing(), task.progress.extent(), task.duration(locale)) {
        (Standing::Completed, Extent::Part { total, .. }, Duration::Took(took)) => {
            Some((took, total))
        }
        _ => None,
    }
}

/// The median, and of how many; between the two in the middle where there are two.
pub(super) fn median(mut lengths: Vec<TimeDelta>) -> Option<(TimeDelta, usize)> {
    lengths.sort_unstable();
    let count = lengths.len();
    let upper = *lengths.get(count / 2)?;
    let lower = lengths[(count - 1) / 2];
    Some((lower + (upper - lower) / 2, count))
}

/// How many times as long as usual, in tenths and rounded down; `None` without a usual duration.
pub fn tenths(elapsed: TimeDelta, usual: TimeDelta) -> Option<u64> {
    let tenths =
        elapsed.num_milliseconds().checked_mul(10)?.checked_div(usual.num_milliseconds())?;
    u64::try_from(tenths).ok()
}

/// Such a number of tenths in words: `2.1`, and `12` from ten times on.
pub fn factor(tenths: u64) -> String {
    match (tenths / 10, tenths % 10) {
        (whole @ 10.., _) => grouped(whole),
        (whole, tenth) => format!("{whole}.{tenth}"),
    }
}

/// Whether that is unusually slow: longer than a minute, and than twice the usual.
pub fn is_slow(elapsed: TimeDelta, usual: TimeDelta) -> bool {
    elapsed > SHORT && usual > TimeDelta::zero() && elapsed - usual > usual
}

/// What a row says of it: `2.1×`; nothing where it is not slow.
pub fn slow(locale: &Locale, elapsed: TimeDelta, usual: TimeDelta) -> Slow {
    let tenths = tenths(elapsed, usual).filter(|_| is_slow(elapsed, usual));
    let Some(factor) = tenths.map(factor) else { return Slow::default() };
    Slow {
        words: tr!(locale, "{factor} times slower than usual", factor = factor),
        factor: factor + "×",
    }
}

/// `3 min`, `40 s`.
pub fn rough(locale: &Locale, length: TimeDelta) -> String {
    let seconds = length.num_milliseconds().saturating_add(500) / 1000;
    if seconds < SAID_IN_SECONDS {
        tr!(locale, "{count} s", count = seconds.max(1))
    } else {
        wording::rounded(locale, length)
    }
}

/// What stands for the end of a batch of which nothing is done yet: `usually 3 min`.
pub fn usually(locale: &Locale, usual: TimeDelta) -> Ends {
    Ends {
        day: tr!(locale, "usually {time}", time = rough(locale, usual)),
        title: tr!(
            locale,
            "By the last batches of this rollout that were fully done and of a similar size"
        )
        .to_owned(),
        ..Ends::default()
    }
}

#[cfg(test)]
mod tests;
