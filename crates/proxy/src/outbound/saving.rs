//! Answers in memory: one call for all who ask the same at the same time, again without a call for
//! a short while, and for a longer while in the place of an error that may pass.
//!
//! Errors are handed to all who waited for them and never kept as answers.

mod ended;
mod flights;
mod kept;
mod keys;
mod led;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use moka::Expiry;
use moka::ops::compute::Op;
use moka::sync::Cache;
use tokio::time::Instant;

use self::ended::KEPT_FOR;
use self::flights::{Flight, Flights, Joined};
use self::kept::Kept;
use self::keys::Keys;
use self::led::Led;
use crate::answer::Answer;
use crate::ops::metrics::{METRICS, Source};
use crate::outbound::asker::{Asker, Purpose};
use crate::outbound::passage::Made;
use crate::outbound::reply::Reply;
use crate::outbound::room::{Room, Rooms};

/// The most bytes of answers that are kept: 64 MiB.
const LARGEST_MEMORY: u64 = 64 * 1024 * 1024;

/// How long an answer serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saving {
    /// For how long a good answer is given again without a call; zero switches that off.
    pub fresh: Duration,
    /// For how long after that it stands in for an error that may pass; zero switches that off.
    pub stale_if_error: Duration,
}

impl Default for Saving {
    /// 2 s, and 60 s.
    fn default() -> Self {
        Self { fresh: Duration::from_secs(2), stale_if_error: Duration::from_secs(60) }
    }
}

/// The answers that are kept, by all that decides them.
pub(crate) struct Memory {
    kept: Cache<Arc<str>, Arc<Kept>>,
    keys: Keys,
    flights: Arc<Flights>,
    saving: Saving,
}

/// What is asked.
pub(crate) struct Question {
    /// All that decides the answer.
    pub(crate) identity: String,
    /// Whether it asks for the details of one batch.
    pub(crate) is_details: bool,
}

/// How long an answer takes up memory at most.
struct Lifetimes(Saving);

impl Memory {
    pub(crate) fn new(saving: Saving) -> Self {
        let weight = |key: &Arc<str>, kept: &Arc<Kept>| {
            u32::try_from(key.len() + kept.weight()).unwrap_or(u32::MAX)
        };
        let kept = Cache::builder()
            .weigher(weight)
            .max_capacity(LARGEST_MEMORY)
            .expire_after(Lifetimes(saving))
            .build();
        Self { kept, keys: Keys::default(), flights: Arc::default(), saving }
    }

    /// The answer to `question`, by `call` if there has to be one.
    pub(crate) async fn answer<F>(
        self: &Arc<Self>,
        question: Question,
        asker: &Asker,
        rooms: &Rooms,
        call: impl FnOnce(Arc<Flight>) -> F,
    ) -> Reply
    where
        F: Future<Output = Made> + Send + 'static,
    {
        let asked = Instant::now();
        let Question { identity, is_details } = question;
        let identity = self.keys.key(&identity);
        let is_once_for_all = is_details && asker.purpose == Purpose::Background;
        if let Some(kept) = self.ended(&identity, asked).filter(|_| is_once_for_all) {
            let (answer, kept) = kept.shown(asked, Saving { fresh: KEPT_FOR, ..self.saving });
            METRICS.come_by(source(&answer, false));
            return self.reply(&identity, answer, &kept, asker, rooms).await;
        }
        let fresh = || self.fresh(&identity, asked);
        let joined = match fresh() {
            Some(kept) => Joined::Known(kept),
            None => self.flights.join(&identity, asker.purpose, fresh),
        };
        let is_own = matches!(joined, Joined::Own(_));
        // Kept until there is a reply, since it holds the room of the body.
        let flight = match joined {
            Joined::Known(kept) => Flight::of(kept),
            Joined::Shared(flight) => flight,
            Joined::Own(landing) => {
                let flight = Arc::clone(landing.flight());
                let call = call(Arc::clone(&flight));
                let (memory, identity) = (Arc::clone(self), Arc::clone(&identity));
                Led::new(async move {
                    let (kept, room) = memory.keep(&identity, call.await, is_once_for_all);
                    landing.land(kept, room);
                })
                .await;
                flight
            }
        };
        let (answer, kept) = flight.landed().await.shown(asked, self.saving);
        METRICS.come_by(source(&answer, is_own));
        self.reply(&identity, answer, &kept, asker, rooms).await
    }

    fn fresh(&self, identity: &Arc<str>, now: Instant) -> Option<Arc<Kept>> {
        let is_on = !self.saving.fresh.is_zero();
        let kept = if is_on { self.kept.get(identity) } else { None };
        kept.filter(|kept| kept.is_fresh(now, self.saving.fresh))
    }

    fn ended(&self, identity: &str, now: Instant) -> Option<Arc<Kept>> {
        self.kept.get(&ended::key(identity)).filter(|kept| kept.is_fresh(now, KEPT_FOR))
    }

    fn keep(
        &self,
        identity: &Arc<str>,
        made: Made,
        is_once_for_all: bool,
    ) -> (Arc<Kept>, Option<Arc<Room>>) {
        self.keys.note(&made.answer);
        let (kept, room) = Kept::new(made, self.kept.get(identity));
        let kept = Arc::new(kept);
        if !kept.answer.is_good() && kept.good.is_none() {
            self.kept.invalidate(identity);
        } else if !lifetime(self.saving).is_zero() {
            self.kept.insert(Arc::clone(identity), Arc::clone(&kept));
        }
        self.keep_ended(identity, &kept, is_once_for_all);
        (kept, room)
    }

    /// Keeps the details of an ended batch. What contradicts those that are kept takes their place, whoever asked.
    fn keep_ended(&self, identity: &str, kept: &Arc<Kept>, is_once_for_all: bool) {
        let (key, answer) = (ended::key(identity), &kept.answer);
        let is_changed = self.kept.get(&key).is_some_and(|known| known.answer.body != answer.body);
        if !answer.is_good() {
            if !answer.is_passing_trouble() {
                self.kept.invalidate(&key);
            }
        } else if !(is_once_for_all || is_changed) || self.saving.fresh.is_zero() {
            // Nobody would ask for it.
        } else if ended::is_ended(&answer.body) {
            self.kept.insert(key, Arc::clone(kept));
        } else if is_changed {
            self.kept.invalidate(&key);
        }
    }

    /// `answer`, whose body `kept` has, as `asker` wants it.
    async fn reply(
        &self,
        identity: &Arc<str>,
        answer: Answer,
        kept: &Arc<Kept>,
        asker: &Asker,
        rooms: &Rooms,
    ) -> Reply {
        let room = match kept.room(rooms, &asker.caller).await {
            Ok(room) => Some(room),
            Err(refusal) => return Reply { answer: refusal.into(), gzip: None, room: None },
        };
        let mut gzip = None;
        if asker.accepts_gzip {
            let (compressed, is_new) = kept.gzip().await;
            if is_new {
                self.weigh(identity, kept);
            }
            gzip = compressed;
        }
        Reply { answer, gzip, room }
    }

    /// Counts the compressed body of `kept` too.
    fn weigh(&self, identity: &Arc<str>, kept: &Arc<Kept>) {
        for key in [Arc::clone(identity), ended::key(identity)] {
            self.kept.entry(key).and_compute_with(|entry| match entry {
                Some(entry) if Arc::ptr_eq(entry.value(), kept) => Op::Put(Arc::clone(kept)),
                _ => Op::Nop,
            });
        }
    }
}

impl Expiry<Arc<str>, Arc<Kept>> for Lifetimes {
    fn expire_after_create(
        &self,
        key: &Arc<str>,
        _: &Arc<Kept>,
        _: std::time::Instant,
    ) -> Option<Duration> {
        Some(if ended::is_key(key) { KEPT_FOR } else { lifetime(self.0) })
    }

    fn expire_after_update(
        &self,
        key: &Arc<str>,
        kept: &Arc<Kept>,
        now: std::time::Instant,
        _: Option<Duration>,
    ) -> Option<Duration> {
        self.expire_after_create(key, kept, now)
    }
}

fn lifetime(saving: Saving) -> Duration {
    saving.fresh + saving.stale_if_error
}

fn source(answer: &Answer, is_own: bool) -> Source {
    match &answer.memory {
        Some(memory) if memory.stale_because.is_some() => Source::Stale,
        Some(_) => Source::Memory,
        None if is_own => Source::Call,
        None => Source::Shared,
    }
}

#[cfg(test)]
mod tests;
