//! What a signature takes from the world: the time, and a text never used before.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Utc};

/// The clock and the chance that signing needs; tests bring their own.
pub trait Ambient: Send + Sync {
    /// The present instant.
    fn now(&self) -> DateTime<Utc>;
    /// A nonce that was never returned before.
    fn nonce(&self) -> String;
}

/// The machine's clock and random UUIDs.
#[derive(Clone, Copy, Debug, Default)]
pub struct System;

impl Ambient for System {
    fn now(&self) -> DateTime<Utc> {
        instant(SystemTime::now())
    }

    fn nonce(&self) -> String {
        uuid::Uuid::new_v4().simple().to_string()
    }
}

/// The same instant in whole seconds; the epoch for what no calendar holds.
pub(crate) fn instant(time: SystemTime) -> DateTime<Utc> {
    let seconds = match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_secs()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_secs()).map_or(i64::MIN, |s| -s),
    };
    DateTime::from_timestamp(seconds, 0).unwrap_or_default()
}
