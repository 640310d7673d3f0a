//! What a call needs before and while it is made: room for its reply, and a turn.

use std::sync::Arc;

use crate::answer::Answer;
use crate::outbound::asker::{Asker, Urgency};
use crate::outbound::pace::{Turn, UpstreamPace};
use crate::outbound::retry::Budget;
use crate::outbound::room::{FIRST, Room, Rooms};
use crate::refusal::Refusal;

/// What limits calls. A reload hands it on.
pub(crate) struct Limiter {
    pub(crate) pace: UpstreamPace,
    pub(crate) rooms: Arc<Rooms>,
    pub(crate) retries: Arc<Budget>,
}

/// A call that may be made.
pub(crate) struct Passage<'a> {
    pub(crate) turn: Turn,
    pub(crate) retries: &'a Budget,
    room: Room,
}

/// An answer, with the room that its body takes.
pub(crate) struct Made {
    pub(crate) answer: Answer,
    pub(crate) room: Option<Room>,
}

impl Limiter {
    pub(crate) fn new(pace: UpstreamPace) -> Self {
        Self { pace, rooms: Arc::default(), retries: Arc::default() }
    }

    pub(crate) fn with_pace(&self, pace: UpstreamPace) -> Self {
        Self { pace, rooms: Arc::clone(&self.rooms), retries: Arc::clone(&self.retries) }
    }

    /// Waits for room first: who waits for that must not take a turn from others.
    ///
    /// # Errors
    /// [`Refusal::NoRoom`], [`Refusal::UpstreamBusy`], [`Refusal::UpstreamTimeout`].
    pub(crate) async fn passage(
        &self,
        asker: &Asker,
        urgency: &Urgency,
    ) -> Result<Passage<'_>, Refusal> {
        let room = self.rooms.room(&asker.caller, FIRST).await?;
        let turn = self.pace.turn(&asker.caller, urgency).await?;
        Ok(Passage { turn, retries: &self.retries, room })
    }
}

impl Passage<'_> {
    /// Waits for room for a body of which the whole length is known. The next call may begin meanwhile.
    ///
    /// # Errors
    /// [`Refusal::NoRoom`].
    pub(crate) async fn room_for(&mut self, bytes: usize) -> Result<(), Refusal> {
        if !self.room.try_grow_to(bytes) {
            self.turn.give_up_place();
            self.room.grow_to(bytes).await?;
        }
        Ok(())
    }

    /// The same for a body of which nobody knows how long it will be.
    ///
    /// # Errors
    /// [`Refusal::NoRoom`].
    pub(crate) async fn room_for_part(&mut self, bytes: usize) -> Result<(), Refusal> {
        if !self.room.try_grow_to(bytes) {
            self.turn.give_up_place();
            self.room.outgrow().await?;
        }
        Ok(())
    }

    /// The room of a body that is there.
    pub(crate) fn into_room(mut self, bytes: usize) -> Room {
        self.room.shrink_to(bytes);
        self.room
    }
}
