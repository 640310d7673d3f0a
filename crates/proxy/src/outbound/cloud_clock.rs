//! The cloud's clock: the machine's, put right once the cloud has refused it and said what the time is.
//!
//! One clock for all: what PolarDB teaches holds for STS, and for when a key ends, and the other way round.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};

use crate::ops::metrics::METRICS;
use crate::outbound::ambient::{Ambient, System, instant};

/// An ambient whose time is the cloud's.
pub struct CloudClock {
    machine: Arc<dyn Ambient>,
    /// By how many seconds the cloud's clock is ahead of the machine's.
    offset: AtomicI64,
}

impl CloudClock {
    /// As `machine` has it, until the cloud says otherwise.
    pub fn new(machine: Arc<dyn Ambient>) -> Self {
        Self { machine, offset: AtomicI64::new(0) }
    }

    /// Takes the `Date` of a reply for the present, from now on; false where it is none.
    pub(crate) fn follow(&self, date: Option<&str>) -> bool {
        let Some(date) = date.and_then(|date| httpdate::parse_http_date(date).ok()) else {
            return false;
        };
        let offset = (instant(date) - self.machine.now()).num_seconds();
        self.offset.store(offset, Ordering::Relaxed);
        METRICS.clock_offset.set(offset);
        tracing::warn!(
            offset,
            "this machine's clock is wrong; signing by the cloud's (offset in s)"
        );
        true
    }
}

impl Default for CloudClock {
    /// By the machine's own clock.
    fn default() -> Self {
        Self::new(Arc::new(System))
    }
}

impl Ambient for CloudClock {
    fn now(&self) -> DateTime<Utc> {
        let now = self.machine.now();
        let offset = TimeDelta::seconds(self.offset.load(Ordering::Relaxed));
        now.checked_add_signed(offset).unwrap_or(now)
    }

    fn nonce(&self) -> String {
        self.machine.nonce()
    }

    fn fraction(&self) -> f64 {
        self.machine.fraction()
    }
}

impl credentials::Clock for CloudClock {
    fn now(&self) -> DateTime<Utc> {
        Ambient::now(self)
    }

    fn nonce(&self) -> String {
        Ambient::nonce(self)
    }

    fn adjust(&self, date: &str) -> bool {
        self.follow(Some(date))
    }
}
