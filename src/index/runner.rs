//! The one effect shell of the index: it makes the calls that `model::sync::index` asks for, feeds it with what the list receives, and
//! keeps it across visits.
//!
//! A call is made while somebody sees the page, and at most two at a time. It is given up with the index of its endpoint.

mod following;
mod list;
mod reading;
mod saving;
mod source;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::sync::index::{Cost, CreationRange, Index, Progress, Scope, Stopped};

use super::kept::Keeper;
use super::news::News;
use super::settings;
use crate::ask::ListKey;
use crate::last_views::LastViews;
use crate::pages::page::Page;
use source::Source;

/// The index of the endpoint that the page shows, for everybody who wants to know it.
#[derive(Clone)]
pub struct Runner(Rc<Shell>);

/// How the reading stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// How far it is; `None` while nothing is read that somebody wants.
    pub progress: Option<Progress>,
    /// Why it stopped before its end, until it goes on.
    pub stopped: Option<Stopped>,
    /// Until when the service wants to be left alone.
    pub waits_until: Option<DateTime<Utc>>,
    /// Whether the deployment wants no index.
    pub is_off: bool,
}

/// Tells states of the rows apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// Counts endpoints and accounts: rows of one are never shown as another's.
    pub source: u32,
    /// Counts indexes, of which one takes the place of the other.
    pub epoch: u32,
    /// That of the index.
    pub version: u64,
}

struct Shell {
    page: Page,
    views: LastViews,
    version: RwSignal<Version>,
    reading: RwSignal<Reading>,
    /// How many batches are read by themselves, once it is known; `None` for no index.
    auto: Cell<Option<Option<u32>>>,
    /// What was wanted before that.
    early: RefCell<Vec<(CreationRange, Option<u64>)>>,
    /// Whether the user lets tasks be read ahead.
    is_wanted: Cell<bool>,
    source: RefCell<Source>,
    /// The last key that was asked for: the same one again is a refresh.
    asked: RefCell<Option<ListKey>>,
    /// Whether the list was looked at since there is an index.
    has_looked: Cell<bool>,
    /// Whether the user may not see the list.
    is_denied: Cell<bool>,
    keeper: Keeper,
    /// How often the index was written, as another tab has told.
    told: Cell<u64>,
    news: RefCell<Option<News>>,
}

impl Runner {
    /// Begins to follow the page. Nothing is read before the first reply.
    pub fn follow(page: Page, views: LastViews) -> Self {
        let endpoint = page.key.with_untracked(|key| key.endpoint.clone());
        let shell = Shell {
            page,
            views,
            version: RwSignal::new(Version::default()),
            reading: RwSignal::new(Reading::default()),
            auto: Cell::new(None),
            early: RefCell::default(),
            is_wanted: Cell::new(settings::is_wanted()),
            source: RefCell::new(Source::of(page, endpoint, 0, 0)),
            asked: RefCell::new(None),
            has_looked: Cell::new(false),
            is_denied: Cell::new(false),
            keeper: Keeper::default(),
            told: Cell::new(0),
            news: RefCell::new(None),
        };
        let runner = Self(Rc::new(shell));
        runner.follow_page();
        runner.follow_tabs();
        runner
    }

    /// The rows as they are now. They grow while they are read.
    pub fn version(&self) -> ReadSignal<Version> {
        self.0.version.read_only()
    }

    /// The same, where signals have not followed yet.
    pub fn current(&self) -> Version {
        self.0.source.borrow().version()
    }

    /// How the reading stands.
    pub fn reading(&self) -> ReadSignal<Reading> {
        self.0.reading.read_only()
    }

    /// Lets somebody look at the index, who calls nothing else of this meanwhile.
    pub fn with<T>(&self, look: impl FnOnce(&Index) -> T) -> T {
        look(&self.0.source.borrow().index)
    }

    /// What the index knows of a range.
    pub fn scope(&self, range: CreationRange) -> Scope {
        self.with(|index| index.scope(range))
    }

    /// What is still to be read of a range.
    pub fn cost(&self, range: CreationRange) -> Cost {
        self.with(|index| index.cost(range))
    }

    /// How many of the newest batches are read by themselves; `None` until that is known, and where there is no index.
    pub fn auto(&self) -> Option<u64> {
        self.0.auto.get().flatten().map(u64::from)
    }

    /// Whether the newest batches are read by themselves: the deployment does so, and the user lets it.
    pub fn reads_ahead(&self) -> bool {
        self.0.is_wanted.get() && self.auto().is_some_and(|auto| auto > 0)
    }

    /// Somebody wants to know the newest so many of a range, or all of it, and waits for that. Nothing happens where the deployment
    /// wants no index.
    pub fn want(&self, range: CreationRange, newest: Option<u64>) {
        if self.0.auto.get().is_none() {
            self.0.early.borrow_mut().push((range, newest));
        } else if !self.is_off() {
            self.wanted(range, newest, true);
        }
    }

    /// The page wants to show the newest so many of a range, or all of it. This is read where the index is switched off, too, but like
    /// all that is read unasked: not while the refresh is stopped, and by one tab.
    pub fn want_unasked(&self, range: CreationRange, newest: Option<u64>) {
        self.wanted(range, newest, false);
    }

    fn wanted(&self, range: CreationRange, newest: Option<u64>, is_awaited: bool) {
        let mut source = self.0.source.borrow_mut();
        source.want(range, newest);
        source.is_awaited |= is_awaited;
        source.due = None;
        drop(source);
        self.go_on_soon();
    }

    /// Asks how many batches of a range there are, so that the cost of reading it is known.
    pub fn measure(&self, range: CreationRange) {
        let mut source = self.0.source.borrow_mut();
        source.index.measure(range);
        (source.is_awaited, source.due) = (true, None);
        drop(source);
        self.go_on_soon();
    }

    /// Stops the reading. What was read stays, and so does what the calls bring that are on their way, two at most.
    pub fn cancel(&self) {
        let mut source = self.0.source.borrow_mut();
        source.index.cancel();
        source.is_awaited = false;
        drop(source);
        self.show();
    }

    /// Goes on with what was cancelled or has failed.
    pub fn read_rest(&self) {
        let mut source = self.0.source.borrow_mut();
        for (range, newest) in source.wants.clone() {
            source.index.want(range, newest);
        }
        (source.is_awaited, source.due) = (true, None);
        drop(source);
        self.go_on_soon();
    }

    /// The user lets tasks be read ahead, or does not any more: then nothing of them is kept.
    pub fn set_wanted(&self, is_wanted: bool) {
        self.0.is_wanted.set(is_wanted);
        if !is_wanted {
            self.forget_kept();
        }
        self.go_on_soon();
    }
}
