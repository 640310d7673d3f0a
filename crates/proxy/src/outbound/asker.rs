//! Whose call it is, and how urgent.

use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::Notify;

use crate::inbound::callers::Caller;

/// Whether somebody waits for the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// A page reads ahead or fills its index. Nobody looks at it yet.
    Background,
    /// Somebody waits for it.
    Foreground,
}

/// Who asks, for what, and how the answer may be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asker {
    /// Whose requests take turns with those of others.
    pub caller: Caller,
    /// Foreground requests go first.
    pub purpose: Purpose,
    /// Whether the answer may be compressed with gzip.
    pub accepts_gzip: bool,
}

/// How urgent a call is: as urgent as the most urgent request that waits for it.
#[derive(Debug)]
pub(crate) struct Urgency {
    is_foreground: AtomicBool,
    raised: Notify,
}

impl Urgency {
    pub(crate) fn new(purpose: Purpose) -> Self {
        let is_foreground = AtomicBool::new(purpose == Purpose::Foreground);
        Self { is_foreground, raised: Notify::new() }
    }

    pub(crate) fn purpose(&self) -> Purpose {
        match self.is_foreground.load(Ordering::Acquire) {
            true => Purpose::Foreground,
            false => Purpose::Background,
        }
    }

    /// Another request joins the call. A background call becomes a foreground call with the first such request.
    pub(crate) fn join(&self, purpose: Purpose) {
        if purpose == Purpose::Foreground && !self.is_foreground.swap(true, Ordering::AcqRel) {
            self.raised.notify_one();
        }
    }

    /// Ready once a background call has become a foreground call.
    pub(crate) async fn raised(&self) {
        self.raised.notified().await;
    }
}
