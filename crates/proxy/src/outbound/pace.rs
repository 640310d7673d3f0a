//! How fast: the calls to PolarDB together, and the requests of each caller.

use std::hash::Hash;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, NotUntil, Quota};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::refusal::Refusal;

/// How long a call waits for its turn before the caller is told to come back.
const TURN_PATIENCE: Duration = Duration::from_secs(5);

/// After how many requests callers who are long gone are forgotten.
const SWEEP_EVERY: u32 = 4096;

/// A steady rate, with a number that may come at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How many in a second, on the long run.
    pub per_second: NonZeroU32,
    /// How many at once after a silence.
    pub burst: NonZeroU32,
}

impl Rate {
    /// What callers of one name or address may send: 40 a second, 400 at once. A view with counts
    /// asks less than twice a second.
    pub const CALLER: Self = Self::of(40, 400);
    /// What PolarDB is asked: 30 a second, 90 at once.
    pub const UPSTREAM: Self = Self::of(30, 90);

    /// `per_second` and `burst`, of which neither may be zero; a zero counts as 1.
    pub const fn of(per_second: u32, burst: u32) -> Self {
        const fn at_least_one(number: u32) -> NonZeroU32 {
            match NonZeroU32::new(number) {
                Some(number) => number,
                None => NonZeroU32::MIN,
            }
        }
        Self { per_second: at_least_one(per_second), burst: at_least_one(burst) }
    }

    fn quota(self) -> Quota {
        Quota::per_second(self.per_second).allow_burst(self.burst)
    }
}

/// A call's place among those in flight.
pub struct Turn<'a> {
    pace: &'a UpstreamPace,
    _permit: SemaphorePermit<'a>,
}

/// The turns of the calls to PolarDB: so many in flight, so many a second.
pub struct UpstreamPace {
    in_flight: Semaphore,
    limiter: DefaultDirectRateLimiter,
}

impl UpstreamPace {
    /// How many calls are in flight at most, unless the operator says otherwise.
    pub const IN_FLIGHT: usize = 64;

    /// At most `in_flight` calls at a time, and no faster than `rate`.
    pub fn new(in_flight: usize, rate: Rate) -> Self {
        let limiter = DefaultDirectRateLimiter::direct(rate.quota());
        Self { in_flight: Semaphore::new(in_flight), limiter }
    }

    /// Waits for a turn, which lasts until it is dropped and is for one call.
    ///
    /// # Errors
    /// [`Refusal::UpstreamBusy`] where there is none within 5 s.
    pub async fn turn(&self) -> Result<Turn<'_>, Refusal> {
        let permit = soon(async {
            let permit = self.in_flight.acquire().await;
            self.begin().await;
            permit
        })
        .await?;
        permit.map(|permit| Turn { pace: self, _permit: permit }).map_err(|_| busy())
    }

    /// Waits until a call may begin.
    async fn begin(&self) {
        while let Err(not_until) = self.limiter.check() {
            tokio::time::sleep(wait(&not_until)).await;
        }
    }
}

impl Turn<'_> {
    /// Waits until another call may begin in the place of the one that ended.
    ///
    /// # Errors
    /// As [`UpstreamPace::turn`].
    pub async fn another(&self) -> Result<(), Refusal> {
        soon(self.pace.begin()).await
    }

    /// Whether another call may begin at once. It counts as begun.
    pub fn another_at_once(&self) -> bool {
        self.pace.limiter.check().is_ok()
    }
}

async fn soon<T>(turn: impl Future<Output = T>) -> Result<T, Refusal> {
    tokio::time::timeout(TURN_PATIENCE, turn).await.map_err(|_| busy())
}

fn busy() -> Refusal {
    Refusal::UpstreamBusy(TURN_PATIENCE.as_secs())
}

impl Default for UpstreamPace {
    fn default() -> Self {
        Self::new(Self::IN_FLIGHT, Rate::UPSTREAM)
    }
}

/// The requests of each caller.
pub struct CallerPace<K: Clone + Eq + Hash> {
    limiter: DefaultKeyedRateLimiter<K>,
    until_sweep: AtomicU32,
}

impl<K: Clone + Eq + Hash> CallerPace<K> {
    /// No caller faster than `rate`.
    pub fn new(rate: Rate) -> Self {
        let limiter = DefaultKeyedRateLimiter::keyed(rate.quota());
        Self { limiter, until_sweep: AtomicU32::new(0) }
    }

    /// Counts a request of `caller`.
    ///
    /// # Errors
    /// [`Refusal::CallerTooFast`], with the whole seconds to wait.
    pub fn admit(&self, caller: &K) -> Result<(), Refusal> {
        if self.until_sweep.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY == SWEEP_EVERY - 1 {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(caller).map_err(|not_until| {
            Refusal::CallerTooFast(wait(&not_until).as_millis().div_ceil(1000).max(1) as u64)
        })
    }
}

impl<K: Clone + Eq + Hash> std::fmt::Debug for CallerPace<K> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("CallerPace")
    }
}

fn wait(not_until: &NotUntil<<DefaultClock as Clock>::Instant>) -> Duration {
    not_until.wait_time_from(DefaultClock::default().now())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_caller_has_a_rate_of_its_own() {
        let pace = CallerPace::new(Rate::of(1, 3));
        for _ in 0..3 {
            assert_eq!(pace.admit(&"one"), Ok(()));
        }
        assert_eq!(pace.admit(&"one"), Err(Refusal::CallerTooFast(1)));
        assert_eq!(pace.admit(&"another"), Ok(()));
    }

    #[tokio::test]
    async fn a_turn_is_given_back_when_the_call_ends() {
        let pace = UpstreamPace::new(1, Rate::of(1000, 1000));
        let turn = pace.turn().await.unwrap();
        assert!(tokio::time::timeout(Duration::from_millis(50), pace.turn()).await.is_err());
        drop(turn);
        assert!(pace.turn().await.is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn another_call_of_a_turn_counts_as_any_other() {
        let pace = UpstreamPace::new(1, Rate::of(1, 2));
        let turn = pace.turn().await.unwrap();
        assert!(turn.another_at_once());
        assert!(!turn.another_at_once());
        drop(turn);
        // The rate goes by the true clock, which stands where this one leaps.
        assert_eq!(pace.turn().await.err(), Some(Refusal::UpstreamBusy(5)));
    }

    #[tokio::test(start_paused = true)]
    async fn who_gets_no_turn_is_told_when_to_come_back() {
        let pace = UpstreamPace::new(1, Rate::of(1000, 1000));
        let _turn = pace.turn().await.unwrap();
        assert_eq!(pace.turn().await.err(), Some(Refusal::UpstreamBusy(5)));
    }
}
