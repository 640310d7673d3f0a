//! How long an answer holds. What goes on in its rows is not known any more once it is stale.

use std::time::Duration;

use chrono::{DateTime, Utc};

/// However often an endpoint is asked, an answer holds this long.
const SHORTEST: Duration = Duration::from_secs(15);

/// What the freshness of an answer is judged by.
#[derive(Clone, Copy, Debug)]
pub struct Freshness {
    /// When the answer came, or was given where a proxy answered from memory.
    pub received_at: DateTime<Utc>,
    /// How long it usually takes until the next answer.
    pub expected: Duration,
    /// Whether the user stopped the refresh.
    pub is_paused: bool,
    /// Whether it is known already that there is no next answer soon: no connection, a rate limit, a failure that is told, or
    /// an answer of an earlier visit.
    pub is_cut_off: bool,
}

impl Freshness {
    /// Since when it is stale at the instant `now`, if it is: the instant of the answer.
    ///
    /// That is when the next answer should have come twice. It does not count why it did not: trouble, a pause that the service
    /// asked for, or an answer that takes its time.
    pub fn stale_since(self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let twice = if self.is_paused { Duration::ZERO } else { self.expected.saturating_mul(2) };
        let age = (now - self.received_at).to_std().unwrap_or_default();
        (self.is_cut_off || age > twice.max(SHORTEST)).then_some(self.received_at)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn is_stale(age: i64, expected: u64, is_paused: bool, is_cut_off: bool) -> bool {
        let received_at = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        let expected = Duration::from_secs(expected);
        let freshness = Freshness { received_at, expected, is_paused, is_cut_off };
        let since = freshness.stale_since(received_at + TimeDelta::seconds(age));
        assert!(since.is_none_or(|since| since == received_at));
        since.is_some()
    }

    #[test]
    fn an_answer_holds_for_twice_the_pause_and_at_least_15_s() {
        for (age, expected, stale) in [
            (0, 5, false),
            (15, 5, false),
            (16, 5, true),
            (16, 0, true),
            (20, 10, false),
            (21, 10, true),
            (60, 30, false),
            (61, 30, true),
            (-3_600, 5, false),
        ] {
            assert_eq!(is_stale(age, expected, false, false), stale, "{age} s, {expected} s");
        }
    }

    #[test]
    fn while_the_refresh_is_stopped_by_hand_15_s_count_and_what_is_cut_off_is_stale_at_once() {
        for (age, is_paused, is_cut_off, stale) in [
            (15, true, false, false),
            (16, true, false, true),
            (16, false, false, false),
            (0, false, true, true),
            (0, true, true, true),
        ] {
            assert_eq!(is_stale(age, 60, is_paused, is_cut_off), stale, "{age} s");
        }
    }
}
