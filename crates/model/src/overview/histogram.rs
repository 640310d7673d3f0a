//! The ended batches of a frame, by the slot in which they were created.

use super::{Dated, Frame, Scope};
use crate::task::Standing;

/// A bar for each slot of a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Histogram {
    /// The part of time.
    pub frame: Frame,
    /// As many as it has slots.
    pub bars: Vec<Bar>,
    /// Whether only the rows of one page are counted.
    pub is_page: bool,
}

/// How many batches of one slot have ended, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bar {
    /// Every sub-task succeeded.
    pub done: u64,
    /// Completed, but for some sub-tasks.
    pub partly: u64,
    /// Failed.
    pub failed: u64,
    /// Whether there may be more, which was not read.
    pub is_unread: bool,
}

/// Counts rows. They are those that the other filters than the creation time let through; what has not ended, or in a way that is
/// not documented, is in no bar.
pub fn histogram<'a>(
    rows: impl IntoIterator<Item = Dated<'a>>,
    frame: Frame,
    scope: &Scope,
) -> Histogram {
    let unread = |edges: &[_]| {
        let to = frame.to().map_or(edges[1], |to| to.min(edges[1]));
        let is_unread = !scope.covers((edges[0].max(frame.from()), to));
        Bar { is_unread, ..Bar::default() }
    };
    let mut bars: Vec<_> = frame.edges().windows(2).map(unread).collect();
    for (task, created) in rows {
        let Some(bar) = frame.slot(created).and_then(|slot| bars.get_mut(slot)) else { continue };
        match task.standing() {
            Standing::Completed => bar.done += 1,
            Standing::CompletedWithRest { .. } => bar.partly += 1,
            Standing::Failed => bar.failed += 1,
            Standing::Dispatching | Standing::Running | Standing::Unknown => {}
        }
    }
    Histogram { frame, bars, is_page: scope.is_page }
}

impl Bar {
    /// How many batches it shows.
    pub fn total(&self) -> u64 {
        self.done + self.partly + self.failed
    }
}

impl Histogram {
    /// What several slots have together.
    pub fn sum(&self, slots: std::ops::Range<usize>) -> Bar {
        let bars = self.bars.iter().skip(slots.start).take(slots.len());
        bars.fold(Bar::default(), |sum, bar| Bar {
            done: sum.done + bar.done,
            partly: sum.partly + bar.partly,
            failed: sum.failed + bar.failed,
            is_unread: sum.is_unread || bar.is_unread,
        })
    }
}
