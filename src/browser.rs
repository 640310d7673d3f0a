//! What is left of the browser after the libraries: small guards that undo themselves on drop, the
//! clock, the zone, the clipboard. Nothing here decides anything.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use leptos::ev;
use leptos::leptos_dom::helpers::{self, TimeoutHandle, WindowListenerHandle};
use leptos::prelude::{document, window};
use model::format::Zone;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, HtmlElement};

/// The instant by the browser's clock.
pub fn now() -> DateTime<Utc> {
    instant_of(js_sys::Date::now())
}

/// A number in 0..1, new each time.
pub fn chance() -> f64 {
    js_sys::Math::random()
}

/// The zone that the browser shows times in.
pub const LOCAL_ZONE: Zone = Zone(|instant| {
    let milliseconds = JsValue::from_f64(instant.timestamp_millis() as f64);
    let minutes_behind = js_sys::Date::new(&milliseconds).get_timezone_offset();
    TimeDelta::minutes(-(minutes_behind as i64))
});

/// Whether nobody can see the page now.
pub fn is_hidden() -> bool {
    document().hidden()
}

/// Closes an open popover; nothing happens to a closed one.
pub fn hide_popover(id: &str) {
    if let Some(element) = document().get_element_by_id(id)
        && let Ok(element) = element.dyn_into::<HtmlElement>()
    {
        // It fails where the browser has no popovers; then the menu is no popover either.
        let _ = element.hide_popover();
    }
}

/// Loads the page again.
pub fn reload() {
    // A browser that refuses has its own button for it.
    let _ = window().location().reload();
}

/// Shows the page's beginning.
pub fn scroll_to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Puts `text` on the clipboard; `false` where the browser does not allow it.
pub async fn copy(text: &str) -> bool {
    let navigator = window().navigator();
    // Absent outside secure contexts, although the type says otherwise.
    if js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|value| value.is_undefined())
    {
        return false;
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}

/// Aborts a request when it is dropped; without effect once the request has ended.
pub struct AbortOnDrop(AbortController);

/// Runs an action once, unless it is dropped before.
pub struct Timer(TimeoutHandle);

/// Listens to an event of the window until it is dropped.
pub struct Listener(Option<WindowListenerHandle>);

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

impl Listener {
    /// Calls `action` for each event of this kind that reaches the window.
    pub fn new<E>(event: E, action: impl Fn(E::EventType) + 'static) -> Self
    where
        E: ev::EventDescriptor + 'static,
        E::EventType: JsCast,
    {
        Self(Some(helpers::window_event_listener(event, action)))
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        if let Some(handle) = self.0.take() {
            handle.remove();
        }
    }
}

fn instant_of(milliseconds: f64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(milliseconds as i64).unwrap_or_default()
}
