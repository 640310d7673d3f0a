//! What the index answers to the URL, in the place of PolarDB.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::find::filter::Range;
use model::find::finder::{Answered, Finder};
use model::find::usual::Pace;
use model::find::{Find, Group};
use model::format::grouped;
use model::locale::Locale;
use model::query::ListQuery;
use model::sync::index::Scope;
use model::task::{BatchTask, TaskPage};
use model::tr;
use model::view::failure_words::failure_title;
use model::view::found::grouping::found_groups;
use model::view::scope::ScopeState;

use super::durations::Durations;
use super::found::Found;
use super::reading::Reading;
use crate::ask::ListKey;
use crate::last_views::IndexAnswers;
use crate::pages::page::Page;

/// So few calls are made without somebody having agreed.
const UNASKED_CALLS: u64 = 10;

/// Answers the queries of the page.
pub struct Answering {
    pub(super) page: Page,
    pub(super) reading: Reading,
    pub(super) durations: Durations,
    pub(super) finder: RefCell<Finder>,
    /// What was asked for last: a repeated question is asked of PolarDB, too.
    last: RefCell<Option<ListKey>>,
    /// Whether somebody has pressed what said how many calls it costs.
    has_agreed: Cell<bool>,
    answered: RwSignal<Option<Rc<Answer>>, LocalStorage>,
}

/// What the index answered last.
pub struct Answer {
    /// To which question.
    pub query: ListQuery,
    /// All that matches.
    pub answered: Answered,
}

impl Answering {
    /// Answers from what is read.
    pub fn new(page: Page, reading: Reading) -> Rc<Self> {
        Rc::new(Self {
            page,
            reading,
            durations: Durations::default(),
            finder: RefCell::new(Finder::default()),
            last: RefCell::new(None),
            has_agreed: Cell::new(false),
            answered: RwSignal::new_local(None),
        })
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
        let (group, search) =
            (Find::read(&answer.query.find).group, answer.answered.search.clone());
        let matches = self.tasks_of(&answer.answered);
        let groups = found_groups(group, &matches, self.finder.borrow().rows(), &locale, end_of);
        Found { groups, marks: Arc::new(move |name| search.marks(name)) }
    }

    /// How long a batch usually takes, and the last ones took, where enough like it are known.
    pub fn pace(&self, task: &BatchTask) -> Option<Pace> {
        self.page.locale.with_untracked(|locale| self.durations.pace(task, locale))
    }

    /// There are other tasks: learns from them.
    pub fn learn(&self) {
        let locale = self.page.locale.get_untracked();
        self.reading.with(|index| self.durations.learn(index.rows(), &locale));
    }

    /// The answer as it is now that there are other tasks.
    pub fn amend(&self) {
        let key = self.page.key.get_untracked();
        if key.query.needs_index() {
            let page = self.page_of(&key);
            self.page.live.amend(page, self.page.clock.instant());
        }
    }

    /// Reads what the URL needs, as far as that costs few calls: all tasks where it is to be searched, sorted or grouped.
    pub fn read_what_is_needed(&self, reads_ahead: bool) {
        let needs_all = self.page.location.with_untracked(|location| location.query.needs_index());
        let extent = self.reading.extent().get_untracked();
        let is_idle = extent.progress.is_none() && !extent.is_cancelled && extent.failure.is_none();
        if !is_idle || !(reads_ahead || needs_all) {
            return;
        }
        let calls = extent.missing.div_ceil(100);
        let by_itself = self.reading.by_itself().unwrap_or_default();
        // What is asked for is looked for among as many at least.
        let most = if needs_all { by_itself.max(UNASKED_CALLS * 100) } else { by_itself };
        match extent.scope {
            Scope::Nothing if most > 0 => self.reading.read(most),
            Scope::Newest(count, _) | Scope::AtLeast(count)
                if count < most && extent.missing > 0 =>
            {
                self.reading.read(most);
            }
            Scope::Newest(..) if needs_all && calls > 0 && calls <= self.most_calls() => {
                self.reading.read_rest();
            }
            Scope::Nothing | Scope::All(_) | Scope::Newest(..) | Scope::AtLeast(_) => {}
        }
    }

    /// Somebody has pressed a head, a group or a chip that said what it costs, or has gone back to what costs nothing.
    pub fn agree(&self, has_agreed: bool) {
        self.has_agreed.set(has_agreed);
    }

    fn most_calls(&self) -> u64 {
        if self.has_agreed.get() { u64::MAX } else { UNASKED_CALLS }
    }

    /// How far the index is, for the line above the rows.
    pub fn state(&self) -> ScopeState {
        let extent = self.reading.extent().get();
        let locale = self.page.locale.read();
        let failure = extent.failure.map(|failure| {
            let title = failure_title(&locale, failure.kind).to_owned();
            failure.code.unwrap_or(title)
        });
        ScopeState {
            scope: extent.scope,
            progress: extent.progress,
            is_cancelled: extent.is_cancelled,
            failure,
            missing: extent.missing,
        }
    }

    /// All that matches a query in a range of creation times.
    pub(super) fn ask(&self, query: &ListQuery, range: Range) -> Answered {
        let (now, locale) = (self.page.clock.instant(), self.page.locale.get_untracked());
        let mut finder = self.finder.borrow_mut();
        self.reading.with(|index| {
            // To hand over all rows takes a while where there are many.
            if finder.version() != Some(index.version()) {
                finder.set_rows(index.rows().to_vec(), index.version());
            }
        });
        let is_slow = |task: &BatchTask| self.durations.is_slow(task, &locale, now);
        finder.answer(query, range, now, &locale, &is_slow)
    }

    /// The page of the answer to `key`. Groups have no pages: all that matches is on one.
    fn page_of(&self, key: &ListKey) -> TaskPage {
        let answered = self.ask(&key.query, key.range.sides(self.page.clock.instant()));
        let is_grouped = Find::read(&key.query.find).group != Group::None;
        let page = if is_grouped {
            let tasks = self.tasks_of(&answered);
            let total = Some(tasks.len() as u64);
            TaskPage { tasks, total, number: Some(1), size: total, request_id: None }
        } else {
            self.finder.borrow().page(&answered, key.query.page, key.query.size)
        };
        self.answered.set(Some(Rc::new(Answer { query: key.query.clone(), answered })));
        page
    }
}

impl IndexAnswers for Answering {
    fn matches(&self, key: &ListKey) -> Option<Vec<Arc<BatchTask>>> {
        let has_tasks = self.reading.with(|index| !index.rows().is_empty());
        has_tasks.then(|| {
            let range = key.range.sides(self.page.clock.instant());
            self.tasks_of(&self.ask(&key.query, range))
        })
    }

    fn scope(&self, _key: &ListKey, locale: &Locale) -> Option<String> {
        match self.reading.extent().get().scope {
            Scope::Nothing => None,
            Scope::All(count) => Some(tr!(locale, "all {count}", count = grouped(count))),
            Scope::Newest(count, _) => Some(tr!(locale, "newest {count}", count = grouped(count))),
            Scope::AtLeast(count) => Some(tr!(locale, "at least {count}", count = grouped(count))),
        }
    }

    fn answer(&self, key: &ListKey) -> Option<TaskPage> {
        let before = self.last.replace(Some(key.clone()));
        let is_other =
            before.is_none_or(|before| before != *key && before.endpoint == key.endpoint);
        let has_tasks = self.reading.with(|index| !index.rows().is_empty());
        (is_other && has_tasks).then(|| self.page_of(key))
    }

    fn completed(&self, key: &ListKey, came: TaskPage) -> TaskPage {
        self.reading.came(key, &came);
        // An answer that comes late is for a question that nobody asks any more.
        let is_wanted = self.page.key.with_untracked(|wanted| wanted == key);
        if key.query.needs_index() && is_wanted { self.page_of(key) } else { came }
    }
}

/// What the URL asks of the index.
pub fn find_of(page: Page) -> Find {
    page.location.with(|location| Find::read(&location.query.find))
}
