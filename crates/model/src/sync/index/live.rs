//! What keeps the rows true: the newest page, what is unfinished, and now and then the rest.

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use super::interval::Interval;
use super::job::{Job, Kind};
use super::outcome::MOST_OF_RANGE;
use super::place::Placed;
use super::proof::Settled;
use super::row::{DAY, Key, Phase, Row};
use super::{Index, Stopped};
use crate::request::ListRequest;
use crate::task::TaskPage;

/// Between two readings of the differences, in seconds.
pub(super) const QUARTER: i64 = 900;
/// Between two of the same duties that something gives rise to.
pub(super) const MINUTE: i64 = 60;
/// A row that may still change is read again after so many seconds.
const AGAIN: i64 = 600;
/// A range that is read because of a row has so many others on either side.
const AROUND: usize = 40;
/// So many ranges with rows to be read again are read at once.
const MOST_FINDS: usize = 10;
/// Rows that were created, but not listed, when the head was read are no older, in seconds.
pub(super) const LATE: i64 = 600;

impl Index {
    /// The first page of the list without any filter came, given at the instant `at`.
    pub fn newest_came(&mut self, endpoint: u16, page: &TaskPage, at: DateTime<Utc>) {
        let second = at.timestamp();
        let Some(part) = self.parts.get_mut(usize::from(endpoint)) else { return };
        if part.is_halted && second >= self.stopped_at + MINUTE {
            part.is_halted = false;
            if matches!(self.stopped, Some(Stopped::Failed(_))) {
                self.stopped = None;
            }
        }
        let is_old = part.newest_at.is_some_and(|newest_at| second < newest_at);
        let begun = self.replies;
        let placed = self.place(endpoint, page, Interval::ALL, None, second);
        if is_old {
            return;
        }
        let seen: HashSet<Key> = placed.keys.iter().cloned().collect();
        let is_whole = page.total == Some(seen.len() as u64);
        let until_now = Interval::new(i64::MIN, second);
        if is_whole {
            self.parts[usize::from(endpoint)].coverage.add(until_now);
        } else {
            self.extend(endpoint, &placed, page.total, second);
        }
        let part = &mut self.parts[usize::from(endpoint)];
        (part.expected, part.newest_at) = (page.total, Some(second));
        part.due.difference_at = part.due.difference_at.or(Some(second));
        if is_whole {
            let (range, seen, at, margin) = (until_now, &seen, second, 0);
            return self.settle(endpoint, &Settled { range, seen, begun, at, margin });
        }
        let is_all = part.coverage.contains(until_now);
        let is_long_ago = second - part.due.unfinished_at >= MINUTE;
        let is_elsewhere = |row: &Row| !seen.contains(&row.key());
        let has_others = self.of_phase(endpoint, Phase::Unfinished).any(is_elsewhere);
        let is_due = has_others || !is_all && is_long_ago;
        self.parts[usize::from(endpoint)].due.unfinished |= is_due;
    }

    /// Any other page of the list came. Its rows are taken over, whatever it was filtered by.
    pub fn rows_came(
        &mut self,
        endpoint: u16,
        asked: &ListRequest,
        page: &TaskPage,
        at: DateTime<Utc>,
    ) {
        let is_first = asked.page_number.unwrap_or(1) == 1;
        let is_of_all = asked.task_type.is_none() && asked.statuses.is_empty();
        if is_first && is_of_all && asked.start_time.is_none() && asked.end_time.is_none() {
            return self.newest_came(endpoint, page, at);
        }
        if self.parts.len() <= usize::from(endpoint) {
            return;
        }
        let second = |side: Option<DateTime<Utc>>| side.map(|instant| instant.timestamp());
        let from = second(asked.start_time).unwrap_or(i64::MIN);
        let to = second(asked.end_time).unwrap_or(i64::MAX).max(from);
        let range = Interval { from, to };
        let placed = self.place(endpoint, page, range, None, at.timestamp());
        let part = &mut self.parts[usize::from(endpoint)];
        if let Some(total) = page.total.filter(|_| is_of_all) {
            part.note_total(range, total);
        }
        part.expected = part.expected.map(|expected| expected + placed.fresh);
    }

    /// The newest page reaches down to what is complete: by the count, or by the order where that is the one of creation.
    fn extend(&mut self, endpoint: u16, placed: &Placed, total: Option<u64>, at: i64) {
        let rows: Vec<&Row> = placed.keys.iter().filter_map(|key| self.store.row(key)).collect();
        let is_ordered = is_newest_first(&rows);
        let oldest = rows.last().map_or(i64::MAX, |row| row.created);
        let part = &mut self.parts[usize::from(endpoint)];
        let Some(top) = part.coverage.newest() else { return };
        let agrees = total.is_some() && total == part.expected.map(|known| known + placed.added);
        let was_reached = part.newest_at.is_some_and(|newest_at| newest_at <= top.to);
        if agrees && was_reached || placed.ends_known && is_ordered && oldest <= top.to {
            part.coverage.add(Interval::new(top.to, at.max(top.to)));
        } else {
            part.due.head = true;
        }
        part.due.difference |= !agrees;
    }

    /// Begins to read what is due.
    pub(super) fn plan(&mut self, endpoint: u16, now: i64) {
        let ids = [(); 3].map(|()| self.new_id());
        let keep_live = self.keep_live;
        let is_wanted = !self.wants.is_empty() || keep_live.is_some();
        let part = &mut self.parts[usize::from(endpoint)];
        if part.is_halted {
            return;
        }
        let is_old = |at: i64| keep_live.is_some_and(|every| now - at >= every);
        if part.newest_at.map_or(is_wanted, is_old) && !part.has(Kind::Newest) {
            part.push(ids[0], Kind::Newest, Interval::new(i64::MIN, now), 0);
        }
        let Some(newest_at) = part.newest_at else { return };
        let top = part.coverage.newest();
        if let Some(top) = top.filter(|_| std::mem::take(&mut part.due.head)) {
            let range = Interval::new((top.to - LATE).max(top.from), newest_at.max(top.to));
            part.push(ids[1], Kind::Head, range, MOST_OF_RANGE);
        }
        if std::mem::take(&mut part.due.unfinished) && !part.has(Kind::Unfinished) {
            part.due.unfinished_at = now;
            part.push(ids[2], Kind::Unfinished, Interval::new(i64::MIN, now), u64::MAX);
        }
        if let Some(top) = top {
            self.plan_difference(endpoint, top, newest_at, now);
        }
        self.prove(endpoint, now);
        if !self.parts[usize::from(endpoint)].has(Kind::Fill) {
            self.fill(endpoint);
        }
        let part = &mut self.parts[usize::from(endpoint)];
        if part.jobs.is_empty() && now - part.due.again_at >= MINUTE {
            part.due.again_at = now;
            self.read_again(endpoint, now);
        }
    }

    /// What has changed since the last time, overlapping by a day, but by no more rows than one range has.
    fn plan_difference(&mut self, endpoint: u16, top: Interval, newest_at: i64, now: i64) {
        let id = self.new_id();
        let part = &self.parts[usize::from(endpoint)];
        let Some(last) = part.due.difference_at else { return };
        let pause = if part.due.difference { MINUTE } else { QUARTER };
        if now - last < pause || part.has(Kind::Difference) || part.has(Kind::Fill) {
            return;
        }
        let place = self.store.newer_than(last) + MOST_OF_RANGE as usize / 2;
        let overlap = self.store.at(place).map_or(last, |row| row.created);
        let from = overlap.max(last - DAY).max(top.from).min(newest_at);
        let part = &mut self.parts[usize::from(endpoint)];
        (part.due.difference, part.due.difference_at) = (false, Some(now));
        part.push(id, Kind::Difference, Interval::new(from, newest_at), MOST_OF_RANGE);
    }

    /// What is unfinished was read: rows that were and are not there are looked at one by one.
    pub(super) fn unfinished_read(&mut self, endpoint: u16, job: &Job, at: i64) {
        let id = self.new_id();
        if !job.pages.is_whole() && job.tries == 0 {
            let part = &mut self.parts[usize::from(endpoint)];
            part.push(id, Kind::Unfinished, job.range, u64::MAX).tries = 1;
            return;
        }
        let due = &mut self.parts[usize::from(endpoint)].due;
        due.unfinished_read_at = job.pages.is_whole().then_some(at).or(due.unfinished_read_at);
        let found = &mut due.found;
        found.retain(|_, read_at| at - *read_at < MINUTE);
        let found = &self.parts[usize::from(endpoint)].due.found;
        let (begun, seen) = (job.pages.begun, &job.pages.seen);
        let is_older =
            |key: &Key| self.store.known.get(key).is_some_and(|known| known.reply <= begun);
        let has_left = |key: &Key| !seen.contains(key) && is_older(key) && !found.contains_key(key);
        let unfinished = self.of_phase(endpoint, Phase::Unfinished).map(Row::key);
        let left: Vec<Key> = unfinished.filter(has_left).collect();
        let found = left.iter().map(|key| (key.clone(), at)).collect::<Vec<_>>();
        self.parts[usize::from(endpoint)].due.found.extend(found);
        self.find(endpoint, left, MOST_FINDS, at);
    }

    /// Rows that may still change: those that were not read for the longest time.
    fn read_again(&mut self, endpoint: u16, now: i64) {
        let read_at = |key: &Key| self.store.known.get(key).map_or(now, |known| known.read_at);
        let unsettled = self.of_phase(endpoint, Phase::Unsettled).map(Row::key);
        let old = unsettled.filter(|key| now - read_at(key) >= AGAIN);
        let mut old: Vec<Key> = old.collect();
        let Some(oldest) = old.iter().min_by_key(|key| read_at(key)).cloned() else { return };
        let Some(range) = self.store.row(&oldest).and_then(|row| self.around(row, now)) else {
            return;
        };
        old.retain(|key| self.store.row(key).is_some_and(|row| range.holds(row.created)));
        old.insert(0, oldest);
        self.find(endpoint, old, 1, now);
    }

    /// Reads these rows again, each with its neighbours, in at most so many ranges.
    fn find(&mut self, endpoint: u16, mut keys: Vec<Key>, most: usize, now: i64) {
        for _ in 0..most {
            let Some(first) = keys.first().and_then(|key| self.store.row(key)) else { return };
            let Some(range) = self.around(first, now) else { return };
            // What began soon after the begin of the range may have been created before.
            let sure = range.from.midpoint(first.created);
            let is_in = |key: &Key| {
                let row = self.store.row(key);
                row.is_some_and(|row| sure <= row.created && row.created <= range.to)
            };
            let (wanted, others) = keys.into_iter().partition(is_in);
            keys = others;
            let id = self.new_id();
            let part = &mut self.parts[usize::from(endpoint)];
            part.push(id, Kind::Find, range, MOST_OF_RANGE).wanted = wanted;
        }
    }

    /// The range around a row that is about one page.
    fn around(&self, row: &Row, now: i64) -> Option<Interval> {
        let place = self.store.newer_than(row.created);
        let from = self.store.at(place + AROUND)?.created.min(row.created - LATE);
        let from = from.max(row.bounds.from);
        let newer = place.checked_sub(AROUND).and_then(|place| self.store.at(place));
        let to = newer.map_or(now, |row| row.created).min(row.bounds.to).max(row.created);
        Some(Interval::new(from, to.max(from.saturating_add(1))))
    }

    fn of_phase(&self, endpoint: u16, phase: Phase) -> impl Iterator<Item = &Row> {
        let rows = self.store.rows(Interval::ALL);
        rows.filter(move |row| row.phase == phase && row.endpoint == endpoint)
    }
}

/// Whether most rows are no newer than those above them.
fn is_newest_first(rows: &[&Row]) -> bool {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return false };
    let inverted = rows.windows(2).filter(|pair| pair[1].created > pair[0].created).count();
    first.created >= last.created && inverted * 3 < rows.len()
}
