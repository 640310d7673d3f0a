//! What is left of the browser after the libraries: small guards that undo themselves on drop, the
//! clock, the zone, the clipboard. Nothing here decides anything.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use leptos::leptos_dom::helpers::{self, TimeoutHandle};
use leptos::prelude::{document, window};
use model::format::Zone;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, Event, EventTarget, HtmlElement, Storage};

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

/// Whether somebody is busy with what a selector finds: they scrolled, point at it, selected a text or are in it with
/// the keyboard.
pub fn is_in_use(selector: &str) -> bool {
    let finds = |state| {
        let found = document().query_selector(&format!("{selector}:{state}"));
        found.is_ok_and(|element| element.is_some())
    };
    let selection = window().get_selection().ok().flatten();
    let has_selected = selection.is_some_and(|selection| !selection.is_collapsed());
    has_selected || scrolled() > BANNER_HEIGHT || finds("hover") || finds("focus-within")
}

/// Scrolls so that what is pointed at stays where it is, after a banner came to stand above it.
/// A page that is scrolled already does so by itself.
pub fn hold_under_pointer(pointed_at: &str) {
    let is_pointed_at = document().query_selector(&format!("{pointed_at}:hover"));
    if scrolled() == 0.0 && is_pointed_at.is_ok_and(|element| element.is_some()) {
        window().scroll_by_with_x_and_y(0.0, BANNER_HEIGHT);
    }
}

/// Of a banner in one line, with the gap below it.
const BANNER_HEIGHT: f64 = 52.0;

fn scrolled() -> f64 {
    window().scroll_y().unwrap_or_default()
}

/// Puts the keyboard to an element.
pub fn focus(selector: &str) {
    if let Ok(Some(element)) = document().query_selector(selector)
        && let Ok(element) = element.dyn_into::<HtmlElement>()
    {
        // It fails for no element that the page has.
        let _ = element.focus();
    }
}

/// Shows the page's beginning.
pub fn scroll_to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// The path of the page.
pub fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

/// The browser's storage for this origin; `None` where the user or the browser forbids it.
pub fn local_storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
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

/// Acts on every event of this kind that reaches the window, as long as the page lives.
pub fn on_window(event: &str, action: impl Fn(Event) + 'static) {
    listen(&window(), event, Box::new(action));
}

/// Acts on every event of this kind, as long as the page lives. Boxed, so that the code is there once and not for each
/// action.
pub fn listen(target: &EventTarget, event: &str, action: Box<dyn Fn(Event)>) {
    let listener = Closure::<dyn Fn(Event)>::wrap(action).into_js_value();
    // Only a detached document refuses.
    let _ = target.add_event_listener_with_callback(event, listener.unchecked_ref());
}

/// The instant that a header such as `Date` names.
pub fn read_date(text: &str) -> Option<DateTime<Utc>> {
    let milliseconds = js_sys::Date::parse(text);
    if milliseconds.is_nan() { None } else { Some(instant_of(milliseconds)) }
}

/// The instant this many milliseconds after 1970 began.
pub fn instant_of(milliseconds: f64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(milliseconds as i64).unwrap_or_default()
}
