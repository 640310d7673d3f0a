//! The tests' hand in the simulator: replies put in the place of its own, and the log of requests.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};

/// How many of the latest requests are kept.
const LOG_LENGTH: usize = 1000;

/// A reply that is sent instead of the simulator's own, whatever was asked and however signed.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The HTTP status.
    pub status: StatusCode,
    /// The headers; `date` and `x-acs-request-id` are added unless they are here.
    pub headers: HeaderMap,
    /// The body, byte for byte.
    pub body: Bytes,
    /// How long to wait before it is sent.
    pub delay: Duration,
}

impl Reply {
    /// A reply of the cloud's own content type.
    pub fn json(status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self::new(status, "application/json;charset=utf-8", body)
    }

    /// A page, such as a gateway or a captive portal sends.
    pub fn html(status: StatusCode, body: impl Into<Bytes>) -> Self {
        Self::new(status, "text/html; charset=utf-8", body)
    }

    fn new(status: StatusCode, content_type: &'static str, body: impl Into<Bytes>) -> Self {
        let content_type = HeaderValue::from_static(content_type);
        let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, content_type)]);
        Self { status, headers, body: body.into(), delay: Duration::ZERO }
    }
}

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
    injected: VecDeque<Injected>,
}

struct Injected {
    reply: Reply,
    /// How many calls it is still for; none: until it is cleared.
    remaining: Option<usize>,
}

impl Handle {
    /// Answers every call with `reply`, after what was injected before, until [`Handle::clear`].
    pub fn inject(&self, reply: Reply) {
        self.lock().injected.push_back(Injected { reply, remaining: None });
    }

    /// Answers the next `calls` calls with `reply`, after what was injected before.
    pub fn inject_next(&self, calls: usize, reply: Reply) {
        self.lock().injected.push_back(Injected { reply, remaining: Some(calls) });
    }

    /// Forgets what was injected: the simulator answers itself again.
    pub fn clear(&self) {
        self.lock().injected.clear();
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

    /// The reply that this call gets in place of the simulator's own.
    pub(crate) fn take(&self) -> Option<Reply> {
        let mut control = self.lock();
        while let Some(injected) = control.injected.front_mut() {
            match &mut injected.remaining {
                Some(0) => {
                    control.injected.pop_front();
                }
                Some(remaining) => {
                    *remaining -= 1;
                    return Some(injected.reply.clone());
                }
                None => return Some(injected.reply.clone()),
            }
        }
        None
    }

    /// A panic elsewhere leaves counters and queues whole.
    fn lock(&self) -> MutexGuard<'_, Control> {
        self.control.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
