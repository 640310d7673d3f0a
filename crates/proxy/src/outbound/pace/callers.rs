//! How fast each caller may send requests.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use tokio::time::Instant;

use super::Rate;
use super::bucket::Bucket;
use crate::refusal::Refusal;

/// From so many callers on, those who have been silent for long enough are forgotten.
const SWEEP_FROM: usize = 4096;

/// The requests of each caller.
pub struct CallerPace<K: Clone + Eq + Hash> {
    rate: Rate,
    buckets: Mutex<Buckets<K>>,
}

struct Buckets<K> {
    of: HashMap<K, Bucket>,
    sweep_at: usize,
}

impl<K: Clone + Eq + Hash> CallerPace<K> {
    /// No caller faster than `rate`.
    pub fn new(rate: Rate) -> Self {
        let buckets = Buckets { of: HashMap::new(), sweep_at: SWEEP_FROM };
        Self { rate, buckets: Mutex::new(buckets) }
    }

    /// Counts a request of `caller`.
    ///
    /// # Errors
    /// [`Refusal::CallerTooFast`], with the whole seconds to wait.
    pub fn admit(&self, caller: &K) -> Result<(), Refusal> {
        let now = Instant::now();
        let taken = self.with(|buckets| match buckets.of.get_mut(caller) {
            Some(bucket) => bucket.take(self.rate, now),
            None => buckets.of_newcomer(caller, now).take(self.rate, now),
        });
        taken.map_err(|until| too_fast(until, now))
    }

    /// Whether a request of `caller` would be admitted. Counts nothing.
    ///
    /// # Errors
    /// As [`Self::admit`].
    pub fn check(&self, caller: &K) -> Result<(), Refusal> {
        let now = Instant::now();
        let bucket = self.with(|buckets| buckets.of.get(caller).copied());
        bucket
            .map_or(Ok(()), |bucket| bucket.check(self.rate, now))
            .map_err(|until| too_fast(until, now))
    }

    fn with<T>(&self, change: impl FnOnce(&mut Buckets<K>) -> T) -> T {
        change(&mut self.buckets.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl<K: Clone + Eq + Hash> Buckets<K> {
    fn of_newcomer(&mut self, caller: &K, now: Instant) -> &mut Bucket {
        if self.of.len() >= self.sweep_at {
            self.of.retain(|_, bucket| !bucket.is_full(now));
            self.sweep_at = (self.of.len() * 2).max(SWEEP_FROM);
        }
        self.of.entry(caller.clone()).or_insert_with(|| Bucket::full(now))
    }
}

fn too_fast(until: Instant, now: Instant) -> Refusal {
    let milliseconds = until.saturating_duration_since(now).as_millis();
    Refusal::CallerTooFast(u64::try_from(milliseconds.div_ceil(1000)).unwrap_or(u64::MAX).max(1))
}

impl<K: Clone + Eq + Hash> std::fmt::Debug for CallerPace<K> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("CallerPace")
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn each_caller_has_a_rate_of_its_own() {
        let pace = CallerPace::new(Rate::of(1, 3));
        for _ in 0..3 {
            assert_eq!(pace.admit(&"one"), Ok(()));
        }
        assert_eq!(pace.check(&"one"), Err(Refusal::CallerTooFast(1)));
        assert_eq!(pace.admit(&"one"), Err(Refusal::CallerTooFast(1)));
        assert_eq!((pace.check(&"another"), pace.admit(&"another")), (Ok(()), Ok(())));
        tokio::time::advance(Duration::from_millis(1500)).await;
        assert_eq!((pace.check(&"one"), pace.check(&"one")), (Ok(()), Ok(())), "counts nothing");
        assert_eq!(pace.admit(&"one"), Ok(()));
        assert_eq!(pace.admit(&"one"), Err(Refusal::CallerTooFast(1)));
    }

    #[tokio::test(start_paused = true)]
    async fn callers_who_are_long_gone_are_forgotten() {
        let pace = CallerPace::new(Rate::of(1, 3));
        for caller in 0..10_000 {
            assert_eq!(pace.admit(&caller), Ok(()));
            tokio::time::advance(Duration::from_millis(10)).await;
        }
        let known = pace.with(|buckets| buckets.of.len());
        assert!(known <= SWEEP_FROM, "{known}");
    }
}
