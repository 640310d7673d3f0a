//! The time at which requests are signed and by which keys expire.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, TimeDelta, Utc};

/// The clock and the nonces of signed requests. Share one clock with the code that signs with the keys.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> DateTime<Utc>;

    /// A nonce that was never returned before.
    fn nonce(&self) -> String;

    /// Takes the `Date` header of a reply for the present instant from now on, because the server refused the time of
    /// the request. Returns false if it is not a date, or if this clock cannot be adjusted.
    fn adjust(&self, date: &str) -> bool;
}

/// The machine's clock, adjusted to the cloud's after the first refusal, and random nonces.
#[derive(Debug, Default)]
pub struct SystemClock {
    /// By how many seconds the cloud's clock is ahead.
    offset: AtomicI64,
}

impl SystemClock {
    /// By how many seconds the cloud's clock is ahead of the machine's; 0 until the cloud refused a time.
    pub fn offset_seconds(&self) -> i64 {
        self.offset.load(Ordering::Relaxed)
    }
}

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        let now = instant(SystemTime::now());
        now.checked_add_signed(TimeDelta::seconds(self.offset_seconds())).unwrap_or(now)
    }

    fn nonce(&self) -> String {
        uuid::Uuid::new_v4().simple().to_string()
    }

    fn adjust(&self, date: &str) -> bool {
        let Ok(date) = httpdate::parse_http_date(date) else { return false };
        let offset = instant(date) - instant(SystemTime::now());
        self.offset.store(offset.num_seconds(), Ordering::Relaxed);
        true
    }
}

/// In whole seconds, which is all that signatures and expirations have; the epoch for a time before it.
fn instant(time: SystemTime) -> DateTime<Utc> {
    let after = time.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    DateTime::from_timestamp(i64::try_from(after).unwrap_or_default(), 0).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_system_clock_follows_a_date_and_nothing_else() {
        let clock = SystemClock::default();
        assert!(!clock.adjust("yesterday"));
        assert_eq!(clock.offset_seconds(), 0);
        assert!(clock.adjust("Tue, 07 Apr 2037 00:00:00 GMT"));
        let at: DateTime<Utc> = "2037-04-07T00:00:00Z".parse().unwrap();
        assert!((clock.now() - at).num_seconds().abs() < 60);
    }
}
