//! What a pointer does that is down on the histogram. Places are in ten-thousandths of the width.

use super::{Brush, Frame, Handle};

/// A pointer that is down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Press {
    at: u16,
    /// The end that it moves.
    handle: Option<Handle>,
    /// What was brushed before.
    before: Option<Brush>,
}

impl Press {
    /// It went down at a place, where this was brushed. `reach` is how far from its middle a handle can be taken.
    pub fn new(at: u16, before: Option<Brush>, reach: u16, frame: &Frame) -> Self {
        let brush = before.unwrap_or(Brush::whole(frame));
        let (from, to) = (frame.position(brush.from), frame.position(brush.to));
        let (to_from, to_to) = (at.abs_diff(from), at.abs_diff(to));
        // Beside a narrow range both are in reach.
        let nearer = if to_from < to_to || to_from == to_to && at < from {
            Handle::From
        } else {
            Handle::To
        };
        Self { at, handle: (to_from.min(to_to) <= reach).then_some(nearer), before }
    }

    /// What is brushed once it has moved to a place.
    pub fn moved(&self, at: u16, frame: &Frame) -> Brush {
        match self.handle {
            Some(handle) => self.before.unwrap_or(Brush::whole(frame)).dragged(handle, at, frame),
            None => Brush::across(frame, frame.slot_at(self.at), frame.slot_at(at)),
        }
    }

    /// What is brushed when it comes up where it went down: one slot. A handle of a range was only taken.
    pub fn clicked(&self, frame: &Frame) -> Option<Brush> {
        let slot = frame.slot_at(self.at);
        let is_taken = self.handle.is_some() && self.before.is_some();
        (!is_taken).then(|| Brush::across(frame, slot, slot))
    }
}
