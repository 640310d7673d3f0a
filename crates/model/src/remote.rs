//! Anything that is fetched again and again: one state machine, fed with past-tense events.
//!
//! Each request carries a generation. An answer of an older generation is dropped, so that answers
//! which come out of order never replace a newer one.

use chrono::{DateTime, TimeDelta, Utc};

use crate::failure::Failure;

/// By more than this an answer is newer than another: ages are told in whole seconds.
const NEWER: TimeDelta = TimeDelta::seconds(2);

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
        /// When.
        at: DateTime<Utc>,
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
    /// Whether it came on an earlier visit: it is something to look at until there is news, and no news.
    pub is_recalled: bool,
    /// How often it was amended since it came: what is known better may be of the same instant.
    pub amendments: u32,
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
            self.forget_failure();
        }
        self.requested = Some(key);
        self.in_flight = true;
        self.generation
    }

    /// What failed was something else.
    fn forget_failure(&mut self) {
        if matches!(self.state, RemoteState::Failed { .. }) {
            let before = std::mem::replace(&mut self.state, RemoteState::Loading);
            if let RemoteState::Failed { last_good: Some(answer), .. } = before {
                self.state = RemoteState::Ready(answer);
            }
        }
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
        self.state = RemoteState::Ready(Answer {
            key,
            value,
            received_at: at,
            is_recalled: false,
            amendments: 0,
        });
        true
    }

    /// What was asked for last is known better at the instant `at`, without another request. It counts only while there is an answer
    /// of this visit to it.
    pub fn amended(&mut self, value: T, at: DateTime<Utc>) {
        let answer = match &mut self.state {
            RemoteState::Loading => None,
            RemoteState::Ready(answer) => Some(answer),
            RemoteState::Failed { last_good, .. } => last_good.as_mut(),
        };
        let is_meant = |answer: &&mut Answer<K, T>| {
            !answer.is_recalled && self.requested.as_ref() == Some(&answer.key)
        };
        if let Some(answer) = answer.filter(is_meant) {
            (answer.value, answer.received_at) = (value, at);
            answer.amendments = answer.amendments.wrapping_add(1);
        }
    }

    /// There is an answer of an earlier visit to what was asked for last. It counts only while there is no
    /// other, and not for somebody who is known to have no access now.
    pub fn recalled(&mut self, value: T, received_at: DateTime<Utc>) {
        let Some(key) = self.requested.clone() else { return };
        let answer = Answer { key, value, received_at, is_recalled: true, amendments: 0 };
        match &mut self.state {
            RemoteState::Loading => self.state = RemoteState::Ready(answer),
            RemoteState::Failed { failure, last_good: last_good @ None, .. }
                if !failure.kind.denies_access() =>
            {
                *last_good = Some(answer);
            }
            RemoteState::Failed { .. } | RemoteState::Ready(_) => {}
        }
    }

    /// A request failed at the instant `at`. `false` if it was not the last one, and counts for nothing.
    pub fn failed(&mut self, generation: Generation, failure: Failure, at: DateTime<Utc>) -> bool {
        let Some(key) = self.ended(generation) else { return false };
        self.failures_in_a_row = self.failures_in_a_row.saturating_add(1);
        let before = std::mem::replace(&mut self.state, RemoteState::Loading);
        let last_good = match before {
            RemoteState::Loading => None,
            RemoteState::Ready(answer) => Some(answer),
            RemoteState::Failed { last_good, .. } => last_good,
        };
        let may_see = |answer: &Answer<K, T>| !answer.is_recalled || !failure.kind.denies_access();
        let last_good = last_good.filter(|answer| answer.key == key && may_see(answer));
        self.state = RemoteState::Failed { failure, at, last_good };
        true
    }

    /// A request failed at the instant `at`, and an answer that came at `received_at` was sent in its place. `false` if it was
    /// not the last one, and counts for nothing.
    pub fn stood_in(
        &mut self,
        generation: Generation,
        (value, received_at): (T, DateTime<Utc>),
        failure: Failure,
        at: DateTime<Utc>,
    ) -> bool {
        let Some(key) = self.requested.clone().filter(|_| self.is_current(generation)) else {
            return false;
        };
        // What is known already may be newer, and is the same answer as before if it is not older.
        let is_known = self.answer().is_some_and(|known| {
            !known.is_recalled && known.key == key && known.received_at + NEWER >= received_at
        });
        if !is_known {
            self.state = RemoteState::Ready(Answer {
                key,
                value,
                received_at,
                is_recalled: false,
                amendments: 0,
            });
        }
        self.failed(generation, failure, at)
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

    /// When the last request failed, if it did.
    pub fn failed_at(&self) -> Option<DateTime<Utc>> {
        match &self.state {
            RemoteState::Failed { at, .. } => Some(*at),
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
        if !self.is_current(generation) {
            return None;
        }
        self.in_flight = false;
        self.requested.clone()
    }

    fn is_current(&self, generation: Generation) -> bool {
        generation == self.generation && self.in_flight
    }
}

impl<K: Clone + PartialEq, T> Default for Remote<K, T> {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests;
