//! The index: the newest batch tasks of an endpoint, or all of them. It answers what PolarDB cannot: search, sort and groups.
//!
//! It is filled by reading the list page by page ([`Collecting`](crate::collecting::Collecting)), and kept up to date by what comes
//! anyway: the newest page, what still runs, and batches that have ended since. It is pure: the calls are the caller's.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use crate::locale::Locale;
use crate::query::{Created, ListQuery, PageSize};
use crate::request::Request;
use crate::status::BatchStatus;
use crate::task::{BatchTask, TaskPage};

/// More take more memory than a tab should.
pub const MOST_TASKS: u64 = 100_000;
/// How far the creation of a batch may be from its `TaskBegin`, which is all that a reply tells.
const AROUND_BEGIN: TimeDelta = TimeDelta::minutes(2);
/// The list is read again after so long.
const PERIOD: TimeDelta = TimeDelta::minutes(15);

/// The tasks that are known, the newest first.
#[derive(Clone, Debug, Default)]
pub struct Index {
    rows: Vec<Arc<BatchTask>>,
    places: HashMap<String, usize>,
    /// How many tasks the list has.
    total: Option<u64>,
    /// Whether the rows are the first of the list, without a gap.
    is_gapless: bool,
    /// Whether there are no others.
    is_whole: bool,
    /// Those that the unfinished ones no longer have: they have ended, and how is not known yet.
    ended: Vec<String>,
    /// Those that began since the reading did.
    new: HashSet<String>,
    read_at: Option<DateTime<Utc>>,
    version: u64,
}

/// Which tasks an answer is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// None: nothing was read yet.
    #[default]
    Nothing,
    /// All of them.
    All(u64),
    /// So many of the newest ones, of so many where that is known.
    Newest(u64, Option<u64>),
    /// At least so many: whether there are others between them is not known.
    AtLeast(u64),
}

impl Index {
    /// The tasks, the newest first.
    pub fn rows(&self) -> &[Arc<BatchTask>] {
        &self.rows
    }

    /// Changes with the rows.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Which tasks these are.
    pub fn scope(&self) -> Scope {
        let count = self.rows.len() as u64;
        match (self.is_whole, self.is_gapless) {
            _ if self.read_at.is_none() && count == 0 => Scope::Nothing,
            (true, _) => Scope::All(count),
            (false, true) => Scope::Newest(count, self.total),
            (false, false) => Scope::AtLeast(count),
        }
    }

    /// How many tasks the list has, as far as it has told.
    pub fn total(&self) -> Option<u64> {
        self.total
    }

    /// How many tasks are still to be read, as far as the list has told.
    pub fn missing(&self) -> u64 {
        let most = self.total.unwrap_or_default().min(MOST_TASKS);
        if self.is_whole { 0 } else { most.saturating_sub(self.rows.len() as u64) }
    }

    /// The list is read from now on. Its end is fixed: what begins later is not in it.
    pub fn reading_began(&mut self) {
        self.new.clear();
    }

    /// Pages came one after the other, the newest first: these are the tasks so far. Rows that are known and older stay.
    pub fn read_so_far(&mut self, tasks: &[Arc<BatchTask>], total: Option<u64>) {
        let ids = ids_of(tasks);
        let known = self.rows.iter().filter(|row| ids.contains(&*row.batch_id)).count();
        if self.rows.len() < tasks.len() || self.rows.len() == known {
            self.replace(tasks.to_vec());
            (self.is_gapless, self.is_whole) = (true, false);
            self.total = total;
        } else {
            self.update(tasks);
        }
    }

    /// The reading is over at the instant `now`: these are the first tasks of the list, and all of them where `is_whole`. Those that came
    /// meanwhile are newer and stay.
    pub fn was_read(
        &mut self,
        tasks: Vec<Arc<BatchTask>>,
        (total, is_whole): (Option<u64>, bool),
        now: DateTime<Utc>,
    ) {
        let ids = ids_of(&tasks);
        let is_known = |row: &Arc<BatchTask>| ids.contains(&*row.batch_id);
        let is_new = |row: &&Arc<BatchTask>| self.new.contains(&row.batch_id) && !is_known(row);
        let mut rows: Vec<_> = self.rows.iter().filter(is_new).cloned().collect();
        let newer = rows.len() as u64;
        let behind = if is_whole { &[][..] } else { self.behind(&tasks) };
        let older: Vec<_> = behind.iter().filter(|row| !is_known(row)).cloned().collect();
        rows.extend(tasks);
        rows.extend(older);
        self.replace(rows);
        (self.is_gapless, self.is_whole) = (true, is_whole);
        self.total = total.map(|total| total + newer);
        (self.read_at, self.ended) = (Some(now), Vec::new());
    }

    /// What is known behind the last of these tasks.
    fn behind(&self, tasks: &[Arc<BatchTask>]) -> &[Arc<BatchTask>] {
        let last = tasks.iter().rev().find_map(|task| self.places.get(&task.batch_id));
        last.and_then(|last| self.rows.get(last + 1..)).unwrap_or_default()
    }

    /// The newest page of the list came: no filter, from the first row on.
    pub fn newest_came(&mut self, page: &TaskPage) {
        if page.total == Some(page.tasks.len() as u64) {
            // It is all of the list.
            return self.all_came(page);
        }
        let is_listed = |task: &&Arc<BatchTask>| self.places.contains_key(&task.batch_id);
        let is_joined = self.rows.is_empty() || page.tasks.iter().any(|task| is_listed(&task));
        let new: Vec<_> = page.tasks.iter().filter(|task| !is_listed(task)).cloned().collect();
        let new: Vec<_> = new.into_iter().filter(|task| !task.batch_id.is_empty()).collect();
        self.update(&page.tasks);
        if !new.is_empty() {
            self.new.extend(new.iter().map(|task| task.batch_id.clone()));
            let rows = new.into_iter().chain(std::mem::take(&mut self.rows)).collect();
            self.replace(rows);
        }
        self.is_gapless = is_joined && (self.is_gapless || self.rows.len() == page.tasks.len());
        self.total = page.total;
        // Some are gone, or came out of the order of the list.
        self.is_whole &= is_joined && page.total == Some(self.rows.len() as u64);
    }

    fn all_came(&mut self, page: &TaskPage) {
        let is_same = |(row, task): (&Arc<BatchTask>, &Arc<BatchTask>)| **row == **task;
        let are_same =
            self.rows.len() == page.tasks.len() && self.rows.iter().zip(&page.tasks).all(is_same);
        if !are_same {
            self.replace(page.tasks.clone());
        }
        (self.total, self.is_gapless, self.is_whole) = (page.total, true, true);
    }

    /// Tasks came in another reply: what is known of them is known better.
    pub fn update(&mut self, tasks: &[Arc<BatchTask>]) {
        for task in tasks.iter().filter(|task| !task.batch_id.is_empty()) {
            let Some(place) = self.places.get(&task.batch_id) else { continue };
            let row = &mut self.rows[*place];
            if !Arc::ptr_eq(row, task) && **row != **task {
                *row = Arc::clone(task);
                self.version += 1;
            }
            if task.status.is_finished() {
                self.ended.retain(|id| *id != task.batch_id);
            }
        }
    }

    /// The call for all that goes on, where some of it is not on the newest page.
    pub fn unfinished_request(&self, newest: &TaskPage, now: DateTime<Utc>) -> Option<Request> {
        let ids = ids_of(&newest.tasks);
        let goes_on = |row: &Arc<BatchTask>| runs(row) && !ids.contains(&*row.batch_id);
        self.rows.iter().any(goes_on).then(|| {
            let query = ListQuery::default().with_size(PageSize::clamped(100));
            let query = query.with_status_toggled(BatchStatus::Running);
            query.with_status_toggled(BatchStatus::Dispatching).request(now)
        })
    }

    /// The answer to that call. Which of the known ones are not in it have ended since.
    pub fn unfinished_came(&mut self, page: &TaskPage) {
        self.update(&page.tasks);
        let is_all = page.total.is_some_and(|total| total <= page.tasks.len() as u64);
        if is_all {
            let ids = ids_of(&page.tasks);
            let has_ended = |row: &&Arc<BatchTask>| runs(row) && !ids.contains(&*row.batch_id);
            self.ended =
                self.rows.iter().filter(has_ended).map(|row| row.batch_id.clone()).collect();
        }
    }

    /// The call for a batch that has ended since: a list of what was created about when it began. Each is asked for once.
    pub fn ended_request(&mut self, locale: &Locale, now: DateTime<Utc>) -> Option<Request> {
        while let Some(id) = self.ended.pop() {
            let task = self.places.get(&id).map(|place| &self.rows[*place]);
            if let Some(begin) = task.and_then(|task| task.begin.instant(locale)) {
                let (from, to) = (Some(begin - AROUND_BEGIN), Some(begin + AROUND_BEGIN));
                let query = ListQuery::default().with_size(PageSize::clamped(100));
                return Some(query.with_created(Created::Between { from, to }).request(now));
            }
        }
        None
    }

    /// Whether the list has to be read again at the instant `now`: after a quarter of an hour, or because what came does not agree
    /// with what is known.
    pub fn is_due(&self, now: DateTime<Utc>) -> bool {
        let is_old = self.read_at.is_some_and(|read_at| now - read_at > PERIOD);
        is_old || self.read_at.is_some() && !self.is_gapless
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        *self = Self { version: self.version + 1, ..Self::default() };
    }

    fn replace(&mut self, rows: Vec<Arc<BatchTask>>) {
        let ids = rows.iter().enumerate().map(|(place, row)| (row.batch_id.clone(), place));
        self.places = ids.filter(|(id, _)| !id.is_empty()).collect();
        self.rows = rows;
        self.version += 1;
    }
}

fn runs(task: &BatchTask) -> bool {
    !task.batch_id.is_empty() && !task.status.is_finished()
}

fn ids_of(tasks: &[Arc<BatchTask>]) -> HashSet<&str> {
    tasks.iter().map(|task| &*task.batch_id).collect()
}

#[cfg(test)]
mod tests;
