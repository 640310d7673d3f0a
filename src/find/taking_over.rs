//! Rows of the index are taken over in slices, between which the browser renders and answers presses, and now and then while many are
//! read: whoever reads 100,000 does not wait for as many searches and sorts.

use std::rc::{Rc, Weak};
use std::time::Duration;

use chrono::TimeDelta;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::sync::index::{Index, Snapshot};

use super::answering::Answering;
use crate::clock::browser_time;
use crate::index::runner::{Reading, Version};
use crate::turns::{next_turn, pause};

/// Between two times at least.
const PAUSE: TimeDelta = TimeDelta::milliseconds(400);
/// What takes long is done less often.
const PAUSE_BY_LENGTH: i32 = 10;
const LONGEST_PAUSE: TimeDelta = TimeDelta::seconds(5);
/// How often it is looked meanwhile whether all is read.
const LOOK: Duration = Duration::from_millis(50);
/// So many more or less rows are taken over at once.
const FEW: usize = 3_000;
/// A slice.
const AT_ONCE: TimeDelta = TimeDelta::milliseconds(8);

impl Answering {
    /// Takes over the rows of the index as they are, and again as long as there are others by then.
    pub fn take_over(self: &Rc<Self>) {
        if self.is_taking_over.replace(true) {
            return;
        }
        let answering = Rc::downgrade(self);
        spawn_local(async move {
            while let Some(length) = take_over(&answering).await {
                rest(&answering, (length * PAUSE_BY_LENGTH).clamp(PAUSE, LONGEST_PAUSE)).await;
            }
            if let Some(answering) = answering.upgrade() {
                answering.is_taking_over.set(false);
            }
        });
    }

    /// Takes them over now where that takes no time, and where those before are of another endpoint or account.
    pub(super) fn take_over_few(&self) {
        let version = self.runner.current();
        let (before, _) = self.found_in.get();
        if before == Some(version) {
            return;
        }
        let is_other = before.is_none_or(|before| before.source != version.source);
        let known = self.finder.borrow().rows().len();
        if is_other || self.runner.with(Index::len).abs_diff(known) <= FEW {
            let snapshot = self.runner.with(Index::snapshot);
            self.set_rows(&snapshot, version);
        }
    }

    fn set_rows(&self, snapshot: &Snapshot, version: Version) {
        let (_, count) = self.found_in.get();
        let rows = snapshot.rows().map(|row| row.task.clone()).collect();
        self.finder.borrow_mut().set_rows(rows, count + 1);
        self.found_in.set((Some(version), count + 1));
    }
}

/// Lets time pass before the rows are taken over again; little where all is read by then, for counts that are no longer "so far" are to be
/// those of all.
async fn rest(answering: &Weak<Answering>, length: TimeDelta) {
    let is_reading = || {
        let answering = answering.upgrade()?;
        let is_reading = |reading: &Reading| reading.progress.is_some();
        Some(answering.runner.reading().with_untracked(is_reading))
    };
    let end = browser_time() + length;
    pause(LOOK).await;
    while browser_time() < end && is_reading() == Some(true) {
        pause(LOOK).await;
    }
}

/// Takes the rows over, and returns how long that took; `None` where they are there, and where nobody wants them any more.
async fn take_over(answering: &Weak<Answering>) -> Option<TimeDelta> {
    let begin = browser_time();
    let (version, snapshot) = {
        let answering = answering.upgrade()?;
        let version = answering.runner.current();
        answering.durations.is_behind(version).then_some(())?;
        (version, answering.runner.with(Index::snapshot))
    };
    let mut slice = browser_time();
    for piece in &snapshot.pieces {
        let is_new = {
            let answering = answering.upgrade()?;
            let locale = answering.page.locale.get_untracked();
            answering.durations.learn(piece, version, &locale)
        };
        if is_new && browser_time() - slice > AT_ONCE {
            next_turn().await;
            slice = browser_time();
        }
    }
    answering.upgrade()?.set_rows(&snapshot, version);
    while answering.upgrade()?.finder.borrow_mut().work() {
        if browser_time() - slice > AT_ONCE {
            next_turn().await;
            slice = browser_time();
        }
    }
    let count = |count: &mut u64| *count = count.wrapping_add(1);
    {
        let answering = answering.upgrade()?;
        answering.durations.has_learned(version);
        answering.taken_over.update(count);
    }
    next_turn().await;
    answering.upgrade()?.counted.update(count);
    next_turn().await;
    Some(browser_time() - begin)
}
