//! What the index answers to the URL, in the place of PolarDB.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use model::find::Find;
use model::find::finder::{Answered, Finder};
use model::query::ListQuery;
use model::sync::index::Scope;
use model::task::{BatchTask, TaskPage};
use model::view::failure_words::failure_title;
use model::view::scope::ScopeState;

use super::reading::{BY_ITSELF, Reading};
use crate::ask::ListKey;
use crate::last_views::Index;
use crate::pages::page::Page;

/// So few calls are made without somebody having agreed.
const UNASKED_CALLS: u64 = 10;

/// Answers the queries of the page.
pub struct Answering {
    page: Page,
    reading: Reading,
    finder: RefCell<Finder>,
    /// What was asked for last: a repeated question is asked of PolarDB, too.
    last: RefCell<Option<ListKey>>,
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
            finder: RefCell::new(Finder::default()),
            last: RefCell::new(None),
            answered: RwSignal::new_local(None),
        })
    }

    /// What was answered last.
    pub fn answered(&self) -> ReadSignal<Option<Rc<Answer>>, LocalStorage> {
        self.answered.read_only()
    }

    /// All tasks that match what the URL asks for, in their order; `None` where PolarDB answers it.
    pub fn matches(&self) -> Option<Vec<Arc<BatchTask>>> {
        let query = self.page.location.with_untracked(|location| location.query.clone());
        let answer = self.answered.get_untracked().filter(|_| query.needs_index())?;
        let finder = self.finder.borrow();
        let places = answer.answered.places.iter();
        Some(places.filter_map(|place| finder.row(*place).cloned()).collect())
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
    pub fn read_what_is_needed(&self, may_cost: bool) {
        let needs_all = self.page.location.with_untracked(|location| location.query.needs_index());
        let extent = self.reading.extent().get_untracked();
        let is_idle = extent.progress.is_none() && !extent.is_cancelled && extent.failure.is_none();
        if !is_idle {
            return;
        }
        let calls = extent.missing.div_ceil(100);
        match extent.scope {
            Scope::Nothing => self.reading.read(BY_ITSELF),
            Scope::Newest(count, _) if count < BY_ITSELF && extent.missing > 0 => {
                self.reading.read(BY_ITSELF);
            }
            Scope::Newest(..) if needs_all && (may_cost || calls <= UNASKED_CALLS) && calls > 0 => {
                self.reading.read_rest();
            }
            Scope::All(_) | Scope::Newest(..) | Scope::AtLeast(_) => {}
        }
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

    fn page_of(&self, key: &ListKey) -> TaskPage {
        let (now, locale) = (self.page.clock.instant(), self.page.locale.get_untracked());
        let mut finder = self.finder.borrow_mut();
        self.reading.with(|index| finder.set_rows(index.rows().to_vec(), index.version()));
        let answered = finder.answer(&key.query, key.range.sides(now), now, &locale, &|_| false);
        let page = finder.page(&answered, key.query.page, key.query.size);
        drop(finder);
        self.answered.set(Some(Rc::new(Answer { query: key.query.clone(), answered })));
        page
    }
}

impl Index for Answering {
    fn answer(&self, key: &ListKey) -> Option<TaskPage> {
        let before = self.last.replace(Some(key.clone()));
        let is_other =
            before.is_none_or(|before| before != *key && before.endpoint == key.endpoint);
        let has_tasks = self.reading.with(|index| !index.rows().is_empty());
        (is_other && has_tasks).then(|| self.page_of(key))
    }

    fn completed(&self, key: &ListKey, came: TaskPage) -> TaskPage {
        self.reading.came(key, &came);
        if key.query.needs_index() { self.page_of(key) } else { came }
    }
}

/// What the URL asks of the index.
pub fn find_of(page: Page) -> Find {
    page.location.with(|location| Find::read(&location.query.find))
}
