//! The keys of answers in memory. All of them change when what was seen may not be seen any more.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use model::failure::FailureKind;

use crate::answer::Answer;

/// How often a permission was lost.
#[derive(Default)]
pub(super) struct Keys(AtomicU64);

impl Keys {
    /// The key for what is asked now. A call that began before a permission was lost keeps its answer under a key for
    /// which nobody asks any more.
    pub(super) fn key(&self, identity: &str) -> Arc<str> {
        format!("{} {identity}", self.0.load(Ordering::Relaxed)).into()
    }

    /// Whether `answer` says that the key of the proxy may not see what it has seen. Then all is forgotten.
    pub(super) fn note(&self, answer: &Answer) {
        use FailureKind::{NotPermitted, ProxyCredentials};
        let kind = FailureKind::classify(answer.code.as_deref(), answer.status);
        let is_lost = answer.status == 403 || matches!(kind, NotPermitted | ProxyCredentials);
        if !answer.is_good() && is_lost {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}
