//! What an earlier visit or another tab has left is taken over, and what this one has read is written.

use std::collections::HashMap;
use std::rc::Rc;
use std::time::Duration;

use chrono::TimeDelta;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::failure::Failure;
use model::sync::index::{Index, Restoring};

use super::Runner;
use super::source::{Source, Stage, settings_of};
use crate::browser;
use crate::clock::browser_time;
use crate::guards::Timer;
use crate::index::kept::{Amount, Parcel};
use crate::turns::next_turn;

/// The reading by calls waits so long for what is kept.
const PATIENCE: Duration = Duration::from_millis(1_500);
/// What changes is written so often.
const BETWEEN_SAVES: TimeDelta = TimeDelta::seconds(30);
/// What other tabs write is taken over so often.
const BETWEEN_NEWS: TimeDelta = TimeDelta::seconds(60);

impl Runner {
    /// Takes note of the source that a reply names. Whether the rows are of another source than those before: then all of them are
    /// forgotten, for they are another account's.
    pub(super) fn is_of_another(&self, name: Option<String>) -> bool {
        let Some(name) = name else {
            self.is_ready();
            return false;
        };
        let known = self.0.source.borrow().name.clone();
        if known.as_ref() == Some(&name) {
            return false;
        }
        let is_of_another = known.is_some();
        if is_of_another {
            self.begin_anew();
        }
        self.0.source.borrow_mut().set_name(name);
        self.restore();
        is_of_another
    }

    /// The proxy does not say yet whose rows these are, or never does: nothing is kept so far.
    fn is_ready(&self) {
        let mut source = self.0.source.borrow_mut();
        if matches!(source.stage, Stage::Unknown) {
            source.stage = Stage::Ready;
        }
    }

    /// Whether anything may be kept, as far as is known.
    pub(super) fn keeps(&self) -> bool {
        let is_known_to_be_off = self.0.auto.get() == Some(None);
        self.0.views.is_on() && self.0.is_wanted.get() && !is_known_to_be_off
    }

    /// Reads what is kept of this source, and goes on with it. Calls wait for that, but not long.
    fn restore(&self) {
        let scope = self.0.source.borrow().scope.clone();
        let Some(scope) = scope.filter(|_| self.keeps()) else { return self.is_ready() };
        {
            let mut source = self.0.source.borrow_mut();
            (source.is_busy, source.restored_at) = (true, browser_time());
        }
        let shell = Rc::downgrade(&self.0);
        let late = shell.clone();
        let limit = Timer::after(PATIENCE, move || {
            if let Some(runner) = late.upgrade().map(Self) {
                runner.go_on_by_calls();
            }
        });
        if matches!(self.0.source.borrow().stage, Stage::Unknown) {
            self.0.source.borrow_mut().stage = Stage::Restoring { _limit: limit };
        }
        spawn_local(async move {
            let Some(runner) = shell.upgrade().map(Self) else { return };
            let parcel = runner.0.keeper.read(&scope).await;
            let index = match parcel {
                Some(parcel) => runner.restored(parcel).await,
                None => None,
            };
            if runner.0.source.borrow().scope.as_ref() == Some(&scope) {
                let index = index.filter(|_| runner.keeps());
                if !index.is_some_and(|index| runner.has_taken_over(index)) {
                    runner.0.keeper.disown();
                }
                runner.0.source.borrow_mut().is_busy = false;
                runner.go_on_by_calls();
            }
        });
    }

    fn go_on_by_calls(&self) {
        self.0.source.borrow_mut().stage = Stage::Ready;
        self.go_on();
    }

    /// The index that was kept, chunk by chunk, so that no press waits for it.
    async fn restored(&self, parcel: Parcel) -> Option<Index> {
        let page = self.0.page;
        let (locale, now) = (page.locale.get_untracked(), page.clock.instant());
        let mut restoring = Restoring::new(&parcel.meta, 1, settings_of(page), locale, now)?;
        let chunks: HashMap<String, Vec<u8>> = parcel.chunks.into_iter().collect();
        for id in restoring.chunks() {
            if let Some(bytes) = chunks.get(&id.to_string()) {
                restoring.chunk_came(id, bytes);
                next_turn().await;
            }
        }
        Some(restoring.finish())
    }

    /// Goes on with an index that was kept, unless more is known by now. Calls for the one before are given up.
    fn has_taken_over(&self, index: Index) -> bool {
        let mut source = self.0.source.borrow_mut();
        let is_more = index.len() > source.index.len();
        if !is_more && (index.len() < source.index.len() || !source.calls.is_empty()) {
            return false;
        }
        source.calls.clear();
        source.saved_at = browser_time();
        source.index = index;
        source.epoch = source.epoch.wrapping_add(1);
        if let Some((page, at)) = source.newest.clone() {
            source.index.newest_came(0, &page, at);
        }
        for (range, newest) in source.wants.clone() {
            source.index.want(range, newest);
        }
        source.due = None;
        true
    }

    /// Takes over what another tab has written, now and then.
    pub(super) fn follow_news(&self) {
        let is_idle = {
            let source = self.0.source.borrow();
            let is_due = browser_time() - source.restored_at >= BETWEEN_NEWS;
            let is_free = source.calls.is_empty() && !source.is_awaited && !source.is_busy;
            is_due && is_free && source.scope.is_some()
        };
        if is_idle && self.0.told.get() > self.0.keeper.known_generation() && !browser::is_hidden()
        {
            self.restore();
        }
    }

    /// Somebody sees the page again, to which nothing was told while the browser had it frozen.
    pub(super) fn come_back(&self) {
        let scope = self.0.source.borrow().scope.clone();
        let Some(scope) = scope.filter(|_| self.keeps()) else { return };
        let runner = self.clone();
        spawn_local(async move {
            if let Some(generation) = runner.0.keeper.generation(&scope).await {
                runner.0.told.set(generation);
            }
        });
    }

    /// Nobody sees the page any more: another tab may read, and this one may never be seen again.
    pub(super) fn leave(&self) {
        self.save(true);
        self.0.source.borrow().turn.release();
    }

    /// Writes what has changed, if this is the tab to do so.
    pub(super) fn save(&self, is_last: bool) {
        let (is_due, scope) = {
            let source = self.0.source.borrow();
            let is_idle = matches!(source.stage, Stage::Ready) && !source.is_busy;
            let is_seen_and_due =
                !browser::is_hidden() && browser_time() - source.saved_at >= BETWEEN_SAVES;
            let is_due = is_last || is_seen_and_due;
            (is_idle && is_due, source.scope.clone())
        };
        let may_write = || is_due && self.keeps() && self.has_turn();
        let Some(scope) = scope.filter(|_| may_write()) else { return };
        let shell = Rc::downgrade(&self.0);
        {
            let mut source = self.0.source.borrow_mut();
            (source.is_busy, source.saved_at) = (true, browser_time());
        }
        spawn_local(async move {
            let Some(runner) = shell.upgrade().map(Self) else { return };
            let epoch = runner.0.source.borrow().epoch;
            runner.write(epoch, &scope).await;
            runner.of_epoch(epoch, |source| source.is_busy = false);
        });
    }

    /// Does something with the index of this epoch, if that is still there.
    fn of_epoch<T>(&self, epoch: u32, action: impl FnOnce(&mut Source) -> T) -> Option<T> {
        let mut source = self.0.source.borrow_mut();
        (source.epoch == epoch).then(|| action(&mut source))
    }

    async fn write(&self, epoch: u32, scope: &str) -> Option<()> {
        let keeper = &self.0.keeper;
        let amount = keeper.amount(scope).await?;
        let now = self.0.page.clock.instant();
        let (saving, rows) = self.of_epoch(epoch, |source| {
            if amount == Amount::Whole {
                source.index.storage_lost();
            }
            Some((source.index.save(now)?, source.index.len() as u64))
        })??;
        let mut chunks = Vec::new();
        for id in saving.chunks() {
            chunks.push((id.to_string(), saving.bytes(id)));
            next_turn().await;
        }
        let removed = saving.removed().iter().map(u32::to_string).collect();
        let parcel = Parcel { chunks, removed, meta: saving.meta().to_vec(), rows };
        let generation = keeper.write(scope, parcel, amount).await?;
        let endpoint = self.of_epoch(epoch, |source| {
            source.index.saved(&saving);
            source.endpoint.clone()
        })?;
        if let Some(news) = &*self.0.news.borrow() {
            news.tell(generation);
        }
        keeper.tidy(&endpoint, scope, browser_time()).await;
        Some(())
    }

    /// The user may not see the list, nor what is known of it. What is kept is deleted where a reply says so, and not for want of a token:
    /// it is shown to nobody before a reply has confirmed its source.
    pub(super) fn denied(&self, failure: &Failure) {
        if self.0.is_denied.replace(true) {
            return;
        }
        let endpoint = self.0.source.borrow().endpoint.clone();
        self.begin_at(endpoint);
        if failure.is_of_reply() {
            self.forget_kept();
        }
    }
}
