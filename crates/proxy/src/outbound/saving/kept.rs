//! One answer in memory.

use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use axum::body::Bytes;
use tokio::sync::OnceCell;
use tokio::time::Instant;

use super::Saving;
use crate::answer::{self, Answer};
use crate::inbound::callers::Caller;
use crate::outbound::passage::Made;
use crate::outbound::reply;
use crate::outbound::room::{Room, Rooms};
use crate::refusal::Refusal;

/// What the last call brought, and the last good answer.
pub(super) struct Kept {
    pub(super) answer: Answer,
    received: Instant,
    /// Where this one is an error.
    pub(super) good: Option<Arc<Kept>>,
    /// Compressed when the first caller wants it so; none inside where that is of no use.
    gzip: OnceCell<Option<Bytes>>,
    /// The room that replies hold which are on their way.
    room: Mutex<Weak<Room>>,
}

impl Kept {
    /// What a call has just brought, and the room to hand on to those who wait for it.
    pub(super) fn new(made: Made, before: Option<Arc<Self>>) -> (Self, Option<Arc<Room>>) {
        let Made { answer, room } = made;
        if answer.is_passing_trouble() {
            let (code, request_id) = (answer.code.as_deref(), &answer.request_id);
            tracing::warn!(code, request_id, "no good answer from PolarDB");
        }
        let before = before
            .and_then(|kept| if kept.answer.is_good() { Some(kept) } else { kept.good.clone() });
        // What may no longer be seen, or is no longer there, is forgotten.
        let good = before.filter(|_| answer.is_passing_trouble());
        let room = room.map(Arc::new);
        let of_replies = Mutex::new(room.as_ref().map(Arc::downgrade).unwrap_or_default());
        (Self { good, room: of_replies, ..Self::of_error(answer) }, room)
    }

    pub(super) fn of_error(answer: Answer) -> Self {
        let (gzip, room) = (OnceCell::new(), Mutex::default());
        Self { answer, received: Instant::now(), good: None, gzip, room }
    }

    pub(super) fn is_fresh(&self, now: Instant, fresh: Duration) -> bool {
        self.answer.is_good() && now.saturating_duration_since(self.received) < fresh
    }

    /// What a caller gets who asked at `asked`, without its body if that is another's.
    pub(super) fn shown(self: &Arc<Self>, asked: Instant, saving: Saving) -> (Answer, Arc<Self>) {
        let now = Instant::now();
        if self.answer.is_good() {
            let is_from_memory = self.received < asked;
            let memory = is_from_memory.then(|| memory(now - self.received, saving.fresh, None));
            return (Answer { memory, ..self.answer.clone() }, Arc::clone(self));
        }
        let longest = saving.fresh + saving.stale_if_error;
        let is_wanted = self.answer.is_passing_trouble() && !saving.stale_if_error.is_zero();
        match &self.good {
            Some(good) if is_wanted && now - good.received < longest => {
                let because = self.answer.code.clone().or(Some("Proxy.BadGateway".to_owned()));
                let memory = Some(memory(now - good.received, saving.fresh, because));
                let retry_after = self.answer.retry_after;
                (Answer { memory, retry_after, ..good.answer.clone() }, Arc::clone(good))
            }
            _ => (self.answer.clone(), Arc::clone(self)),
        }
    }

    /// The compressed body, and whether it was compressed just now.
    pub(super) async fn gzip(&self) -> (Option<Bytes>, bool) {
        let was_there = self.gzip.initialized();
        let gzip = self.gzip.get_or_init(|| reply::gzip(&self.answer.body)).await;
        (gzip.clone(), !was_there && gzip.is_some())
    }

    /// Room for a reply with this body. All replies under way with the same body share it.
    ///
    /// # Errors
    /// [`Refusal::NoRoom`].
    pub(super) async fn room(&self, rooms: &Rooms, caller: &Caller) -> Result<Arc<Room>, Refusal> {
        let held = || self.room.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(room) = held().upgrade() {
            return Ok(room);
        }
        let room = Arc::new(rooms.room(caller, self.answer.body.len()).await?);
        *held() = Arc::downgrade(&room);
        Ok(room)
    }

    /// In bytes.
    pub(super) fn weight(&self) -> usize {
        let gzip = self.gzip.get().and_then(Option::as_ref).map_or(0, Bytes::len);
        let good = self.good.as_ref().map_or(0, |good| good.weight());
        512 + self.answer.body.len() + gzip + good
    }
}

fn memory(age: Duration, fresh: Duration, stale_because: Option<String>) -> answer::Memory {
    let seconds = |duration: Duration| i64::try_from(duration.as_secs()).unwrap_or(i64::MAX);
    // In whole seconds an answer that has just gone stale would not be.
    let most = if stale_because.is_some() { -1 } else { i64::MAX };
    let ttl = (seconds(fresh) - seconds(age)).min(most);
    answer::Memory { age: age.as_secs(), ttl, stale_because }
}
