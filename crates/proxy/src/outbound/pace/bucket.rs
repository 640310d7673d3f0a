//! A token bucket by the generic cell rate algorithm: one instant says it all.

use std::time::Duration;

use tokio::time::Instant;

use super::Rate;

/// How many may still come, as the instant at which all may come again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bucket {
    full_at: Instant,
}

impl Bucket {
    pub(super) fn full(now: Instant) -> Self {
        Self { full_at: now }
    }

    pub(super) fn is_full(&self, now: Instant) -> bool {
        self.full_at <= now
    }

    /// Takes one.
    ///
    /// # Errors
    /// The instant at which there is one, if there is none now.
    pub(super) fn take(&mut self, rate: Rate, now: Instant) -> Result<(), Instant> {
        self.check(rate, now)?;
        self.full_at = self.full_at.max(now) + interval(rate);
        Ok(())
    }

    /// As [`Self::take`], but takes nothing.
    pub(super) fn check(&self, rate: Rate, now: Instant) -> Result<(), Instant> {
        let tolerance = interval(rate) * (rate.burst.get() - 1);
        if self.full_at <= now + tolerance { Ok(()) } else { Err(self.full_at - tolerance) }
    }
}

fn interval(rate: Rate) -> Duration {
    Duration::from_secs(1) / rate.per_second.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_burst_and_then_a_steady_rate() {
        let (rate, began) = (Rate::of(10, 3), Instant::now());
        let mut bucket = Bucket::full(began);
        let after = |milliseconds| began + Duration::from_millis(milliseconds);
        for (milliseconds, expected) in [
            (0, Ok(())),
            (0, Ok(())),
            (0, Ok(())),
            (0, Err(after(100))),
            (99, Err(after(100))),
            (100, Ok(())),
            (100, Err(after(200))),
            (10_000, Ok(())),
            (10_000, Ok(())),
            (10_000, Ok(())),
            (10_000, Err(after(10_100))),
        ] {
            assert_eq!(bucket.take(rate, after(milliseconds)), expected, "{milliseconds}");
        }
        assert!(!bucket.is_full(after(10_200)) && bucket.is_full(after(10_300)));
    }
}
