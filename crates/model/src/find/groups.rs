//! Groups of what was found: which there are, and what each has in common.

use std::collections::HashMap;
use std::hash::Hash;

use chrono::{DateTime, TimeDelta, Utc};

use super::usual::median;
use crate::locale::Locale;
use crate::task::{BatchTask, Duration, Standing};

mod run;

pub use run::Run;

/// What batches have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// How many there are.
    pub count: usize,
    /// Of those that ended: fully done.
    pub done: usize,
    /// Of those that ended: partly done.
    pub partly: usize,
    /// Of those that ended: failed.
    pub failed: usize,
    /// When the last one began, where that is known.
    pub last: Option<DateTime<Utc>>,
    /// The median of how long those took that ended.
    pub median: Option<TimeDelta>,
}

/// The places of equal keys, counted from 0: the groups by their first place, so that rows that are sorted make groups that are.
pub fn split<K: Clone + Eq + Hash>(keys: impl IntoIterator<Item = K>) -> Vec<(K, Vec<usize>)> {
    let mut groups: Vec<(K, Vec<usize>)> = Vec::new();
    let mut known: HashMap<K, usize> = HashMap::new();
    for (place, key) in keys.into_iter().enumerate() {
        let group = *known.entry(key).or_insert_with_key(|key| {
            groups.push((key.clone(), Vec::new()));
            groups.len() - 1
        });
        groups[group].1.push(place);
    }
    groups
}

impl Summary {
    /// Of batches in any order. One of a status that is not documented is counted, but is none that ended.
    pub fn of<'a>(batches: impl IntoIterator<Item = &'a BatchTask>, locale: &Locale) -> Self {
        let mut summary = Self::default();
        let mut lengths = Vec::new();
        for task in batches {
            summary.count += 1;
            summary.last = summary.last.max(task.begin.instant(locale));
            let counted = match task.standing() {
                Standing::Completed => &mut summary.done,
                Standing::CompletedWithRest { .. } => &mut summary.partly,
                Standing::Failed => &mut summary.failed,
                Standing::Dispatching | Standing::Running | Standing::Unknown => continue,
            };
            *counted += 1;
            if let Duration::Took(length) = task.duration(locale) {
                lengths.push(length);
            }
        }
        summary.median = median(lengths).map(|(median, _)| median);
        summary
    }

    /// How many ended.
    pub fn ended(&self) -> usize {
        self.done + self.partly + self.failed
    }

    /// Which part of those that ended is fully done, in percent and rounded down.
    pub fn percent_done(&self) -> Option<usize> {
        (self.done * 100).checked_div(self.ended())
    }
}

#[cfg(test)]
mod tests;
