//! The index of one endpoint and one account, and what belongs to it.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::config::Endpoint;
use model::request::{ListRequest, Request};
use model::sync::index::{CreationRange, Index, IndexSettings};
use model::sync::keeping;
use model::task::TaskPage;

use super::Version;
use crate::ask::{Ask, ListKey};
use crate::clock::browser_time;
use crate::guards::{AbortOnDrop, Timer};
use crate::index::turn::Turn;
use crate::pages::page::Page;

/// So many of the last wishes are remembered.
const MOST_WANTS: usize = 4;

/// What is of one endpoint, and of one account.
pub(super) struct Source {
    pub(super) endpoint: Endpoint,
    pub(super) number: u32,
    pub(super) epoch: u32,
    pub(super) index: Index,
    /// What the replies name it.
    pub(super) name: Option<String>,
    /// Under which name it is kept.
    pub(super) scope: Option<String>,
    pub(super) turn: Turn,
    pub(super) stage: Stage,
    pub(super) calls: Vec<(u32, AbortOnDrop)>,
    /// The number of the next call.
    pub(super) next: u32,
    /// What was wanted, to be wanted again from an index that takes the place of this one.
    pub(super) wants: Vec<(CreationRange, Option<u64>)>,
    /// Somebody waits for what is wanted.
    pub(super) is_awaited: bool,
    /// Whether what is read by itself was wanted already.
    pub(super) has_begun: bool,
    /// Nothing is to be done before, unless something comes.
    pub(super) due: Option<DateTime<Utc>>,
    pub(super) waits_until: Option<DateTime<Utc>>,
    /// The newest page that came last.
    pub(super) newest: Option<(TaskPage, DateTime<Utc>)>,
    /// When it was last tried to write it, by the browser's clock.
    pub(super) saved_at: DateTime<Utc>,
    /// When it was last read from where it is kept, by the browser's clock.
    pub(super) restored_at: DateTime<Utc>,
    /// Whether it is being read from where it is kept, or written.
    pub(super) is_busy: bool,
    /// Whether something wanted was being read when it was shown last.
    pub(super) was_reading: bool,
}

/// What is done with what an earlier visit has left.
pub(super) enum Stage {
    /// No reply has told yet whose rows it has.
    Unknown,
    /// It is being read. The reading by calls begins when that is done, or takes too long.
    Restoring { _limit: Option<Timer> },
    /// Calls may be made.
    Ready,
}

impl Source {
    pub(super) fn of(page: Page, endpoint: Endpoint, number: u32, epoch: u32) -> Self {
        let index = Index::new(1, settings_of(page), page.locale.get_untracked());
        let turn = Turn::of_tab(&["index turn ", &endpoint.id].concat());
        let never = DateTime::UNIX_EPOCH;
        Self {
            endpoint,
            number,
            epoch,
            index,
            name: None,
            scope: None,
            turn,
            stage: Stage::Unknown,
            calls: Vec::new(),
            next: 0,
            wants: Vec::new(),
            is_awaited: false,
            has_begun: false,
            due: None,
            waits_until: None,
            newest: None,
            saved_at: browser_time(),
            restored_at: never,
            is_busy: false,
            was_reading: false,
        }
    }

    /// Wants something of the index, and of one that takes its place.
    pub(super) fn want(&mut self, range: CreationRange, newest: Option<u64>) {
        self.wants.retain(|known| *known != (range, newest));
        self.wants.push((range, newest));
        let surplus = self.wants.len().saturating_sub(MOST_WANTS);
        self.wants.drain(..surplus);
        self.index.want(range, newest);
    }

    pub(super) fn version(&self) -> Version {
        Version { source: self.number, epoch: self.epoch, version: self.index.version() }
    }

    /// The replies name this as the source of the rows.
    pub(super) fn set_name(&mut self, name: String) {
        self.scope = keeping::scope(&self.endpoint, Some(&name));
        self.name = Some(name);
    }
}

/// What is read by itself is wanted once it is known how much that is.
pub(super) fn settings_of(page: Page) -> IndexSettings {
    let poll = page.config.with_value(|config| config.poll);
    IndexSettings { auto: 0, keep_live: page.key.with_untracked(keep_live), poll }
}

/// How old the newest page may become, in seconds. Where the list asks for it itself the index need not.
pub(super) fn keep_live(key: &ListKey) -> Option<u32> {
    /// A call of its own for each refresh of the list would double what that costs.
    const OLDEST: u32 = 30;
    let is_asked = match key.request(browser_time()) {
        Some(Request::List(asked)) => is_newest(&asked),
        _ => false,
    };
    (!is_asked).then_some(OLDEST)
}

/// Whether the newest page of the list without any filter is asked for.
pub(super) fn is_newest(asked: &ListRequest) -> bool {
    let (page_number, page_size) = (Some(1), asked.page_size);
    *asked == ListRequest { page_number, page_size, ..ListRequest::default() }
}
