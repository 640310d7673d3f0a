//! Room for the bodies in flight: from the first byte that PolarDB sends to the last that a caller takes.
//!
//! All bodies together have [`BUDGET`]; those of one caller have [`SHARE`], so that a caller who does not read stops
//! its own calls and no others. A body of unknown length that finds no more room may grow on in a part that is kept
//! for one such body at a time: without it, bodies that are read half could wait for each other.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::inbound::callers::Caller;
use crate::outbound::call::LARGEST_REPLY;
use crate::refusal::Refusal;

/// The most bytes of bodies in flight: 64 MiB, with what is kept for a body that has outgrown its room.
pub(crate) const BUDGET: usize = 64 * 1024 * 1024;

/// The most bytes of one caller: 24 MiB.
const SHARE: usize = 24 * 1024 * 1024;

/// What a call takes before it is made; more than most replies need.
pub(crate) const FIRST: usize = 64 * 1024;

/// What is counted; rounding up counts for the headers.
const UNIT: usize = 1024;

/// How long to wait for room.
const PATIENCE: Duration = Duration::from_secs(5);

/// The room that there is.
pub(crate) struct Rooms {
    all: Arc<Semaphore>,
    outgrown: Arc<Semaphore>,
    shares: Mutex<HashMap<Caller, Weak<Semaphore>>>,
}

/// The room of one body; dropping it gives it back.
pub(crate) struct Room {
    all: Arc<Semaphore>,
    share: Arc<Semaphore>,
    outgrown: Arc<Semaphore>,
    held: usize,
    permits: Vec<OwnedSemaphorePermit>,
    /// Any size is fine then.
    has_outgrown: Option<OwnedSemaphorePermit>,
}

impl Default for Rooms {
    fn default() -> Self {
        Self {
            all: Arc::new(Semaphore::new((BUDGET - LARGEST_REPLY) / UNIT)),
            outgrown: Arc::new(Semaphore::new(1)),
            shares: Mutex::default(),
        }
    }
}

impl Rooms {
    /// Waits for room for `bytes` of `caller`.
    ///
    /// # Errors
    /// [`Refusal::NoRoom`] where there is none within 5 s.
    pub(crate) async fn room(&self, caller: &Caller, bytes: usize) -> Result<Room, Refusal> {
        let mut room = Room {
            all: Arc::clone(&self.all),
            share: self.share(caller),
            outgrown: Arc::clone(&self.outgrown),
            held: 0,
            permits: Vec::new(),
            has_outgrown: None,
        };
        room.grow_to(bytes).await?;
        Ok(room)
    }

    fn share(&self, caller: &Caller) -> Arc<Semaphore> {
        let mut shares = self.shares.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(share) = shares.get(caller).and_then(Weak::upgrade) {
            return share;
        }
        shares.retain(|_, share| share.strong_count() > 0);
        let share = Arc::new(Semaphore::new(SHARE / UNIT));
        shares.insert(caller.clone(), Arc::downgrade(&share));
        share
    }

    /// The bytes that are taken, of all callers.
    #[cfg(test)]
    fn taken(&self) -> usize {
        let outgrown = (1 - self.outgrown.available_permits()) * LARGEST_REPLY;
        BUDGET - LARGEST_REPLY - self.all.available_permits() * UNIT + outgrown
    }
}

impl Room {
    /// Grows to `bytes`, if there is room for that now.
    pub(crate) fn try_grow_to(&mut self, bytes: usize) -> bool {
        let Some(units) = self.missing(bytes) else { return true };
        let share = Arc::clone(&self.share).try_acquire_many_owned(units);
        let all = Arc::clone(&self.all).try_acquire_many_owned(units);
        let (Ok(share), Ok(all)) = (share, all) else { return false };
        self.keep(share, all, units);
        true
    }

    /// Waits until it can grow to `bytes`, of which there are no more to come.
    ///
    /// # Errors
    /// [`Refusal::NoRoom`] where there is none within 5 s.
    pub(crate) async fn grow_to(&mut self, bytes: usize) -> Result<(), Refusal> {
        let Some(units) = self.missing(bytes) else { return Ok(()) };
        if self.try_grow_to(bytes) {
            return Ok(());
        }
        let (share, all) = (Arc::clone(&self.share), Arc::clone(&self.all));
        let permits = async {
            let share = share.acquire_many_owned(units).await.ok()?;
            Some((share, all.acquire_many_owned(units).await.ok()?))
        };
        let Ok(Some((share, all))) = timeout(PATIENCE, permits).await else { return Err(full()) };
        self.keep(share, all, units);
        Ok(())
    }

    /// Waits until it can grow to [`LARGEST_REPLY`], in the part for one body of unknown length.
    ///
    /// # Errors
    /// As [`Self::grow_to`].
    pub(crate) async fn outgrow(&mut self) -> Result<(), Refusal> {
        if self.has_outgrown.is_none() {
            let permit = timeout(PATIENCE, Arc::clone(&self.outgrown).acquire_owned()).await;
            self.has_outgrown = Some(permit.map_err(|_| full())?.map_err(|_| full())?);
        }
        Ok(())
    }

    /// Gives back all but `bytes`.
    pub(crate) fn shrink_to(&mut self, bytes: usize) {
        if let Some(outgrown) = self.has_outgrown.take()
            && !self.try_grow_to(bytes)
        {
            self.has_outgrown = Some(outgrown);
            return;
        }
        let surplus = self.held.saturating_sub(bytes.div_ceil(UNIT));
        for permit in &mut self.permits {
            // One permit of each kind, since `keep` merges them.
            drop(permit.split(surplus));
        }
        self.held -= surplus;
    }

    /// Units that are missing for `bytes`, if any.
    fn missing(&self, bytes: usize) -> Option<u32> {
        let units = bytes.div_ceil(UNIT).checked_sub(self.held).filter(|units| *units > 0)?;
        let is_unbounded = self.has_outgrown.is_some();
        (!is_unbounded).then(|| u32::try_from(units).unwrap_or(u32::MAX))
    }

    fn keep(&mut self, share: OwnedSemaphorePermit, all: OwnedSemaphorePermit, units: u32) {
        match &mut self.permits[..] {
            [held_share, held_all] => {
                held_share.merge(share);
                held_all.merge(all);
            }
            _ => self.permits = vec![share, all],
        }
        self.held += units as usize;
    }
}

fn full() -> Refusal {
    Refusal::NoRoom(PATIENCE.as_secs())
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;

    const MIB: usize = 1024 * 1024;

    fn caller(number: u8) -> Caller {
        Caller::Address(IpAddr::V4(Ipv4Addr::new(192, 0, 2, number)))
    }

    #[tokio::test(start_paused = true)]
    async fn two_hundred_bodies_of_3_mib_that_nobody_reads_stay_within_the_budget() {
        let (rooms, mut held) = (Rooms::default(), Vec::new());
        for number in 0..200_u8 {
            let Ok(mut room) = rooms.room(&caller(number % 20), FIRST).await else { continue };
            if room.grow_to(3 * MIB).await.is_ok() {
                held.push(room);
            }
            assert!(rooms.taken() <= BUDGET);
        }
        assert_eq!((held.len(), rooms.taken()), (16, 48 * MIB));
        held.clear();
        assert_eq!(rooms.taken(), 0);
    }

    #[tokio::test(start_paused = true)]
    async fn a_caller_who_does_not_read_leaves_room_for_others() {
        let (rooms, mut held) = (Rooms::default(), Vec::new());
        while let Ok(room) = rooms.room(&caller(1), 3 * MIB).await {
            held.push(room);
        }
        assert_eq!(held.len(), 8);
        assert_eq!(rooms.room(&caller(1), 1).await.err(), Some(Refusal::NoRoom(5)));
        assert!(rooms.room(&caller(2), 16 * MIB).await.is_ok());
        held.pop();
        assert!(rooms.room(&caller(1), 1).await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_waits_gets_the_room_of_who_has_done() {
        let rooms = Arc::new(Rooms::default());
        let mut first = rooms.room(&caller(1), 24 * MIB).await.unwrap();
        let waiting = tokio::spawn({
            let rooms = Arc::clone(&rooms);
            async move { rooms.room(&caller(1), 3 * MIB).await.map(|room| room.held) }
        });
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        first.shrink_to(21 * MIB);
        assert_eq!(waiting.await.unwrap(), Ok(3 * 1024));
        drop(first);
        assert_eq!(rooms.taken(), 0);
    }

    #[tokio::test(start_paused = true)]
    async fn one_body_of_unknown_length_can_always_be_read_to_its_end() {
        let rooms = Rooms::default();
        let mut bodies = Vec::new();
        for number in 0..4 {
            bodies.push(rooms.room(&caller(number), 12 * MIB).await.unwrap());
        }
        assert!(bodies.iter_mut().all(|body| !body.try_grow_to(12 * MIB + 1)));
        bodies[0].outgrow().await.unwrap();
        assert!(bodies[0].try_grow_to(16 * MIB));
        assert_eq!((bodies[1].outgrow().await, rooms.taken()), (Err(Refusal::NoRoom(5)), BUDGET));
        bodies.remove(0);
        bodies[0].outgrow().await.unwrap();
        assert!(bodies[0].try_grow_to(16 * MIB));
    }
}
