//! The list and the index: what the list receives feeds it, and keys that PolarDB cannot answer are answered from it.

use std::rc::Rc;

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::failure::Failure;
use model::remote::Answer;
use model::request::Request;
use model::task::TaskPage;

use super::source::is_newest;
use super::{Answering, Runner};
use crate::api;
use crate::ask::{Ask, ListKey};
use crate::last_views::Index;

/// How often the list is told of better rows while they are read.
const BETWEEN_AMENDMENTS: TimeDelta = TimeDelta::milliseconds(400);
/// A key is answered without a request while the newest page is not older.
const FRESH: TimeDelta = TimeDelta::seconds(10);

impl Runner {
    /// Answers keys of the list by `answering` from now on. It is called where the list is being changed, so that it may read the
    /// index, but no state of the list.
    pub fn answer_by(&self, answering: Rc<Answering>) {
        self.0.answering.replace(Some(answering));
        self.0.views.set_index(Rc::new(self.clone()));
        // What the URL asks for may have waited for this.
        if self.0.page.key.with_untracked(|key| key.query.needs_index()) {
            self.0.page.live.refresh();
        }
    }

    /// The list has another answer, or why it has none.
    pub(super) fn list_changed(&self) {
        let denies = |failure: &&Failure| failure.kind.denies_access();
        let known = self.0.page.live.known;
        let denial = known.with_untracked(|list| list.failure().filter(denies).cloned());
        if let Some(failure) = denial {
            return self.denied(&failure);
        }
        // Later answers are told of by the list itself.
        let is_first = !self.0.has_looked.replace(true);
        if !is_first && self.0.answering.borrow().is_some() {
            return;
        }
        let came = known.with_untracked(|list| {
            let is_plain = |answer: &&Answer<ListKey, TaskPage>| {
                !answer.is_recalled && !answer.key.query.needs_index()
            };
            let answer = list.answer().filter(is_plain)?;
            Some((answer.key.clone(), answer.value.clone(), answer.received_at))
        });
        if let Some((key, page, at)) = came {
            self.page_came(&key, &page, at);
        }
    }

    /// The list has received a page.
    fn page_came(&self, key: &ListKey, page: &TaskPage, at: DateTime<Utc>) {
        self.turn_to(&key.endpoint);
        // True for this moment: nothing else has come since.
        self.is_of_another(api::source_of(&key.endpoint));
        let Some(Request::List(asked)) = key.request(at) else { return };
        self.0.is_denied.set(false);
        let mut source = self.0.source.borrow_mut();
        if is_newest(&asked) {
            source.newest = Some((page.clone(), at));
        }
        source.index.rows_came(0, &asked, page, at);
        source.due = None;
        drop(source);
        self.go_on_soon();
    }

    /// Gives the list the rows as they are now, where it shows an answer of the index.
    pub(super) fn amend(&self, is_last: bool) {
        let page = self.0.page;
        let Some(answering) = self.0.answering.borrow().clone() else { return };
        let key = page.key.get_untracked();
        let now = page.clock.instant();
        let at = {
            let mut source = self.0.source.borrow_mut();
            let version = source.version();
            let (before, known) = source.amended;
            let is_due = version != known && (is_last || now - before >= BETWEEN_AMENDMENTS);
            if !is_due || !key.query.needs_index() || source.newest.is_none() {
                return;
            }
            source.amended = (now, version);
            source.index.as_of().unwrap_or(now)
        };
        page.live.amend(answering(&key), at);
    }
}

impl Index for Runner {
    fn answer(&self, key: &ListKey) -> Option<TaskPage> {
        let is_refresh = self.0.asked.replace(Some(key.clone())).is_some_and(|asked| asked == *key);
        let answering = self.0.answering.borrow().clone()?;
        let now = self.0.page.clock.instant();
        let is_fresh = {
            let source = self.0.source.borrow();
            let newest = source.newest.as_ref().filter(|_| source.endpoint == key.endpoint);
            newest.is_some_and(|(_, at)| now - *at < FRESH)
        };
        (is_fresh && !is_refresh).then(|| answering(key))
    }

    fn completed(&self, key: &ListKey, came: TaskPage, at: DateTime<Utc>) -> TaskPage {
        self.page_came(key, &came, at);
        let answering = self.0.answering.borrow().clone();
        match answering.filter(|_| key.query.needs_index()) {
            Some(answering) => answering(key),
            None => came,
        }
    }

    fn forget(&self) {
        spawn_local(self.0.keeper.forget());
    }
}
