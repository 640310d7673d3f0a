//! The tests' hand in the simulator: faults, and the log of requests.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri};

use crate::fault::{Effect, Fault, Schedule};
use crate::reply::Reply;

/// How many of the latest requests are kept.
const LOG_LENGTH: usize = 1000;

/// A request as it came. The headers that hold secrets are marked sensitive: `Debug` hides them.
#[derive(Debug, Clone)]
pub struct LoggedRequest {
    /// `POST`, `GET`, ….
    pub method: Method,
    /// Path and query as they came.
    pub uri: Uri,
    /// All headers.
    pub headers: HeaderMap,
}

/// Controls a running simulator; clones control the same one.
#[derive(Clone, Default)]
pub struct Handle {
    control: Arc<Mutex<Control>>,
}

#[derive(Default)]
struct Control {
    calls: u64,
    log: VecDeque<LoggedRequest>,
    schedule: Schedule,
}

impl Handle {
    /// Sets a fault. Of several that are for one call, it meets the oldest of those that count
    /// their calls, else the newest of those that hold until they are cleared.
    pub fn set_fault(&self, fault: Fault) {
        self.lock().schedule.set(fault);
    }

    /// The faults that are set, with what is left of their `after` and `times`.
    pub fn faults(&self) -> Vec<Fault> {
        self.lock().schedule.faults().to_vec()
    }

    /// Answers every call with `reply` until [`Handle::clear`].
    pub fn inject(&self, reply: Reply) {
        self.set_fault(Fault::new(Effect::Replaced(reply)));
    }

    /// Answers the next `calls` calls with `reply`, after what was injected before for a number
    /// of calls.
    pub fn inject_next(&self, calls: usize, reply: Reply) {
        self.set_fault(Fault::new(Effect::Replaced(reply)).times(calls));
    }

    /// Clears all faults: the simulator answers itself again.
    pub fn clear(&self) {
        self.lock().schedule.clear();
    }

    /// The number of requests received since the start.
    pub fn calls(&self) -> u64 {
        self.lock().calls
    }

    /// The latest 1,000 requests, the oldest first.
    pub fn requests(&self) -> Vec<LoggedRequest> {
        self.lock().log.iter().cloned().collect()
    }

    /// Logs a request; returns its number, from 0.
    pub(crate) fn record(&self, parts: &Parts) -> u64 {
        let mut headers = parts.headers.clone();
        for name in ["authorization", "x-acs-security-token"] {
            if let Some(value) = headers.get_mut(name) {
                value.set_sensitive(true);
            }
        }
        let request =
            LoggedRequest { method: parts.method.clone(), uri: parts.uri.clone(), headers };
        let mut control = self.lock();
        if control.log.len() == LOG_LENGTH {
            control.log.pop_front();
        }
        control.log.push_back(request);
        control.calls += 1;
        control.calls - 1
    }

    /// What goes wrong with this call. Faults without an action are for calls of PolarDB: a proxy that asks STS whose key
    /// it has does not use them up.
    pub(crate) fn meet(&self, parts: &Parts) -> Option<Effect> {
        let action = parts.headers.get("x-acs-action");
        self.lock().schedule.meet(action.and_then(|action| action.to_str().ok()))
    }

    /// A panic elsewhere leaves counters and queues whole.
    fn lock(&self) -> MutexGuard<'_, Control> {
        self.control.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
