//! Requests with a wrong token, limited by address: nobody can try many tokens, and they cost little.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, PoisonError};

use super::Caller;
use crate::outbound::pace::{CallerPace, Rate};
use crate::refusal::Refusal;

/// The failures of each address, and the tokens that others behind the same address may go on to use.
#[derive(Debug)]
pub struct Guesses {
    failures: CallerPace<Caller>,
    accepted: Mutex<HashSet<u64>>,
    hasher: RandomState,
}

impl Default for Guesses {
    fn default() -> Self {
        Self {
            failures: CallerPace::new(Rate::UNAUTHENTICATED),
            accepted: Mutex::default(),
            hasher: RandomState::new(),
        }
    }
}

impl Guesses {
    /// Whether a token from `address` is looked at: any token until there were too many failures, then only those
    /// that were accepted before. It may be invalid all the same.
    pub(super) fn may_try(&self, address: &Caller, token: &str) -> bool {
        self.failures.check(address).is_ok()
            || self.with(|accepted| accepted.contains(&self.mark(token)))
    }

    /// `token` is valid.
    pub(super) fn accepted(&self, token: &str) {
        self.with(|accepted| accepted.insert(self.mark(token)));
    }

    /// Counts a failure of `address`.
    pub(super) fn failed(&self, address: &Caller) -> Refusal {
        self.failures.admit(address).err().unwrap_or(Refusal::Unauthenticated)
    }

    /// By a secret of this process, so that nobody can look for a token with the same mark.
    fn mark(&self, token: &str) -> u64 {
        self.hasher.hash_one(token)
    }

    fn with<T>(&self, change: impl FnOnce(&mut HashSet<u64>) -> T) -> T {
        change(&mut self.accepted.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
