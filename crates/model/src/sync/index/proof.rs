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

impl Suspect {
    /// Whether a row that is not in a range may be gone: it can have been created in more of it than the second at its end.
    fn is_one(row: &Row, range: Interval) -> bool {
        let possible = row.possible();
        let inside = range.within(possible);
        inside.is_some_and(|inside| inside == possible || inside.width() > 0)
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
    /// All of a range was read at the second `at`, after the reply `begun`, and `seen` was there.
    pub(super) fn settle(
        &mut self,
        endpoint: u16,
        range: Interval,
        seen: &HashSet<Key>,
        begun: u64,
        at: i64,
    ) {
        let store = &self.store;
        let part = &mut self.parts[usize::from(endpoint)];
        let is_older = |key: &Key| store.known.get(key).is_some_and(|known| known.reply <= begun);
        let of_endpoint = store.rows(range).filter(|row| row.endpoint == endpoint);
        for (key, row) in of_endpoint.map(|row| (row.key(), row)) {
            if !seen.contains(&key) && is_older(&key) && Suspect::is_one(row, range) {
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
