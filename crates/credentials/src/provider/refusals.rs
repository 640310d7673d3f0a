//! Which key the service refused last, and when a file was read last.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwapOption;
use tokio::time::Instant;

use super::Held;

/// For how long a refusal makes it not ready. Then a request has to show whether the key is refused still: a balancer that
/// sends none until then would wait for ever.
const LASTS: Duration = Duration::from_secs(60);

/// Why requests cannot be signed, or are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotReady {
    /// There is no valid key.
    #[error("no credentials")]
    NoKey,
    /// The service refuses the temporary key, and nobody has written another one yet.
    #[error("the temporary key is refused: it has expired or is invalid, and has to be renewed")]
    Refused,
}

/// What is known of the key at hand.
pub(super) struct Refusals {
    refused: ArcSwapOption<(Arc<Held>, Instant)>,
    looked: Mutex<Instant>,
}

impl Refusals {
    /// Of a key whose file, if it has one, was read just now.
    pub(super) fn new() -> Self {
        Self { refused: ArcSwapOption::empty(), looked: Mutex::new(Instant::now()) }
    }

    pub(super) fn is_refused(&self, key: &Arc<Held>) -> bool {
        self.refused.load().as_ref().is_some_and(|refused| {
            let (refused, at) = &**refused;
            Arc::ptr_eq(refused, key) && at.elapsed() < LASTS
        })
    }

    /// Notes that a key was refused or taken. Only a temporary key is refused for good.
    pub(super) fn note(&self, key: &Arc<Held>, is_refused: bool) {
        if is_refused && key.credentials.security_token.is_some() {
            self.refused.store(Some(Arc::new((Arc::clone(key), Instant::now()))));
        } else if !is_refused && self.is_refused(key) {
            self.refused.store(None);
        }
    }

    /// Whether the file may be read now, which then is noted.
    pub(super) fn may_look(&self, pause: Duration) -> bool {
        let mut looked = self.looked.lock().unwrap_or_else(PoisonError::into_inner);
        let may = looked.elapsed() >= pause;
        if may {
            *looked = Instant::now();
        }
        may
    }
}
