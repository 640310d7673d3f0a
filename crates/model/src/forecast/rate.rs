//! So many sub-tasks in so much time.

use chrono::TimeDelta;

use super::FURTHEST;

/// A pace, with the window in which it was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Sub-tasks that succeeded in the window; at least one.
    pub done: u64,
    /// The length of the window in milliseconds; at least one.
    pub over_ms: u64,
}

impl Rate {
    /// The pace of `done` sub-tasks in `over`; `None` where either is nothing or less.
    pub(super) fn new(done: u64, over: TimeDelta) -> Option<Self> {
        let over_ms = u64::try_from(over.num_milliseconds()).ok()?;
        (done > 0 && over_ms > 0).then_some(Self { done, over_ms })
    }

    /// How long `count` sub-tasks take at this pace; `None` where that is beyond [`FURTHEST`].
    pub fn time_for(self, count: u64) -> Option<TimeDelta> {
        let milliseconds = count.checked_mul(self.over_ms)? / self.done;
        let time = TimeDelta::try_milliseconds(i64::try_from(milliseconds).ok()?)?;
        (time <= FURTHEST).then_some(time)
    }

    /// The one of the two at which a sub-task takes longer.
    pub(super) fn slower(self, other: Self) -> Self {
        let takes = |a: Self, b: Self| a.over_ms.saturating_mul(b.done);
        if takes(other, self) > takes(self, other) { other } else { self }
    }
}
