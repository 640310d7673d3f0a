//! When to ask again.

use std::time::Duration;

use crate::failure::Failure;

/// How often to ask, from `config.json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PollSettings {
    /// Between two answers while anything is unfinished.
    pub base: Duration,
    /// The longest pause, after failures.
    pub max: Duration,
}

/// How the last request ended.
#[derive(Clone, Copy, Debug)]
pub enum LastOutcome<'a> {
    /// With an answer.
    Answered {
        /// How long it took to come.
        latency: Duration,
        /// Whether nothing in it will change by itself.
        all_finished: bool,
    },
    /// With a failure.
    Failed {
        /// Why.
        failure: &'a Failure,
        /// How many requests failed since the last answer, this one counted.
        in_a_row: u32,
    },
}

impl Default for PollSettings {
    fn default() -> Self {
        Self { base: Duration::from_secs(5), max: Duration::from_secs(60) }
    }
}

impl PollSettings {
    /// Finished work is looked at this many times less often: only new batches can appear.
    const FINISHED_FACTOR: u32 = 6;

    /// An endpoint that takes long to answer is asked this many times less often than it could be.
    const LATENCY_FACTOR: u32 = 4;
    /// However the dice fall, a service in trouble is left alone this long.
    const SHORTEST_BACKOFF: Duration = Duration::from_secs(1);

    /// The same with another pause between two answers, such as a user chose.
    #[must_use]
    pub fn with_base(self, base: Duration) -> Self {
        Self { base, max: self.max.max(base) }
    }

    /// The pause before the next request; `None` where only somebody's action can help.
    ///
    /// `chance` in 0..1 spreads the clients of a service in trouble over the whole pause ("full
    /// jitter"). A pause that the reply asked for is kept in any case.
    pub fn pause_after(&self, outcome: LastOutcome, chance: f64) -> Option<Duration> {
        match outcome {
            LastOutcome::Answered { latency, all_finished } => {
                let finished = self.base.saturating_mul(Self::FINISHED_FACTOR).min(self.max);
                let wanted = if all_finished { finished.max(self.base) } else { self.base };
                Some(wanted.max(latency.saturating_mul(Self::LATENCY_FACTOR)))
            }
            LastOutcome::Failed { failure, .. } if !failure.kind.is_retried() => None,
            LastOutcome::Failed { failure, in_a_row } => {
                let doublings = in_a_row.saturating_sub(1).min(16);
                let grown = self.base.saturating_mul(1 << doublings).min(self.max).max(self.base);
                let jittered = grown.mul_f64(chance.clamp(0.0, 1.0)).max(Self::SHORTEST_BACKOFF);
                Some(jittered.max(failure.retry_after.unwrap_or_default()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::FailureKind;

    const SETTINGS: PollSettings =
        PollSettings { base: Duration::from_secs(5), max: Duration::from_secs(60) };

    fn pause(outcome: LastOutcome, chance: f64) -> Option<f64> {
        SETTINGS.pause_after(outcome, chance).map(|pause| pause.as_secs_f64())
    }

    fn answered(latency_ms: u64, all_finished: bool) -> LastOutcome<'static> {
        LastOutcome::Answered { latency: Duration::from_millis(latency_ms), all_finished }
    }

    #[test]
    fn asks_less_often_when_all_is_finished_or_answers_take_long() {
        for (latency_ms, all_finished, seconds) in [
            (80, false, 5.0),
            (1_250, false, 5.0),
            (2_000, false, 8.0),
            (80, true, 30.0),
            (10_000, true, 40.0),
        ] {
            assert_eq!(pause(answered(latency_ms, all_finished), 0.0), Some(seconds));
        }
    }

    #[test]
    fn a_pause_that_the_user_chose_takes_the_place_of_the_configured_one() {
        for (chosen, all_finished, seconds) in
            [(10, false, 10.0), (30, true, 60.0), (60, true, 60.0), (300, false, 300.0)]
        {
            let settings = SETTINGS.with_base(Duration::from_secs(chosen));
            let pause = settings.pause_after(answered(80, all_finished), 0.0);
            assert_eq!(pause, Some(Duration::from_secs_f64(seconds)), "{chosen} s");
        }
    }

    #[test]
    fn the_pause_grows_with_failures_up_to_the_longest() {
        let failure = Failure::new(FailureKind::Unavailable);
        for (in_a_row, chance, seconds) in [
            (1, 1.0, 5.0),
            (1, 0.5, 2.5),
            (1, 0.0, 1.0),
            (2, 1.0, 10.0),
            (3, 1.0, 20.0),
            (5, 1.0, 60.0),
            (99, 0.5, 30.0),
            (99, 0.0, 1.0),
        ] {
            let outcome = LastOutcome::Failed { failure: &failure, in_a_row };
            assert_eq!(pause(outcome, chance), Some(seconds), "{in_a_row} failures");
        }
    }

    #[test]
    fn keeps_the_pause_that_the_service_asks_for() {
        let retry_after = Some(Duration::from_secs(90));
        let failure = Failure { retry_after, ..Failure::new(FailureKind::Throttled) };
        let outcome = LastOutcome::Failed { failure: &failure, in_a_row: 1 };
        assert_eq!(pause(outcome, 0.5), Some(90.0));
    }

    #[test]
    fn does_not_repeat_what_only_a_person_can_mend() {
        for kind in
            [FailureKind::SignInRequired, FailureKind::NotPermitted, FailureKind::ProxyCredentials]
        {
            let failure = Failure::new(kind);
            assert_eq!(pause(LastOutcome::Failed { failure: &failure, in_a_row: 1 }, 0.5), None);
        }
    }

    #[test]
    fn a_base_above_the_longest_pause_is_kept() {
        let day = Duration::from_secs(86_400);
        let settings = PollSettings { base: day, max: Duration::from_secs(60) };
        assert_eq!(settings.pause_after(answered(80, true), 0.0), Some(day));
    }
}
