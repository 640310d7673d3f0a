//! What calls take from the world: the time, a text never used before, and chance.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Utc};

/// The clock and the chance that calls need; tests bring their own.
pub trait Ambient: Send + Sync {
    /// The present instant.
    fn now(&self) -> DateTime<Utc>;
    /// A nonce that was never returned before.
    fn nonce(&self) -> String;
    /// A number from 0 to 1, which itself never comes; each as likely as any other.
    fn fraction(&self) -> f64;
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

    fn fraction(&self) -> f64 {
        // The first 48 bits of a UUID are random; the version is in those after.
        let random = uuid::Uuid::new_v4().as_u64_pair().0 >> 16;
        random as f64 / (1_u64 << 48) as f64
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

/// The date as HTTP writes it.
pub(crate) fn http_date(date: DateTime<Utc>) -> String {
    date.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_is_spread_over_the_whole_range() {
        let fractions: Vec<_> = (0..10_000).map(|_| System.fraction()).collect();
        assert!(fractions.iter().all(|fraction| (0.0..1.0).contains(fraction)));
        for tenth in 0..10 {
            let is_in = |fraction: &&f64| (**fraction * 10.0) as u32 == tenth;
            let count = fractions.iter().filter(is_in).count();
            assert!((800..1200).contains(&count), "{tenth}: {count}");
        }
    }
}
