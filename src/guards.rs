//! Requests and timers that end with what owns them.

use std::time::Duration;

use leptos::leptos_dom::helpers::{self, TimeoutHandle};
use web_sys::{AbortController, AbortSignal};

/// Aborts a request when it is dropped, or when it takes too long; without effect once the request has ended.
pub struct AbortOnDrop {
    controller: AbortController,
    _limit: Option<Timer>,
}

/// Runs an action once, unless it is dropped before.
pub struct Timer(TimeoutHandle);

impl AbortOnDrop {
    /// For one request that may take this long. `None` in a browser without `AbortController`.
    ///
    /// `AbortSignal.any` and `AbortSignal.timeout` would do it, but not in every browser that is supported.
    pub fn within(limit: Duration) -> Option<Self> {
        let controller = AbortController::new().ok()?;
        let aborted = controller.clone();
        let _limit = Timer::after(limit, move || aborted.abort());
        Some(Self { controller, _limit })
    }

    /// The signal that ends the request.
    pub fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.controller.abort();
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
