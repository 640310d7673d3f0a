//! The calls that are made for one answer: another one after trouble that may have passed, and when
//! there is none.
//!
//! Both actions only read, so that asking again changes nothing. What it costs is quota and load, of a
//! service that is in trouble; hence the limits.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tokio::time::Instant;

use crate::ops::metrics::METRICS;
use crate::outbound::passage::Passage;
use crate::refusal::Refusal;

/// The most calls for one answer: two retries, or a retry and a repair.
const MOST_CALLS: u32 = 3;

/// The longest pause before the first retry; twice that before the second.
const LONGEST_FIRST_PAUSE: Duration = Duration::from_millis(200);

/// How many retries there may be while no good answer comes.
const MOST_IN_TROUBLE: u32 = 10;

/// After how many good answers there may be one more.
const GOOD_FOR_ONE: u32 = 5;

/// The retries that all requests together may still make. While PolarDB is well they have enough; in an
/// outage they are soon spent, so that its load is that of the requests alone.
pub(crate) struct Budget {
    /// In parts of which a retry takes [`GOOD_FOR_ONE`].
    left: AtomicU32,
}

/// The calls for one answer.
pub(crate) struct Tries<'a> {
    passage: Option<Passage<'a>>,
    deadline: Instant,
    made: u32,
    is_repaired: bool,
}

impl Default for Budget {
    fn default() -> Self {
        Self { left: AtomicU32::new(Self::FULL) }
    }
}

impl Budget {
    const FULL: u32 = MOST_IN_TROUBLE * GOOD_FOR_ONE;

    /// A good answer has come.
    pub(crate) fn earn(&self) {
        let more = |left: u32| (left < Self::FULL).then(|| left + 1);
        // Refused where it is full, which is as well.
        let _ = self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, more);
    }

    fn spend(&self) -> bool {
        let less = |left: u32| left.checked_sub(GOOD_FOR_ONE);
        self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less).is_ok()
    }
}

impl<'a> Tries<'a> {
    /// Begins with the first call, which has this passage. Without one nothing is limited and nothing tried
    /// again: then each trouble is to be seen, as in `demo` and `check`.
    pub(crate) fn new(passage: Option<Passage<'a>>, deadline: Instant) -> Self {
        Self { passage, deadline, made: 1, is_repaired: false }
    }

    /// What the call that is made now needs.
    pub(crate) fn passage(&mut self) -> Option<&mut Passage<'a>> {
        self.passage.as_mut()
    }

    /// A good answer has come.
    pub(crate) fn earn(&self) {
        if let Some(passage) = &self.passage {
            passage.retries.earn();
        }
    }

    /// There are no more calls for this answer.
    pub(crate) fn end(self) -> Option<Passage<'a>> {
        self.passage
    }

    /// Whether a request that was put right may be sent.
    pub(crate) fn may_repair(&self) -> bool {
        self.made < MOST_CALLS && !self.is_repaired
    }

    /// Waits until it may be sent, as any request has to: what is refused for the proxy's own fault is not
    /// told as long as that can be mended.
    ///
    /// # Errors
    /// [`Refusal::UpstreamBusy`].
    pub(crate) async fn repair(&mut self) -> Result<(), Refusal> {
        (self.made, self.is_repaired) = (self.made + 1, true);
        match &self.passage {
            Some(passage) => passage.turn.another().await,
            None => Ok(()),
        }
    }

    /// Waits for a part of the pause, `chance` from 0 to 1, and says whether to try again then. It is not
    /// where the proxy calls as fast as it may already: whoever waits for a first call goes before.
    pub(crate) async fn retry(&mut self, chance: f64) -> bool {
        let pause = pause(self.made, chance);
        if self.made == MOST_CALLS || Instant::now() + pause >= self.deadline {
            return false;
        }
        let Some(Passage { turn, retries, .. }) = &self.passage else { return false };
        let is_made = retries.spend() && turn.another_at_once();
        METRICS.retried(is_made);
        if is_made {
            self.made += 1;
            tracing::info!(pause_ms = pause.as_millis(), "PolarDB is asked again");
            tokio::time::sleep(pause).await;
        }
        is_made
    }
}

/// Full jitter: anything up to a limit that doubles, so that requests which failed together do not
/// come back together.
fn pause(calls: u32, chance: f64) -> Duration {
    (LONGEST_FIRST_PAUSE * 2_u32.pow(calls - 1)).mul_f64(chance)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inbound::callers::Caller;
    use crate::outbound::asker::{Asker, Purpose, Urgency};
    use crate::outbound::pace::UpstreamPace;
    use crate::outbound::passage::Limiter;

    async fn passage(limiter: &Limiter) -> Option<Passage<'_>> {
        let purpose = Purpose::Foreground;
        let asker = Asker { caller: Caller::Unknown, purpose, accepts_gzip: false };
        limiter.passage(&asker, &Urgency::new(purpose)).await.ok()
    }

    fn soon() -> Instant {
        Instant::now() + Duration::from_secs(15)
    }

    #[test]
    fn pauses_are_by_chance_and_longer_the_second_time() {
        for (calls, chance, milliseconds) in
            [(1, 0.0, 0), (1, 0.5, 100), (1, 0.75, 150), (2, 0.0, 0), (2, 0.5, 200), (2, 0.75, 300)]
        {
            assert_eq!(pause(calls, chance), Duration::from_millis(milliseconds));
        }
    }

    #[tokio::test(start_paused = true)]
    async fn there_are_two_retries_and_no_pause_before_none() {
        let limiter = Limiter::new(UpstreamPace::default());
        let began = Instant::now();
        let mut tries = Tries::new(passage(&limiter).await, soon());
        assert!(tries.retry(0.5).await && tries.retry(0.5).await && !tries.retry(0.5).await);
        assert_eq!(began.elapsed(), Duration::from_millis(300));
    }

    #[tokio::test(start_paused = true)]
    async fn no_retry_begins_when_the_time_is_over() {
        let limiter = Limiter::new(UpstreamPace::default());
        let deadline = Instant::now() + Duration::from_millis(100);
        for (chance, is_made) in [(0.5, false), (0.25, true)] {
            let mut tries = Tries::new(passage(&limiter).await, deadline);
            assert_eq!(tries.retry(chance).await, is_made);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_repair_is_one_of_the_three_and_there_is_only_one() {
        let limiter = Limiter::new(UpstreamPace::default());
        let mut tries = Tries::new(passage(&limiter).await, soon());
        assert!(tries.may_repair());
        tries.repair().await.unwrap();
        assert!(!tries.may_repair() && tries.retry(0.0).await && !tries.retry(0.0).await);
        let mut tries = Tries::new(passage(&limiter).await, soon());
        assert!(tries.retry(0.0).await && tries.retry(0.0).await && !tries.may_repair());
    }

    #[tokio::test(start_paused = true)]
    async fn where_nothing_is_limited_trouble_is_shown_and_faults_of_the_proxy_are_mended() {
        let mut tries = Tries::new(None, soon());
        assert!(!tries.retry(0.0).await && tries.may_repair());
        tries.repair().await.unwrap();
    }

    #[test]
    fn good_answers_pay_for_retries() {
        let budget = Budget::default();
        budget.earn();
        let spent = (0..20).filter(|_| budget.spend()).count();
        assert_eq!(spent, 10, "no more than there is room for");
        for _ in 0..4 {
            budget.earn();
            assert!(!budget.spend());
        }
        budget.earn();
        assert!(budget.spend() && !budget.spend());
    }
}
