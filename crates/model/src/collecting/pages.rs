//! The pages of a list: which was read, and which comes next.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::{MOST_TASKS, PAGE_SIZE, Stage, Stop};
use crate::query::{ListQuery, PageNumber, PageSize};
use crate::request::Request;
use crate::task::{BatchTask, TaskPage};

/// What is known of them.
#[derive(Clone, Debug)]
pub(super) struct Pages {
    query: ListQuery,
    next: u32,
    last: u32,
    /// Rows of the first page: an endpoint may have a limit of its own.
    rows: u64,
    read: BTreeMap<u32, Vec<Arc<BatchTask>>>,
    seen: HashSet<String>,
}

impl Pages {
    pub(super) fn new(query: &ListQuery) -> Self {
        Self {
            query: query.with_size(PageSize::clamped(PAGE_SIZE.into())),
            next: 1,
            last: 1,
            rows: 0,
            read: BTreeMap::new(),
            seen: HashSet::new(),
        }
    }

    /// The next page that was not asked for yet. Until the first one tells how many there are, no other.
    pub(super) fn unasked(&self) -> Option<u32> {
        (self.next <= self.last).then_some(self.next)
    }

    pub(super) fn asked(&mut self, number: u32) {
        self.next = number + 1;
    }

    pub(super) fn request(&self, number: u32, now: DateTime<Utc>) -> Request {
        self.query.with_page(PageNumber::clamped(number.into())).request(now)
    }

    pub(super) fn came(&mut self, number: u32, page: &TaskPage) -> Result<(), Stop> {
        let mut has_news = false;
        for task in &page.tasks {
            has_news |= task.batch_id.is_empty() || self.seen.insert(task.batch_id.clone());
        }
        if number == 1 {
            self.rows = page.tasks.len() as u64;
        }
        self.read.insert(number, page.tasks.clone());
        let read: usize = self.read.values().map(Vec::len).sum();
        if page.total.unwrap_or_default().max(read as u64) > MOST_TASKS {
            return Err(Stop::TooMany);
        }
        self.last = match page.total {
            // Whatever the total says, nothing is behind: else an odd endpoint would be asked without end.
            _ if !has_news => self.next - 1,
            Some(total) => u32::try_from(total.div_ceil(self.rows.max(1))).unwrap_or(u32::MAX),
            None => number + 1,
        };
        Ok(())
    }

    /// The tasks in order, each once, for it may have moved from one page to the next while they were read.
    pub(super) fn tasks(&self) -> Vec<Arc<BatchTask>> {
        let mut seen = HashSet::new();
        let tasks = self.read.values().flatten();
        tasks
            .filter(|task| task.batch_id.is_empty() || seen.insert(&*task.batch_id))
            .cloned()
            .collect()
    }

    /// Which page is being read, and of how many: of `promised` tasks, until the list itself has told.
    pub(super) fn stage(&self, promised: u64) -> Stage {
        let read = self.read.len() as u64;
        let last = match read {
            0 => promised.div_ceil(PAGE_SIZE.into()).max(1),
            _ => u64::from(self.last),
        };
        Stage::Pages((read + 1).min(last), last)
    }
}
