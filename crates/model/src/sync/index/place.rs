//! Rows of a reply come in: each gets its ordinal and its time of creation, and takes the place of what was known of it.

use std::collections::HashMap;
use std::sync::Arc;

use super::interval::Interval;
use super::row::{DAY, Key, Phase, Row, created_by_begin};
use super::store::Store;
use crate::locale::Locale;
use crate::task::BatchTask;

/// So many rows of one id are told apart by their begins; more keep the order of the reply.
const MOST_ALIKE: u16 = 16;

/// What a reply says about all of its rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reply<'a> {
    pub(super) endpoint: u16,
    /// The range of creation times that was asked for.
    pub(super) range: Interval,
    /// When the row above the first one was created, if there is one.
    pub(super) above: Option<i64>,
    /// When it was given, in seconds.
    pub(super) at: i64,
    /// Later ones are greater.
    pub(super) number: u64,
    /// When the newest page before it was given, in seconds.
    pub(super) newest_at: i64,
    pub(super) locale: &'a Locale,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Placed {
    /// The rows, in the order of the reply.
    pub(super) keys: Vec<Key>,
    /// How many of them are new.
    pub(super) added: u64,
    /// How many of these were created after the newest page before.
    pub(super) fresh: u64,
    /// When the last one was created.
    pub(super) lowest: Option<i64>,
    /// Whether the last one was known before.
    pub(super) ends_known: bool,
}

impl Store {
    pub(super) fn place(&mut self, reply: &Reply<'_>, tasks: &[Arc<BatchTask>]) -> Placed {
        let keys = self.keys(reply.endpoint, tasks);
        let mut placed = Placed::default();
        let mut above = reply.above.unwrap_or(reply.range.to.min(reply.at));
        for key in &keys {
            let old = self.row(key).cloned();
            placed.ends_known = old.is_some();
            let row = self.placed(reply, key, old.as_ref(), above);
            placed.added += u64::from(old.is_none());
            placed.fresh += u64::from(old.is_none() && row.created > reply.newest_at);
            above = row.created;
            match old {
                None => self.insert(row, reply.at, reply.number),
                Some(old) => self.update(&old, row, reply),
            }
        }
        placed.lowest = (!keys.is_empty()).then_some(above);
        placed.keys = keys;
        placed
    }

    /// Whether the rows of a reply can have been created in `range`: most begins are within a day of it, and what is known of
    /// most rows does not contradict.
    pub(super) fn fits(
        &self,
        endpoint: u16,
        tasks: &[Arc<BatchTask>],
        range: Interval,
        locale: &Locale,
    ) -> bool {
        let about = Interval::new(range.from.saturating_sub(DAY), range.to.saturating_add(DAY));
        let odd = tasks.iter().filter(|task| {
            let begin = task.begin.instant(locale).map(|begin| begin.timestamp());
            let key = Key { task: Arc::clone(task), endpoint, ordinal: 0 };
            let known = self.row(&key).map(|row| row.bounds);
            begin.is_some_and(|begin| !about.holds(begin))
                || known.is_some_and(|bounds| bounds.within(range).is_none())
        });
        odd.count() * 2 <= tasks.len() || tasks.len() < 3
    }

    /// The row as it is now. What has no begin was created no later than the row above it.
    fn placed(&mut self, reply: &Reply<'_>, key: &Key, old: Option<&Row>, above: i64) -> Row {
        let task = key.task.clone();
        let bounds = match old {
            Some(old) => old.bounds.within(reply.range).unwrap_or(reply.range),
            None => reply.range,
        };
        let by_begin = created_by_begin(&task, bounds, reply.locale);
        let created = match (old, by_begin) {
            (Some(old), _) if old.task.begin == task.begin => old.created,
            (None, Some(begin)) => begin,
            (Some(old), Some(begin)) if old.has_waited => begin.min(old.created),
            (Some(_), Some(begin)) => begin,
            (Some(old), None) => old.created,
            (None, None) => above,
        };
        let created = created.clamp(bounds.from, bounds.to);
        let has_waited = old.map_or(by_begin.is_none(), |old| old.has_waited);
        let phase = match old {
            Some(old) if old.phase == Phase::Settled && old.task == task => Phase::Settled,
            _ => Phase::of(&task, created, reply.at, reply.locale),
        };
        let serial = old.map_or(self.next_serial, |old| old.serial);
        self.next_serial += u64::from(old.is_none());
        let (endpoint, ordinal) = (key.endpoint, key.ordinal);
        Row { task, endpoint, ordinal, created, bounds, serial, phase, has_waited }
    }

    fn update(&mut self, old: &Row, mut row: Row, reply: &Reply<'_>) {
        let (at, number) = (reply.at, reply.number);
        let is_same = old.task == row.task;
        if is_same {
            // So that readers need not compare it.
            row.task = old.task.clone();
        }
        if old.created != row.created {
            self.remove(&old.key());
            self.insert(row, at, number);
        } else if is_same && old.phase == row.phase {
            self.note(&old.key(), row.bounds, at, number);
        } else {
            self.replace(row, at, number);
        }
    }

    /// What identifies the rows of a reply: those of one id count from 0.
    fn keys(&self, endpoint: u16, tasks: &[Arc<BatchTask>]) -> Vec<Key> {
        let mut taken: HashMap<Key, Vec<u16>> = HashMap::new();
        let keys = tasks.iter().map(|task| {
            let first = Key { task: task.clone(), endpoint, ordinal: 0 };
            let taken = taken.entry(first.clone()).or_default();
            let ordinal = self.ordinal(&first, taken);
            taken.push(ordinal);
            first.with_ordinal(ordinal)
        });
        keys.collect()
    }

    /// The ordinal of one more row of an id. Where several are known, a page may have only the later one: its begin tells.
    fn ordinal(&self, first: &Key, taken: &[u16]) -> u16 {
        let free = |ordinal: &u16| !taken.contains(ordinal);
        let next = (0..u16::MAX).find(free).unwrap_or_default();
        if !self.known.contains_key(&first.with_ordinal(1)) {
            return next;
        }
        let same = |ordinal: &u16| {
            let row = self.row(&first.with_ordinal(*ordinal));
            row.is_some_and(|row| {
                row.task.begin == first.task.begin && row.task.task_name == first.task.task_name
            })
        };
        let is_known = |ordinal: &u16| self.known.contains_key(&first.with_ordinal(*ordinal));
        let tried = 0..next.saturating_add(MOST_ALIKE);
        tried.filter(free).filter(is_known).find(same).unwrap_or(next)
    }
}
