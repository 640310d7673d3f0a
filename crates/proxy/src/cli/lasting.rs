//! What outlasts a reload of the configuration: how much of each limit is used up, and the answers in memory. Otherwise
//! every reload would let in another burst.

use std::sync::Arc;

use crate::config::Limits;
use crate::inbound::callers::{Caller, Guesses};
use crate::outbound::forward::Saver;
use crate::outbound::pace::CallerPace;

/// The state behind the limits, and the limits that it is for.
#[derive(Clone)]
pub(super) struct Lasting {
    limits: Limits,
    pub(super) saver: Saver,
    pub(super) callers: Arc<CallerPace<Caller>>,
    pub(super) guesses: Arc<Guesses>,
}

impl Lasting {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits,
            saver: Saver::new(limits.saving(), limits.upstream()),
            callers: Arc::new(CallerPace::new(limits.caller())),
            guesses: Arc::default(),
        }
    }

    /// For other limits: what depends on one that has changed begins anew.
    pub(super) fn with(&self, limits: Limits) -> Self {
        let mut lasting = self.clone();
        lasting.limits = limits;
        if limits.saving() != self.limits.saving() {
            lasting.saver = lasting.saver.with_saving(limits.saving());
        }
        if limits.turns() != self.limits.turns() {
            lasting.saver = lasting.saver.with_pace(limits.upstream());
        }
        if limits.caller() != self.limits.caller() {
            lasting.callers = Arc::new(CallerPace::new(limits.caller()));
        }
        lasting
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_depends_on_a_changed_limit_begins_anew() {
        let before = Lasting::new(Limits::default());
        for (limits, is_memory_new, is_pace_new, are_callers_new) in [
            (Limits::default(), false, false, false),
            // What was meant before, said.
            (Limits { cache_seconds: Some(2), ..Limits::default() }, false, false, false),
            (Limits { cache_seconds: Some(3), ..Limits::default() }, true, false, false),
            (Limits { stale_seconds: Some(0), ..Limits::default() }, true, false, false),
            (Limits { upstream_rate: Some(10), ..Limits::default() }, false, true, false),
            (Limits { upstream_in_flight: Some(8), ..Limits::default() }, false, true, false),
            (Limits { caller_rate: Some(1), ..Limits::default() }, false, false, true),
        ] {
            let after = before.with(limits);
            let (is_memory, is_pace) = after.saver.shares_with(&before.saver);
            assert_eq!((!is_memory, !is_pace), (is_memory_new, is_pace_new), "{limits:?}");
            assert_eq!(!Arc::ptr_eq(&after.callers, &before.callers), are_callers_new);
            assert!(Arc::ptr_eq(&after.guesses, &before.guesses));
            assert_eq!(after.with(limits).saver.shares_with(&after.saver), (true, true));
        }
    }
}
