//! The memory of nonces, bounded in time.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// A request may be dated 15 minutes ahead and be repeated until its date is 15 minutes past.
const MEMORY_SECONDS: i64 = 30 * 60;

/// The nonces of at least the last 30 minutes and at most the last hour, as hashes of 64 bits.
#[derive(Default)]
pub(crate) struct Nonces {
    current: HashSet<u64>,
    previous: HashSet<u64>,
    /// When `current` was begun, in seconds since 1970.
    since: i64,
}

impl Nonces {
    /// Remembers `nonce`; false when it was used before.
    pub(crate) fn admit(&mut self, nonce: &str, now: i64) -> bool {
        if now - self.since >= MEMORY_SECONDS {
            let emptied = std::mem::take(&mut self.current);
            let fresh = now - self.since < 2 * MEMORY_SECONDS;
            self.previous = if fresh { emptied } else { HashSet::new() };
            self.since = now;
        }
        let mut hasher = DefaultHasher::new();
        nonce.hash(&mut hasher);
        let hash = hasher.finish();
        !self.previous.contains(&hash) && self.current.insert(hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remembers_for_half_an_hour_and_forgets_within_an_hour() {
        let mut nonces = Nonces::default();
        for (nonce, now, admitted) in [
            ("a", 1_000_000, true),
            ("a", 1_000_000, false),
            ("b", 1_001_799, true),
            ("a", 1_001_800, false),
            ("b", 1_003_599, false),
            ("a", 1_003_600, true),
            ("b", 1_003_600, true),
            ("b", 1_010_000, true),
        ] {
            assert_eq!(nonces.admit(nonce, now), admitted, "{nonce} at {now}");
        }
    }
}
