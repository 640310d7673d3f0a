//! The part of a frame that somebody chose.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Frame, Moment};
use crate::query::Created;

/// From one instant up to another one, which is no part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brush {
    /// Where it begins.
    pub from: DateTime<Utc>,
    /// Where it ends.
    pub to: DateTime<Utc>,
}

/// An end of it, which can be moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handle {
    /// The earlier one.
    From,
    /// The later one.
    To,
}

const SECOND: TimeDelta = TimeDelta::seconds(1);
/// Slots that the Page keys go.
const PAGE: usize = 6;

impl Brush {
    /// The whole frame.
    pub fn whole(frame: &Frame) -> Self {
        Self { from: frame.edge(0), to: frame.edge(frame.slots()) }
    }

    /// What a range of creation times is of the frame; none where it is all of it, or nothing.
    pub fn of(created: Created, moment: Moment, frame: &Frame) -> Option<Self> {
        if created == frame.base() || created.is_reversed() {
            return None;
        }
        let (from, to) = moment.resolved(created).sides(moment.now);
        let whole = Self::whole(frame);
        let from = match created {
            // It slides with the clock, and what is brushed does not.
            Created::Last(_) => from.and_then(|from| Some(frame.edge(frame.slot(from)?))),
            _ => from,
        };
        let from = from.map_or(whole.from, |from| from.max(whole.from));
        // Ranges end with a second that is part of them.
        let to = to.filter(|to| frame.to().is_none_or(|end| *to < end));
        let to = to.map_or(whole.to, |to| (to + SECOND).min(whole.to));
        let brush = Self { from, to };
        (from < to && !brush.is_whole(frame)).then_some(brush)
    }

    /// From the first of two slots to the end of the other one, in whatever order.
    pub fn across(frame: &Frame, slot: usize, other: usize) -> Self {
        Self { from: frame.edge(slot.min(other)), to: frame.edge(slot.max(other) + 1) }
    }

    /// Whether it is all of the frame.
    pub fn is_whole(&self, frame: &Frame) -> bool {
        let whole = Self::whole(frame);
        self.from <= whole.from.max(frame.from()) && self.to >= whole.to
    }

    /// The range of creation times to ask for.
    pub fn created(&self, frame: &Frame) -> Created {
        if self.is_whole(frame) {
            return frame.base();
        }
        let is_end = self.to >= frame.edge(frame.slots());
        let to = if is_end { frame.to() } else { Some(self.to - SECOND) };
        Created::Between { from: Some(self.from.max(frame.from())), to }
    }

    /// The slots that it touches.
    pub fn slots(&self, frame: &Frame) -> std::ops::Range<usize> {
        let begin = last_edge(frame, self.from);
        let end = frame.edges().partition_point(|edge| *edge < self.to);
        begin..end.clamp(begin + 1, frame.slots().max(begin + 1))
    }

    /// The same with an end at the edge nearest to a place, in ten-thousandths of the width.
    #[must_use]
    pub fn dragged(self, handle: Handle, permyriad: u16, frame: &Frame) -> Self {
        self.with(handle, (usize::from(permyriad) * frame.slots() + 5_000) / 10_000, frame)
    }

    /// The same with an end where a key brings it; none for a key that does nothing.
    pub fn stepped(self, handle: Handle, key: &str, frame: &Frame) -> Option<Self> {
        let at = match handle {
            Handle::From => self.from,
            Handle::To => self.to,
        };
        let back = |steps| frame.edges().partition_point(|edge| *edge < at).saturating_sub(steps);
        let edge = match key {
            "ArrowLeft" | "ArrowDown" => back(1),
            "ArrowRight" | "ArrowUp" => last_edge(frame, at) + 1,
            "PageDown" => back(PAGE),
            "PageUp" => last_edge(frame, at) + PAGE,
            "Home" => 0,
            "End" => frame.slots(),
            _ => return None,
        };
        Some(self.with(handle, edge, frame))
    }

    /// The same with an end at an edge, as far as leaves one slot.
    fn with(self, handle: Handle, edge: usize, frame: &Frame) -> Self {
        let slots = self.slots(frame);
        match handle {
            Handle::From => Self { from: frame.edge(edge.min(slots.end - 1)), ..self },
            Handle::To => Self { to: frame.edge(edge.max(slots.start + 1)), ..self },
        }
    }
}

/// The last edge that is not after an instant.
fn last_edge(frame: &Frame, instant: DateTime<Utc>) -> usize {
    let begun = frame.edges().partition_point(|edge| *edge <= instant);
    begun.saturating_sub(1).min(frame.slots() - 1)
}
