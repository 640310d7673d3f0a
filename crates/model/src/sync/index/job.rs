//! Reading one range of creation times: its pages, and whether they are all of it.

use std::collections::{BTreeMap, HashSet};

use super::interval::Interval;
use super::place::Placed;
use super::row::Key;
use crate::request::ListRequest;
use crate::status::BatchStatus;
use crate::task::TaskPage;

/// The largest page that the console offers, for as few calls as may be.
pub(super) const PAGE_SIZE: u32 = 100;
/// Whatever a service says, no range is read in more pages.
const MOST_PAGES: u32 = 1_100;

/// Why a range is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// The newest page of the list.
    Newest,
    /// Only to know how many there are.
    Measure,
    /// Everything that is dispatching or running.
    Unfinished,
    /// What lies between the newest page and what is complete; if that is too much, it is wanted like anything else.
    Head,
    /// To read some rows again, which are about in the middle.
    Find,
    /// To know all of it.
    Whole,
    /// A part of what is wanted.
    Fill,
    /// To know what has changed, as [`Kind::Head`].
    Difference,
    /// To compare how many there are with how many are known. The first one tries the oldest rows first.
    Audit { is_first: bool },
}

/// The reading of a range.
#[derive(Clone, Debug)]
pub(super) struct Job {
    pub(super) id: u64,
    pub(super) kind: Kind,
    pub(super) range: Interval,
    /// For [`Kind::Find`].
    pub(super) wanted: Vec<Key>,
    /// With more rows than this the range is divided.
    pub(super) most: u64,
    /// How often it was begun before.
    pub(super) tries: u8,
    pub(super) pages: Pages,
}

/// The pages of a range.
#[derive(Clone, Debug, Default)]
pub(super) struct Pages {
    /// The number of the reply before the first one.
    pub(super) begun: u64,
    pub(super) total: Option<u64>,
    pub(super) seen: HashSet<Key>,
    /// When the last rows of the pages were created.
    lowest: BTreeMap<u32, i64>,
    size: u64,
    asked: u32,
    came: u32,
    last: u32,
    /// Whether something in the replies does not fit together.
    is_broken: bool,
}

impl Job {
    pub(super) fn request(&self, page: u32) -> ListRequest {
        let instant = |second: i64| chrono::DateTime::from_timestamp(second, 0);
        let statuses = match self.kind {
            Kind::Unfinished => vec![BatchStatus::Running, BatchStatus::Dispatching],
            _ => Vec::new(),
        };
        ListRequest {
            task_type: None,
            statuses,
            start_time: instant(self.range.from),
            end_time: instant(self.range.to),
            page_number: Some(page),
            page_size: Some(PAGE_SIZE),
        }
    }

    /// The next page to ask for.
    pub(super) fn unasked(&self) -> Option<u32> {
        self.pages.unasked().filter(|_| !self.has_found())
    }

    /// Whether there is too much for one reading: so much.
    pub(super) fn excess(&self) -> Option<u64> {
        self.pages.total.filter(|total| *total > self.most && self.range.width() > 1)
    }

    /// Whether no more is asked for, and nothing is on its way.
    pub(super) fn is_over(&self) -> bool {
        self.pages.came > 0 && self.pages.came == self.pages.asked && self.unasked().is_none()
    }

    pub(super) fn has_found(&self) -> bool {
        self.kind == Kind::Find
            && self.pages.came > 0
            && self.wanted.iter().all(|key| self.pages.seen.contains(key))
    }
}

impl Pages {
    fn unasked(&self) -> Option<u32> {
        match self.asked {
            0 => Some(1),
            // Until the first one tells how many there are, no other.
            _ if self.came == 0 || self.is_broken => None,
            asked => (asked < self.last).then_some(asked + 1),
        }
    }

    pub(super) fn asked(&mut self, page: u32, replies: u64) {
        if page == 1 {
            self.begun = replies;
        }
        self.asked = self.asked.max(page);
    }

    /// When the row above the first one of a page was created, if it was read.
    pub(super) fn above(&self, page: u32) -> Option<i64> {
        self.lowest.range(..page).next_back().map(|(_, created)| *created)
    }

    pub(super) fn came(&mut self, number: u32, page: &TaskPage, placed: &Placed) {
        let keys = &placed.keys;
        self.lowest.extend(placed.lowest.map(|created| (number, created)));
        let before = self.seen.len();
        self.seen.extend(keys.iter().cloned());
        let has_news = self.seen.len() > before;
        let size = page.size.unwrap_or(keys.len() as u64).max(1);
        if self.came == 0 {
            (self.total, self.size) = (page.total, size);
        }
        self.came += 1;
        let is_other = page.number.is_some_and(|came| came != u64::from(number));
        self.is_broken |= is_other || page.total != self.total;
        self.last = match self.total {
            Some(total) => u32::try_from(total.div_ceil(self.size)).unwrap_or(MOST_PAGES),
            None if keys.is_empty() => self.asked,
            None => number + 1,
        };
        if !has_news || self.last > MOST_PAGES {
            // Whatever the total says, there is nothing behind: else an odd endpoint would be asked without end.
            self.is_broken |= self.last > self.asked;
            self.last = self.last.min(self.asked);
        }
    }

    /// The service does not give a page that there is, or another one.
    pub(super) fn refused(&mut self) {
        self.came += 1;
        self.is_broken = true;
    }

    /// Whether these are all rows of the range.
    pub(super) fn is_whole(&self) -> bool {
        !self.is_broken && self.total == Some(self.seen.len() as u64)
    }

    /// How many pages there are, as far as is known.
    pub(super) fn last(&self) -> u32 {
        self.last
    }
}
