//! Rows that are not there any more. One that a complete reading of its range did not have is suspected, and removed once the
//! whole range in which it can have been created was read twice without it, half a minute apart.

use std::collections::HashSet;

use super::Index;
use super::interval::{Interval, Intervals};
use super::job::Kind;
use super::outcome::MOST_OF_RANGE;
use super::row::{Key, Row};

/// A proxy may give an answer twice: a second reading counts after so many seconds.
const PAUSE: i64 = 30;
/// For one row no more than so many others are read.
const MOST_ROWS: usize = 10_000;
/// After so many readings that proved nothing a row is left alone.
const MOST_TRIES: u8 = 6;

/// A row that may be gone.
#[derive(Clone, Debug)]
pub(super) struct Suspect {
    /// Where it can still be.
    left: Interval,
    misses: u8,
    tries: u8,
    /// Readings before this second do not count.
    counts_at: i64,
    /// When its range is read next.
    pub(super) asked_at: i64,
}

/// A complete reading.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settled<'a> {
    pub(super) range: Interval,
    /// What was there.
    pub(super) seen: &'a HashSet<Key>,
    /// The number of the reply before it.
    pub(super) begun: u64,
    /// When the last page was given, in seconds.
    pub(super) at: i64,
    /// What began so little after the begin of the range, in seconds, may have been created before: it is not suspected.
    pub(super) margin: i64,
}

impl Suspect {
    /// Whether a row that is not in a range may be gone: it can have been created in more of it than the second at its end.
    fn is_one(row: &Row, range: Interval, margin: i64) -> bool {
        let possible = row.possible();
        let inside = range.within(possible);
        let is_well_inside = range.from == i64::MIN || row.created - range.from >= margin;
        inside.is_some_and(|inside| inside == possible || inside.width() > 0 && is_well_inside)
    }

    fn new(row: &Row, at: i64) -> Self {
        Self { left: row.possible(), misses: 0, tries: 0, counts_at: at, asked_at: at }
    }

    /// It is not in this range. Whether it is nowhere.
    fn is_cleared_by(&mut self, range: Interval) -> bool {
        let Some(known) = range.within(self.left) else { return false };
        if known == self.left {
            return true;
        }
        if known.to == self.left.to {
            self.left.to = known.from;
        } else if known.from == self.left.from {
            self.left.from = known.to;
        }
        false
    }
}

impl Index {
    /// All of a range was read.
    pub(super) fn settle(&mut self, endpoint: u16, all: &Settled<'_>) {
        let Settled { range, seen, begun, at, margin } = *all;
        let store = &self.store;
        let part = &mut self.parts[usize::from(endpoint)];
        let is_older = |key: &Key| store.known.get(key).is_some_and(|known| known.reply <= begun);
        let of_endpoint = store.rows(range).filter(|row| row.endpoint == endpoint);
        for (key, row) in of_endpoint.map(|row| (row.key(), row)) {
            if !seen.contains(&key) && is_older(&key) && Suspect::is_one(row, range, margin) {
                part.suspects.entry(key).or_insert_with(|| Suspect::new(row, at));
            }
        }
        let mut gone = Vec::new();
        for (key, suspect) in &mut part.suspects {
            if at < suspect.counts_at || !is_older(key) || !suspect.is_cleared_by(range) {
                continue;
            }
            suspect.misses += 1;
            (suspect.counts_at, suspect.asked_at) = (at + PAUSE, at + PAUSE);
            match store.row(key) {
                Some(row) if suspect.misses < 2 => suspect.left = row.possible(),
                _ => gone.push(key.clone()),
            }
        }
        for key in gone {
            part.suspects.remove(&key);
            self.store.remove(&key);
        }
    }

    /// A row was not where it was looked for.
    pub(super) fn suspect(&mut self, endpoint: u16, key: &Key, at: i64) {
        let Some(row) = self.store.row(key) else { return };
        let suspects = &mut self.parts[usize::from(endpoint)].suspects;
        suspects.entry(key.clone()).or_insert_with(|| Suspect::new(row, at));
    }

    /// Has the ranges read in which suspected rows can be.
    pub(super) fn prove(&mut self, endpoint: u16, now: i64) {
        let store = &self.store;
        let part = &mut self.parts[usize::from(endpoint)];
        if part.suspects.is_empty() || part.has(Kind::Whole) {
            return;
        }
        part.suspects
            .retain(|key, suspect| suspect.tries < MOST_TRIES && store.known.contains_key(key));
        let mut ranges = Intervals::default();
        for suspect in part.suspects.values_mut().filter(|suspect| suspect.asked_at <= now) {
            suspect.tries += 1;
            suspect.asked_at = now + PAUSE;
            let range = Interval { to: suspect.left.to.min(now), ..suspect.left };
            if range.from <= range.to && store.count(range) <= MOST_ROWS {
                ranges.add(range);
            }
        }
        for range in ranges.iter() {
            let id = self.new_id();
            self.parts[usize::from(endpoint)].push(id, Kind::Whole, range, MOST_OF_RANGE);
        }
    }
}
