//! The time of a stage: the same for PolarDB, for the proxy and, where it stands, for the page.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use chrono::{DateTime, TimeDelta, Utc};
use proxy::outbound::ambient::{Ambient, System};

/// When it is on a stage whose time stands: 2026-11-24 14:53:20 in Shanghai.
pub(crate) const STANDS_AT: &str = "2026-11-24T06:53:20Z";

/// The clock of a stage.
#[derive(Clone)]
pub(crate) struct Clock {
    began: DateTime<Utc>,
    since: Since,
}

#[derive(Clone)]
enum Since {
    Start(Instant),
    /// So many seconds have passed, because a test said so.
    Leaps(Arc<AtomicI64>),
}

impl Clock {
    /// Time passes as it does.
    pub(crate) fn running() -> Self {
        Self { began: System.now(), since: Since::Start(Instant::now()) }
    }

    /// Time passes only by [`leap`](Self::leap).
    pub(crate) fn standing() -> Self {
        Self { began: STANDS_AT.parse().unwrap(), since: Since::Leaps(Arc::default()) }
    }

    /// When the world began, in whole seconds.
    pub(crate) fn began(&self) -> DateTime<Utc> {
        self.began
    }

    /// Lets seconds pass at once, or takes them back. Only for a clock that stands.
    pub(crate) fn leap(&self, seconds: i64) {
        let Since::Leaps(leaps) = &self.since else { panic!("this clock runs by itself") };
        leaps.fetch_add(seconds, Ordering::SeqCst);
    }

    /// Takes back all seconds that a test let pass.
    pub(crate) fn set_back(&self) {
        if let Since::Leaps(leaps) = &self.since {
            leaps.store(0, Ordering::SeqCst);
        }
    }
}

impl Ambient for Clock {
    fn now(&self) -> DateTime<Utc> {
        match &self.since {
            Since::Start(start) => self.began + start.elapsed(),
            Since::Leaps(leaps) => self.began + TimeDelta::seconds(leaps.load(Ordering::SeqCst)),
        }
    }

    fn nonce(&self) -> String {
        System.nonce()
    }

    fn fraction(&self) -> f64 {
        System.fraction()
    }
}
