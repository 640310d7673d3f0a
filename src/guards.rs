//! Requests and timers that end with what owns them.

use std::time::Duration;

use leptos::leptos_dom::helpers::{self, TimeoutHandle};
use web_sys::{AbortController, AbortSignal};

/// Aborts a request when it is dropped; without effect once the request has ended.
pub struct AbortOnDrop(AbortController);

/// Runs an action once, unless it is dropped before.
pub struct Timer(TimeoutHandle);

impl AbortOnDrop {
    /// For one request. `None` in a browser without `AbortController`.
    pub fn new() -> Option<Self> {
        AbortController::new().ok().map(Self)
    }

    /// The signal that ends the request, when this is dropped or after `limit`.
    pub fn signal(&self, limit: Duration) -> AbortSignal {
        let limit = u32::try_from(limit.as_millis()).unwrap_or(u32::MAX);
        let signals = js_sys::Array::of2(&self.0.signal(), &AbortSignal::timeout_with_u32(limit));
        AbortSignal::any(&signals)
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Timer {
    /// Runs `action` after `pause`. `None` where the browser refuses a timer.
    pub fn after(pause: Duration, action: impl FnOnce() + 'static) -> Option<Self> {
        helpers::set_timeout_with_handle(action, pause).ok().map(Self)
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        self.0.clear();
    }
}
