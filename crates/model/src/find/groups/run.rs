//! A rollout in progress: how far its latest run is, when it ends, and in which wave.
//!
//! A run is read from names and times, because the API knows none. The rules:
//!
//! - It has the version of the newest batch that runs: see [`Rollout::run`].
//! - Back from its newest batch each wave counts once, as it was tried last. A batch of a higher wave than has been reached is of an earlier
//!   run of the same version, and so is all before it. So is what is before the first wave and of a higher one than any since, though it
//!   may still run.
//! - A batch without a wave is a run by itself, so that only those count that run now.
//! - How many waves there are is what the names say, `wave 3 of 6`. Else it is the highest wave of the last three runs before, since one
//!   that was stopped has fewer; and where that is less than is reached now, nothing is said.

use std::cmp::Reverse;

use chrono::{DateTime, Utc};

use crate::find::rollout::{Rollout, Wave};
use crate::locale::Locale;
use crate::progress::Extent;
use crate::task::{BatchTask, Standing};

/// How many runs before this one are asked for the number of waves.
const RUNS_BEFORE: usize = 3;

/// The latest run of a rollout, some of which runs now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// How many instances are done, and how many there are, where all counts are known.
    pub instances: Option<(u64, u64)>,
    /// When the last of what runs ends, where that is known of each.
    pub end: Option<DateTime<Utc>>,
    /// The highest wave that runs, where it can be read.
    pub wave: Option<Wave>,
}

/// A batch, and what its name says.
struct Read<'a> {
    task: &'a BatchTask,
    name: Rollout,
    runs: bool,
}

impl Run {
    /// Of all known batches of a rollout, in any order: those that a search has left out belong to the run as well. `end_of` is
    /// when a batch ends, such as [`average_end`](crate::forecast::average_end). `None` where none runs.
    pub fn of<'a>(
        batches: impl IntoIterator<Item = &'a BatchTask>,
        locale: &Locale,
        end_of: &dyn Fn(&BatchTask) -> Option<DateTime<Utc>>,
    ) -> Option<Self> {
        let mut batches: Vec<Read> = batches.into_iter().map(Read::new).collect();
        // One whose begin is not known yet has only just come.
        let began =
            |read: &Read| read.task.begin.instant(locale).unwrap_or(DateTime::<Utc>::MAX_UTC);
        batches.sort_by_key(|read| Reverse(began(read)));
        let newest = batches.iter().find(|read| read.runs)?;
        let run = newest.name.run.clone();
        let is_of_run = places_of_run(&batches, &run);
        let of_run = || batches.iter().zip(&is_of_run).filter(|(_, is)| **is).map(|(read, _)| read);
        let running = || of_run().filter(|read| read.runs);
        let mut end = None;
        for read in running() {
            match end_of(read.task) {
                Some(at) => end = end.max(Some(at)),
                None => {
                    end = None;
                    break;
                }
            }
        }
        let wave = running().filter_map(|read| read.name.wave).max_by_key(|wave| wave.number);
        let said = of_run().filter_map(|read| read.name.wave?.of).max();
        let of = said.or_else(|| waves_before(&batches, &is_of_run));
        let wave =
            wave.map(|Wave { number, .. }| Wave { number, of: of.filter(|of| *of >= number) });
        Some(Self { instances: instances(of_run()), end, wave })
    }
}

impl<'a> Read<'a> {
    fn new(task: &'a BatchTask) -> Self {
        let runs = matches!(task.standing(), Standing::Running | Standing::Dispatching);
        Self { task, name: Rollout::read(&task.task_name), runs }
    }

    fn wave(&self) -> Option<u32> {
        self.name.wave.map(|wave| wave.number)
    }
}

/// For each batch, from the newest to the oldest, whether it is of the latest run.
fn places_of_run(batches: &[Read], run: &str) -> Vec<bool> {
    let of_version = |read: &Read| read.name.run == run;
    let oldest_running = batches.iter().rposition(|read| read.runs && of_version(read));
    let until_then = batches.iter().take(oldest_running.map_or(0, |place| place + 1));
    let reached = until_then.filter(|read| of_version(read)).filter_map(Read::wave).max();
    let mut seen = Vec::new();
    let mut is_over = false;
    let mut is_of_run = |read: &Read| match read.wave() {
        _ if !of_version(read) => false,
        None => read.runs,
        Some(wave) => {
            let is_before_the_first = seen.contains(&1) && seen.iter().all(|later| wave > *later);
            is_over |= is_before_the_first || reached.is_none_or(|reached| wave > reached);
            let is_new = !is_over && !seen.contains(&wave);
            seen.push(wave);
            is_new
        }
    };
    batches.iter().map(&mut is_of_run).collect()
}

/// How many waves the last runs before this one had.
fn waves_before(batches: &[Read], is_of_run: &[bool]) -> Option<u32> {
    let first = is_of_run.iter().rposition(|is| *is)? + 1;
    let before = || batches[first..].iter().filter(|read| read.wave().is_some());
    let mut runs: Vec<&str> = Vec::new();
    for read in before() {
        if runs.len() < RUNS_BEFORE && !runs.contains(&&*read.name.run) {
            runs.push(&read.name.run);
        }
    }
    before().filter(|read| runs.contains(&&*read.name.run)).filter_map(Read::wave).max()
}

fn instances<'a>(batches: impl Iterator<Item = &'a Read<'a>>) -> Option<(u64, u64)> {
    let mut sums = (0_u64, 0_u64);
    for read in batches {
        match read.task.progress.extent() {
            Extent::Part { success, total } => {
                sums = (sums.0.saturating_add(success), sums.1.saturating_add(total));
            }
            Extent::Empty => {}
            Extent::Unknown | Extent::Inconsistent => return None,
        }
    }
    Some(sums).filter(|(_, total)| *total > 0)
}
