//! The counts of one batch as this session saw them, and what they say about its end.

use chrono::{DateTime, TimeDelta, Utc};

use super::{FURTHEST, Forecast, Rate, SHORTEST_WATCH, STALLED_AFTER, UNWATCHED};

/// What this session saw of the counts of one batch.
///
/// Kept are the instants at which progress was seen ("steps"), and when the batch was last looked at. That
/// nothing happened between two looks with the same count is a fact even if they are hours apart, since
/// successes are never taken back: a batch that bears the same count after the laptop slept has stalled.
/// Of the time since the last look nothing is known, so it never counts as waiting.
#[derive(Clone, Debug)]
pub struct History {
    total: u64,
    first: Sample,
    steps: Vec<Sample>,
    seen_at: DateTime<Utc>,
}

#[derive(Clone, Copy, Debug)]
struct Sample {
    at: DateTime<Utc>,
    done: u64,
}

/// The recent pace.
struct Pace {
    rate: Rate,
    /// How far steps are apart; no longer than [`UNWATCHED`], because more was seen by nobody.
    usual_gap: TimeDelta,
    /// How long the next step has been due.
    overdue: TimeDelta,
}

impl History {
    /// The most steps that are kept.
    pub const CAP: usize = 32;
    /// The pace is that of the last five minutes, if they bear enough steps.
    const WINDOW: TimeDelta = TimeDelta::minutes(5);
    const WINDOW_STEPS: i32 = 8;
    /// Steps that are closer than this are kept as one: 32 of them outlast the window.
    const SPACING: TimeDelta = TimeDelta::seconds(10);
    /// A clock that goes back by less than this was corrected; by more, it was set.
    const CLOCK_SLACK: TimeDelta = TimeDelta::minutes(1);

    /// The first look at a batch: `done` of `total` sub-tasks had succeeded at the instant `at`.
    pub fn new(at: DateTime<Utc>, done: u64, total: u64) -> Self {
        let first = Sample { at, done };
        Self { total, first, steps: Vec::new(), seen_at: at }
    }

    /// Another look. One that is not later than the last is dropped; where the total changed, the count fell
    /// or the clock was set back, the history begins anew.
    pub fn seen(&mut self, at: DateTime<Utc>, done: u64, total: u64) {
        let done_before = self.last_progress().done;
        let clock_was_set = at - self.seen_at < -Self::CLOCK_SLACK;
        if clock_was_set {
            *self = Self::new(at, done, total);
        } else if at > self.seen_at {
            if total != self.total || done < done_before {
                *self = Self::new(at, done, total);
            } else if done > done_before {
                self.stepped(Sample { at, done });
            }
            self.seen_at = at;
        }
    }

    /// When the batch was last looked at.
    pub fn seen_at(&self) -> DateTime<Utc> {
        self.seen_at
    }

    /// How many steps are kept; never more than [`Self::CAP`].
    pub fn len(&self) -> usize {
        self.steps.len()
    }

    /// Whether no progress was seen yet.
    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// The pace of the last five minutes, or of the last eight steps if they took longer; `None` until it
    /// was watched for [`SHORTEST_WATCH`]. A step that is overdue makes it slower.
    pub fn rate(&self) -> Option<Rate> {
        self.pace().map(|pace| pace.rate)
    }

    /// What is known of the end at the instant `now`.
    ///
    /// The end is reckoned from the last step, so that it stands still while the next one is awaited, and
    /// moves away once that is overdue. It is never nearer than one more step, however fast the last were.
    pub fn forecast(&self, now: DateTime<Utc>) -> Forecast {
        let last = self.last_progress();
        let away = now - self.seen_at;
        if last.done >= self.total || away > UNWATCHED || away < -Self::CLOCK_SLACK {
            return Forecast::Unknown;
        }
        let lasting = self.seen_at - last.at;
        if lasting >= STALLED_AFTER {
            return Forecast::Stalled { lasting };
        }
        let Some(pace) = self.pace() else { return Forecast::Estimating };
        let remaining = self.total - last.done;
        let Some(needed) = pace.rate.time_for(remaining) else { return Forecast::Unknown };
        let needed = needed.max(pace.usual_gap + pace.overdue);
        let end = last.at.checked_add_signed(pace.overdue + needed);
        match end.map(|end| end.max(now)) {
            Some(at) if at - now <= FURTHEST => Forecast::Ends { at, left: at - now },
            _ => Forecast::Unknown,
        }
    }

    fn last_progress(&self) -> Sample {
        self.steps.last().copied().unwrap_or(self.first)
    }

    fn stepped(&mut self, step: Sample) {
        if let [.., before, last] = self.steps.as_mut_slice()
            && last.at - before.at < Self::SPACING
        {
            *last = step;
            return;
        }
        if self.steps.len() == Self::CAP {
            self.first = self.steps.remove(0);
        }
        self.steps.push(step);
    }

    /// The pace up to the last look. Before the second step nobody knows how far steps are apart: then all
    /// waiting counts.
    fn pace(&self) -> Option<Pace> {
        let (last, earlier) = self.steps.split_last()?;
        if self.seen_at - self.first.at < SHORTEST_WATCH {
            return None;
        }
        let waited = self.seen_at - last.at;
        let Some((start, steps)) = self.window_of_steps(*last, earlier) else {
            let rate = Rate::new(last.done - self.first.done, self.seen_at - self.first.at)?;
            let usual_gap = (last.at - self.first.at).min(UNWATCHED);
            return Some(Pace { rate, usual_gap, overdue: waited });
        };
        let usual_gap = ((last.at - start.at) / steps).min(UNWATCHED);
        let overdue = (waited - usual_gap).max(TimeDelta::zero());
        let since = |from: Sample| Rate::new(last.done - from.done, last.at - from.at + overdue);
        let mut rate = since(start)?;
        if self.steps.first().is_some_and(|step| step.at == start.at) {
            // The wait for the first step was longer than what was seen of it.
            rate = rate.slower(since(self.first)?);
        }
        Some(Pace { rate, usual_gap, overdue })
    }

    /// The step that the window begins with, and how many come after it; `None` before the second step.
    fn window_of_steps(&self, last: Sample, earlier: &[Sample]) -> Option<(Sample, i32)> {
        let is_long = |(after, step): &(i32, &Sample)| {
            *after >= Self::WINDOW_STEPS && last.at - step.at >= Self::WINDOW
        };
        let oldest = earlier.first()?;
        let mut counted = (1..).zip(earlier.iter().rev());
        let whole = (i32::try_from(earlier.len()).ok()?, oldest);
        let (steps, start) = counted.find(is_long).unwrap_or(whole);
        Some((*start, steps))
    }
}
