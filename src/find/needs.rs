//! What has to be read for the URL, what that costs, and how far it is.

use leptos::prelude::*;
use model::overview::Frame;
use model::sync::index::{Cost, CreationRange, Index, Progress, Scope, Stopped};
use model::view::failure_words::failure_title;
use model::view::scope::ScopeState;

use super::answering::Answering;
use crate::ask::ListKey;

/// So few calls are made without somebody having agreed.
const UNASKED_CALLS: u64 = 10;
/// Where all would take more, so many of the newest are looked through at least.
const FEWEST: u64 = 1_000;

impl Answering {
    /// Reads what the URL needs: all tasks of its range where that costs few calls or somebody has agreed, else the newest of them.
    pub fn read_what_is_needed(&self) {
        let key = self.page.key.get_untracked();
        let reading = self.runner.reading().get_untracked();
        let has_begun = self.runner.with(|index| index.as_of().is_some());
        // Whoever has stopped the refresh presses what says its cost.
        let is_paused = self.page.live.refreshing.with_untracked(|it| it.is_paused);
        let is_left_alone = reading.stopped.is_some() || is_paused && !self.has_agreed.get();
        if !key.query.needs_index() || !has_begun || is_left_alone {
            return;
        }
        let (range, source) = (self.range_of(&key), self.runner.current().source);
        let Cost { calls, is_most, .. } = self.runner.cost(range);
        if calls == Some(0) {
            return;
        }
        let is_few = calls.is_some_and(|calls| calls <= UNASKED_CALLS) || self.has_agreed.get();
        let measured = Some((source, key.range));
        if !is_few && (calls.is_none() || is_most) && self.measured.replace(measured) != measured {
            return self.runner.measure(range);
        }
        let newest = (!is_few).then(|| self.runner.auto().unwrap_or_default().max(FEWEST));
        let wanted = Some((source, key.range, newest));
        if self.wanted.replace(wanted) != wanted || reading.progress.is_none() {
            self.runner.want(range, newest);
        }
    }

    /// Reads what the histogram shows, where the newest tasks are read and that is not among them: by ten calls at most, and once.
    /// Counts say "at least" of what is beyond.
    pub fn read_for_overview(&self, frame: &Frame) {
        let reading = self.runner.reading().get_untracked();
        let is_busy = reading.progress.is_some() || reading.stopped.is_some();
        let range = CreationRange { from: Some(frame.from()), to: frame.to() };
        let is_read = || self.runner.cost(range).calls == Some(0);
        if is_busy || !self.runner.reads_ahead() || is_read() {
            return;
        }
        let shown = Some((self.runner.current().source, range));
        if self.overviewed.replace(shown) != shown {
            self.runner.want_unasked(range, Some(FEWEST));
        }
    }

    /// Reads all tasks of the range that the URL asks for.
    pub fn read_rest(&self) {
        self.runner.want(self.range_of(&self.page.key.get_untracked()), None);
    }

    /// Somebody has pressed a head, a group or a chip that said what it costs, or has gone back to what costs nothing.
    pub fn agree(&self, has_agreed: bool) {
        self.has_agreed.set(has_agreed);
    }

    /// How far the index is, for the line above the rows.
    pub fn state(&self) -> ScopeState {
        self.runner.version().track();
        let reading = self.runner.reading().get();
        let key = self.page.key.get();
        let locale = self.page.locale.read();
        let failure = match &reading.stopped {
            Some(Stopped::Failed(failure)) => {
                let title = || failure_title(&locale, failure.kind).to_owned();
                Some(failure.code.clone().unwrap_or_else(title))
            }
            Some(Stopped::Cancelled) | None => None,
        };
        let scope = self.scope_of(&key);
        let can_read = scope.is_some() && !reading.is_off;
        ScopeState {
            scope,
            progress: reading.progress,
            is_cancelled: reading.stopped == Some(Stopped::Cancelled),
            failure,
            cost: if can_read { self.runner.cost(self.range_of(&key)) } else { Cost::default() },
        }
    }

    /// The same for what is said of the rows: while many tasks that were read are still to be searched, these are not all.
    pub fn state_of_rows(&self) -> ScopeState {
        /// New tasks are searched in a moment: nothing is to flicker for them.
        const FEW: usize = 30;
        let state = self.state();
        let (known, read) = (self.finder.borrow().rows().len(), self.runner.with(Index::len));
        let is_behind = read.abs_diff(known) > FEW;
        let behind = is_behind.then_some(Progress { read: known as u64, of: Some(read as u64) });
        ScopeState { progress: state.progress.or(behind), ..state }
    }

    /// Which tasks the index has of those that a key asks for; `None` where it was told of none yet.
    pub(super) fn scope_of(&self, key: &ListKey) -> Option<Scope> {
        let has_begun = self.runner.with(|index| index.as_of().is_some() || !index.is_empty());
        has_begun.then(|| self.runner.scope(self.range_of(key)))
    }
}
