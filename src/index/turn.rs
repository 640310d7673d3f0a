//! Which of the tabs with this console reads on its own and writes: one at a time, as long as it is seen.
//!
//! A lease in local storage, which all browsers have, on plain `http` as well, where there are no locks; and a lock outlasts a tab that is
//! frozen, while a lease expires. Two tabs that take it in the same instant both believe so until they look again, which
//! costs calls and no rows: what is written is whole for itself.

use std::cell::Cell;

use chrono::{DateTime, TimeDelta, Utc};
use web_sys::Storage;

use crate::storage;

/// A tab that says nothing for so long has no turn any more. Timers of a page that is seen are not held back that long.
const LEASE: TimeDelta = TimeDelta::seconds(15);
/// The lease is renewed when this much of it is left.
const RENEWED: TimeDelta = TimeDelta::seconds(10);
/// A lease that was just written may be another tab's by now.
const DOUBT: TimeDelta = TimeDelta::milliseconds(500);

/// The turn, for this tab.
pub struct Turn {
    storage: Option<Storage>,
    name: String,
    tab: String,
    /// When it was taken.
    since: Cell<DateTime<Utc>>,
}

/// What to do about a lease.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Claim {
    /// Another tab has it.
    Taken,
    /// This tab has it.
    Held,
    /// This tab writes this, and has it if that is still there when it looks again.
    Written(String),
    /// The same, of a lease that this tab has already.
    Renewed(String),
}

impl Turn {
    /// The turn of an index that is kept under `name`.
    pub fn of_tab(name: &str) -> Self {
        // Enough to tell tabs apart.
        let tab = ((js_sys::Math::random() * 4e9) as u32).to_string();
        let since = Cell::new(DateTime::UNIX_EPOCH);
        Self { storage: storage::local_storage(), name: storage::storage_name(name), tab, since }
    }

    /// Takes the turn if it is free. Whether this tab has it: not at once, for another tab may have taken it in the same instant. A tab
    /// whose browser forbids the storage has it always: there is nothing to share.
    pub fn claim(&self, now: DateTime<Utc>) -> bool {
        let Some(storage) = &self.storage else { return true };
        let lease = storage.get_item(&self.name).ok().flatten().unwrap_or_default();
        let is_certain = now - self.since.get() >= DOUBT;
        match claim(&lease, &self.tab, now) {
            Claim::Taken => false,
            Claim::Held => is_certain,
            Claim::Written(lease) => {
                self.since.set(now);
                // A storage that is full lets every tab read.
                storage.set_item(&self.name, &lease).is_err()
            }
            Claim::Renewed(lease) => {
                let _ = storage.set_item(&self.name, &lease);
                is_certain
            }
        }
    }

    /// Lets another tab have it: nobody sees this one, or it is left. The lease is emptied and not taken away: other tabs take
    /// a name that is gone for the wish to forget views.
    pub fn release(&self) {
        let Some(storage) = &self.storage else { return };
        let lease = storage.get_item(&self.name).ok().flatten().unwrap_or_default();
        if lease.split(' ').next() == Some(&self.tab) {
            let _ = storage.set_item(&self.name, "");
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.release();
    }
}

/// A lease is the tab and the end of its turn in milliseconds. One that ends later than any would was written by another clock.
fn claim(lease: &str, tab: &str, now: DateTime<Utc>) -> Claim {
    let (owner, end) = lease.split_once(' ').unwrap_or_default();
    let end = end.parse().ok().and_then(DateTime::from_timestamp_millis);
    let left = end.map_or(TimeDelta::zero(), |end| end - now);
    let is_valid = left > TimeDelta::zero() && left <= LEASE;
    let renewed = || format!("{tab} {}", (now + LEASE).timestamp_millis());
    match (owner == tab, is_valid) {
        (false, true) => Claim::Taken,
        (true, true) if left > RENEWED => Claim::Held,
        (true, true) => Claim::Renewed(renewed()),
        (_, false) => Claim::Written(renewed()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_is_taken_where_it_is_free_and_renewed_before_it_ends() {
        let at = |seconds: i64| DateTime::UNIX_EPOCH + TimeDelta::seconds(1_000 + seconds);
        let lease = |tab: &str, end| format!("{tab} {}", at(end).timestamp_millis());
        for (what, lease, expected) in [
            ("nobody had it", String::new(), Claim::Written(lease("7", 15))),
            ("what nobody wrote", "a b c".to_owned(), Claim::Written(lease("7", 15))),
            ("another tab has it", lease("8", 3), Claim::Taken),
            ("another tab had it", lease("8", 0), Claim::Written(lease("7", 15))),
            ("by a clock that was set back", lease("8", 16), Claim::Written(lease("7", 15))),
            ("it is ours", lease("7", 12), Claim::Held),
            ("it is ours, and ends soon", lease("7", 9), Claim::Renewed(lease("7", 15))),
            ("it was ours", lease("7", -1), Claim::Written(lease("7", 15))),
        ] {
            assert_eq!(claim(&lease, "7", at(0)), expected, "{what}");
        }
    }
}
