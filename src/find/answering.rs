//! What the index answers to the URL, in the place of PolarDB.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::find::filter::Range;
use model::find::finder::{Answered, Finder};
use model::find::search::Search;
use model::find::usual::Pace;
use model::find::{Find, Group};
use model::format::grouped;
use model::locale::Locale;
use model::query::{Created, ListQuery};
use model::sync::index::{CreationRange, Index, Scope};
use model::task::{BatchTask, TaskPage};
use model::tr;
use model::view::found::grouping::found_groups;

use super::durations::Durations;
use super::found::Found;
use crate::ask::ListKey;
use crate::index::runner::{Runner, Version};
use crate::last_views::IndexAnswers;
use crate::pages::page::Page;

/// Answers the queries of the page.
pub struct Answering {
    pub(super) page: Page,
    pub(super) runner: Runner,
    pub(super) durations: Durations,
    pub(super) finder: RefCell<Finder>,
    /// Which rows the finder has, and how often it was given others.
    pub(super) found_in: Cell<(Option<Version>, u64)>,
    /// Whether other rows are being taken over.
    pub(super) is_taking_over: Cell<bool>,
    pub(super) taken_over: RwSignal<u64>,
    pub(super) counted: RwSignal<u64>,
    /// Whether somebody has pressed what said how many calls it costs.
    pub(super) has_agreed: Cell<bool>,
    /// What was wanted last: of which rows, and how many of which range.
    pub(super) wanted: Cell<Option<(u32, Created, Option<u64>)>>,
    /// For which range it was asked last how many tasks it has.
    pub(super) measured: Cell<Option<(u32, Created)>>,
    /// What was wanted last for the histogram.
    pub(super) overviewed: Cell<Option<(u32, CreationRange)>>,
    /// To which question the list was answered last, and with which rows.
    last: RefCell<Option<(ListKey, Option<Version>)>>,
    answered: RwSignal<Option<Rc<Answer>>, LocalStorage>,
}

/// What the list was answered last, besides the rows of its page.
pub struct Answer {
    group: Group,
    search: Search,
    /// All that matches, where it is grouped.
    matches: Vec<Arc<BatchTask>>,
}

impl Answering {
    /// Answers from what is read.
    pub fn new(page: Page, runner: Runner) -> Rc<Self> {
        Rc::new(Self {
            page,
            runner,
            durations: Durations::default(),
            finder: RefCell::new(Finder::default()),
            found_in: Cell::new((None, 0)),
            is_taking_over: Cell::new(false),
            taken_over: RwSignal::new(0),
            counted: RwSignal::new(0),
            has_agreed: Cell::new(false),
            wanted: Cell::new(None),
            measured: Cell::new(None),
            overviewed: Cell::new(None),
            last: RefCell::new(None),
            answered: RwSignal::new_local(None),
        })
    }

    /// Changes when there are other rows to answer from.
    pub fn taken_over(&self) -> ReadSignal<u64> {
        self.taken_over.read_only()
    }

    /// Changes a moment later: for what stands beside the rows.
    pub fn counted(&self) -> ReadSignal<u64> {
        self.counted.read_only()
    }

    /// What was answered last.
    pub fn answered(&self) -> ReadSignal<Option<Rc<Answer>>, LocalStorage> {
        self.answered.read_only()
    }

    fn tasks_of(&self, answered: &Answered) -> Vec<Arc<BatchTask>> {
        let finder = self.finder.borrow();
        let places = answered.places.iter();
        places.filter_map(|place| finder.row(*place).cloned()).collect()
    }

    /// What the answer has besides the rows of its page: marks and groups.
    pub fn found(&self, end_of: &dyn Fn(&BatchTask) -> Option<DateTime<Utc>>) -> Found {
        let Some(answer) = self.answered.get() else { return Found::default() };
        let locale = self.page.locale.get();
        let (group, search) = (answer.group, answer.search.clone());
        let finder = self.finder.borrow();
        let groups = found_groups(group, &answer.matches, finder.rows(), &locale, end_of);
        Found { groups, marks: Arc::new(move |name| search.marks(name)) }
    }

    /// How long a batch usually takes, and the last ones took, where enough like it are known.
    pub fn pace(&self, task: &BatchTask) -> Option<Pace> {
        self.page.locale.with_untracked(|locale| self.durations.pace(task, locale))
    }

    /// The answer as it is now that there are other tasks.
    pub fn amend(&self) {
        let key = self.page.key.get_untracked();
        if !key.query.needs_index() {
            return;
        }
        let now = (key.clone(), self.found_in.get().0);
        if self.last.borrow().as_ref() != Some(&now) {
            let at = self.runner.with(Index::as_of);
            let at = at.unwrap_or_else(|| self.page.clock.instant());
            let page = self.page_of(&key);
            self.page.live.amend(page, at);
        }
    }

    /// The range of creation times that a key asks for.
    pub(super) fn range_of(&self, key: &ListKey) -> CreationRange {
        CreationRange::of(key.range, self.page.clock.instant())
    }

    /// All that matches a query in a range of creation times.
    pub(super) fn ask(&self, query: &ListQuery, range: Range) -> Answered {
        self.take_over_few();
        let (now, locale) = (self.page.clock.instant(), self.page.locale.get_untracked());
        let is_slow = |task: &BatchTask| self.durations.is_slow(task, &locale, now);
        self.finder.borrow_mut().answer(query, range, now, &locale, &is_slow)
    }

    /// The page of the answer to `key`. Groups have no pages: all that matches is on one.
    fn page_of(&self, key: &ListKey) -> TaskPage {
        let answered = self.ask(&key.query, key.range.sides(self.page.clock.instant()));
        let group = Find::read(&key.query.find).group;
        let (mut matches, mut page) = (Vec::new(), None);
        if group != Group::None {
            matches = self.tasks_of(&answered);
            let (tasks, total) = (matches.clone(), Some(matches.len() as u64));
            page = Some(TaskPage { tasks, total, number: Some(1), size: total, request_id: None });
        }
        let page = page.unwrap_or_else(|| {
            self.finder.borrow().page(&answered, key.query.page, key.query.size)
        });
        self.last.replace(Some((key.clone(), self.found_in.get().0)));
        let search = answered.search;
        self.answered.set(Some(Rc::new(Answer { group, search, matches })));
        page
    }

    fn has_tasks(&self) -> bool {
        self.runner.with(|index| !index.is_empty())
    }
}

impl IndexAnswers for Answering {
    fn answer(&self, key: &ListKey) -> Option<TaskPage> {
        let is_fresh = self.runner.is_fresh_for(key);
        (is_fresh && self.has_tasks()).then(|| self.page_of(key))
    }

    fn completed(&self, key: &ListKey, came: TaskPage, at: DateTime<Utc>) -> TaskPage {
        self.runner.page_came(key, &came, at);
        // An answer that comes late is for a question that nobody asks any more.
        let is_wanted = self.page.key.with_untracked(|wanted| wanted == key);
        if key.query.needs_index() && is_wanted { self.page_of(key) } else { came }
    }

    fn matches(&self, key: &ListKey) -> Option<Vec<Arc<BatchTask>>> {
        self.has_tasks().then(|| {
            let range = key.range.sides(self.page.clock.instant());
            self.tasks_of(&self.ask(&key.query, range))
        })
    }

    fn scope(&self, key: &ListKey, locale: &Locale) -> Option<String> {
        self.runner.version().track();
        Some(match self.scope_of(key)? {
            Scope::All(count) => tr!(locale, "all {count}", count = grouped(count)),
            Scope::Newest { count, .. } => tr!(locale, "newest {count}", count = grouped(count)),
            Scope::AtLeast(count) => tr!(locale, "at least {count}", count = grouped(count)),
        })
    }

    fn forget(&self) {
        self.runner.forget_kept();
    }
}

/// What the URL asks of the index.
pub fn find_of(page: Page) -> Find {
    page.location.with(|location| Find::read(&location.query.find))
}
