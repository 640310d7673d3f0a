//! What the list receives feeds the index.

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::failure::Failure;
use model::remote::Answer;
use model::request::Request;
use model::task::TaskPage;

use super::Runner;
use super::source::is_newest;
use crate::api;
use crate::ask::{Ask, ListKey};

/// A key is answered without a request while the newest page is not older.
const FRESH: TimeDelta = TimeDelta::seconds(10);

impl Runner {
    /// Whether `key` can be answered without asking for the newest page, which is fresh. The same key again is a refresh.
    pub fn is_fresh_for(&self, key: &ListKey) -> bool {
        let is_refresh = self.0.asked.replace(Some(key.clone())).is_some_and(|asked| asked == *key);
        let now = self.0.page.clock.instant();
        let source = self.0.source.borrow();
        let newest = source.newest.as_ref().filter(|_| source.endpoint == key.endpoint);
        !is_refresh && newest.is_some_and(|(_, at)| now - *at < FRESH)
    }

    /// The list has another answer, or why it has none.
    pub(super) fn list_changed(&self) {
        let denies = |failure: &&Failure| failure.kind.denies_access();
        let known = self.0.page.live.known;
        let denial = known.with_untracked(|list| list.failure().filter(denies).cloned());
        if let Some(failure) = denial {
            return self.denied(&failure);
        }
        // Later answers come by `page_came`.
        if self.0.has_looked.replace(true) {
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

    /// The list has received a page, which is true of the instant `at`.
    pub fn page_came(&self, key: &ListKey, page: &TaskPage, at: DateTime<Utc>) {
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

    /// Deletes what is kept.
    pub fn forget_kept(&self) {
        spawn_local(self.0.keeper.forget());
    }
}
