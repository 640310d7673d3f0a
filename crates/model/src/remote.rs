//! Anything that is fetched again and again: one state machine, fed with past-tense events.
//!
//! Each request carries a generation. An answer of an older generation is dropped, so that answers
//! which come out of order never replace a newer one.

use chrono::{DateTime, Utc};

use crate::failure::Failure;

/// What is known of a remote thing that is identified by a key `K`, such as the query of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Remote<K, T> {
    generation: Generation,
    requested: Option<K>,
    in_flight: bool,
    failures_in_a_row: u32,
    state: RemoteState<K, T>,
}

/// The number of a request; later ones are greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Generation(u64);

/// The last outcome.
#[derive(Clone, Debug, PartialEq)]
pub enum RemoteState<K, T> {
    /// Nothing came yet.
    Loading,
    /// The last request was answered.
    Ready(Answer<K, T>),
    /// The last request failed.
    Failed {
        /// Why.
        failure: Failure,
        /// The answer before, if it belongs to the same key.
        last_good: Option<Answer<K, T>>,
    },
}

/// An answer and what it answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer<K, T> {
    /// What was asked for.
    pub key: K,
    /// What came.
    pub value: T,
    /// When it came.
    pub received_at: DateTime<Utc>,
}

impl<K: Clone + PartialEq, T> Remote<K, T> {
    /// Nothing was asked for yet.
    pub fn new() -> Self {
        Self {
            generation: Generation::default(),
            requested: None,
            in_flight: false,
            failures_in_a_row: 0,
            state: RemoteState::Loading,
        }
    }

    /// A request for `key` was sent. Its answer must come back with the generation returned.
    pub fn started(&mut self, key: K) -> Generation {
        self.generation.0 += 1;
        if self.requested.as_ref() != Some(&key) {
            self.failures_in_a_row = 0;
        }
        self.requested = Some(key);
        self.in_flight = true;
        self.generation
    }

    /// The request in flight was given up and has no successor: its end counts for nothing.
    pub fn abandoned(&mut self) {
        self.in_flight = false;
    }

    /// A request was answered at the instant `at`. `false` if it was not the last one, and counts
    /// for nothing.
    pub fn answered(&mut self, generation: Generation, value: T, at: DateTime<Utc>) -> bool {
        let Some(key) = self.ended(generation) else { return false };
        self.failures_in_a_row = 0;
        self.state = RemoteState::Ready(Answer { key, value, received_at: at });
        true
    }

    /// A request failed. `false` if it was not the last one, and counts for nothing.
    pub fn failed(&mut self, generation: Generation, failure: Failure) -> bool {
        let Some(key) = self.ended(generation) else { return false };
        self.failures_in_a_row = self.failures_in_a_row.saturating_add(1);
        let before = std::mem::replace(&mut self.state, RemoteState::Loading);
        let last_good = match before {
            RemoteState::Loading => None,
            RemoteState::Ready(answer) => Some(answer),
            RemoteState::Failed { last_good, .. } => last_good,
        };
        let last_good = last_good.filter(|answer| answer.key == key);
        self.state = RemoteState::Failed { failure, last_good };
        true
    }

    /// The last outcome.
    pub fn state(&self) -> &RemoteState<K, T> {
        &self.state
    }

    /// Whether a request is on its way.
    pub fn is_in_flight(&self) -> bool {
        self.in_flight
    }

    /// How many requests for the same key failed since the last answer.
    pub fn failures_in_a_row(&self) -> u32 {
        self.failures_in_a_row
    }

    /// The newest answer there is, whatever came of later requests.
    pub fn answer(&self) -> Option<&Answer<K, T>> {
        match &self.state {
            RemoteState::Loading => None,
            RemoteState::Ready(answer) => Some(answer),
            RemoteState::Failed { last_good, .. } => last_good.as_ref(),
        }
    }

    /// The failure of the last request, if it failed.
    pub fn failure(&self) -> Option<&Failure> {
        match &self.state {
            RemoteState::Failed { failure, .. } => Some(failure),
            RemoteState::Loading | RemoteState::Ready(_) => None,
        }
    }

    /// Whether what is shown belongs to another key than was asked for last.
    pub fn is_turning(&self) -> bool {
        let shown = self.answer().map(|answer| &answer.key);
        self.in_flight && shown.is_some() && shown != self.requested.as_ref()
    }

    /// The key of a request that ends now, unless a later one has begun.
    fn ended(&mut self, generation: Generation) -> Option<K> {
        if generation != self.generation || !self.in_flight {
            return None;
        }
        self.in_flight = false;
        self.requested.clone()
    }
}

impl<K: Clone + PartialEq, T> Default for Remote<K, T> {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::FailureKind;

    const AT: DateTime<Utc> = DateTime::<Utc>::UNIX_EPOCH;

    fn failure() -> Failure {
        Failure::new(FailureKind::Unreachable)
    }

    fn shown(remote: &Remote<&'static str, u32>) -> Option<(&'static str, u32)> {
        remote.answer().map(|answer| (answer.key, answer.value))
    }

    #[test]
    fn an_older_answer_never_replaces_a_newer_one() {
        let mut remote = Remote::new();
        let first = remote.started("all");
        let second = remote.started("failed");
        assert!(remote.answered(second, 2, AT));
        assert!(!remote.answered(first, 1, AT));
        assert_eq!(shown(&remote), Some(("failed", 2)));
    }

    #[test]
    fn an_older_answer_is_dropped_while_the_newer_request_is_on_its_way() {
        let mut remote = Remote::new();
        let first = remote.started("all");
        let second = remote.started("failed");
        remote.answered(first, 1, AT);
        assert_eq!(shown(&remote), None);
        assert!(remote.is_in_flight());
        remote.failed(first, failure());
        assert_eq!(remote.failure(), None);
        remote.answered(second, 2, AT);
        assert_eq!(shown(&remote), Some(("failed", 2)));
    }

    #[test]
    fn the_end_of_an_abandoned_request_counts_for_nothing() {
        let mut remote = Remote::new();
        let first = remote.started("all");
        remote.answered(first, 1, AT);
        let refresh = remote.started("all");
        remote.abandoned();
        assert!(!remote.failed(refresh, failure()));
        assert_eq!((shown(&remote), remote.failure()), (Some(("all", 1)), None));
        assert!(!remote.is_in_flight());
    }

    #[test]
    fn an_answer_counts_once() {
        let mut remote = Remote::new();
        let only = remote.started("all");
        remote.answered(only, 1, AT);
        remote.answered(only, 2, AT);
        assert_eq!(shown(&remote), Some(("all", 1)));
    }

    #[test]
    fn a_failed_refresh_keeps_the_last_good_rows() {
        let mut remote = Remote::new();
        let first = remote.started("all");
        remote.answered(first, 1, AT);
        for failures in 1..=3 {
            let refresh = remote.started("all");
            remote.failed(refresh, failure());
            assert_eq!(shown(&remote), Some(("all", 1)));
            assert_eq!(remote.failures_in_a_row(), failures);
        }
        let refresh = remote.started("all");
        assert!(
            remote.failure().is_some(),
            "the failure stays on the screen until an answer comes"
        );
        remote.answered(refresh, 2, AT);
        assert_eq!((shown(&remote), remote.failures_in_a_row()), (Some(("all", 2)), 0));
        assert_eq!(remote.failure(), None);
    }

    #[test]
    fn rows_of_another_query_are_not_kept_behind_a_failure() {
        let mut remote = Remote::new();
        let first = remote.started("all");
        remote.answered(first, 1, AT);
        let second = remote.started("failed");
        assert_eq!((shown(&remote), remote.is_turning()), (Some(("all", 1)), true));
        remote.failed(second, failure());
        assert_eq!((shown(&remote), remote.is_turning()), (None, false));
    }
}
