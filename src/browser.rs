//! What is left of the browser after the libraries: small guards that undo themselves on drop, the
//! clock, the zone, the clipboard. Nothing here decides anything.

use std::time::Duration;

use chrono::{DateTime, Utc};
use leptos::leptos_dom::helpers::{self, TimeoutHandle};
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, CssStyleSheet, Element, Event, EventTarget, FocusOptions,
    HtmlElement, ResizeObserver, Storage,
};

/// The instant by the browser's clock.
pub fn now() -> DateTime<Utc> {
    instant_of(js_sys::Date::now())
}

/// A number in 0..1, new each time.
pub fn chance() -> f64 {
    js_sys::Math::random()
}

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

/// Whether somebody is busy with what a selector finds: they scrolled, point at it, selected a text in it or are in it
/// with the keyboard.
pub fn is_in_use(selector: &str) -> bool {
    let Ok(Some(element)) = document().query_selector(selector) else { return false };
    let is = |state| element.matches(state).unwrap_or_default();
    let selection = window().get_selection().ok().flatten();
    let selected = selection.filter(|selection| !selection.is_collapsed());
    let has_selected =
        selected.is_some_and(|selection| element.contains(selection.anchor_node().as_ref()));
    has_selected || scrolled() > SCROLLED_BY_US || is(":hover") || is(":focus-within")
}

/// Whether a text of the page is selected.
pub fn has_selected_text() -> bool {
    let selection = window().get_selection().ok().flatten();
    selection.is_some_and(|selection| !selection.is_collapsed())
}

/// Makes a change above what somebody points at, which stays where it is. A page that is scrolled sees to that by
/// itself; one that is too short to scroll is made longer.
pub fn holding_under_pointer(selector: &str, change: impl FnOnce()) {
    let pointed_at = document().query_selector(&format!("{selector}:hover")).ok().flatten();
    let Some(element) = pointed_at.filter(|_| scrolled() == 0.0) else { return change() };
    let top = || element.get_bounding_client_rect().top();
    let before = top();
    change();
    let moved = top() - before;
    if moved <= 0.0 {
        return;
    }
    window().scroll_by_with_x_and_y(0.0, moved);
    let rest = top() - before;
    if rest > 0.0
        && let Some(body) = document().body()
    {
        // Nothing but a detached document refuses.
        let _ = body.style().set_property("min-height", &format!("calc(100vh + {moved}px)"));
        window().scroll_by_with_x_and_y(0.0, rest);
    }
}

/// At most this far [`holding_under_pointer`] scrolls: a banner of two lines with the gap below it.
const SCROLLED_BY_US: f64 = 76.0;

fn scrolled() -> f64 {
    window().scroll_y().unwrap_or_default()
}

/// Puts the keyboard to the tasks; the page does not scroll for it.
pub fn focus_tasks() {
    if let Ok(Some(element)) = document().query_selector("#tasks") {
        focus(&element);
    }
}

/// Puts the keyboard to an element; the page does not scroll for it.
pub fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // It fails for no element that the page has.
        let _ = element.focus_with_options(&options);
    }
}

/// Whether the keyboard is at an element or at something in it.
pub fn has_focus(element: &Element) -> bool {
    element.contains(document().active_element().as_deref())
}

/// Whether something is open over the page that Escape closes first.
pub fn has_open_menu() -> bool {
    document().query_selector(":popover-open, dialog[open]").is_ok_and(|open| open.is_some())
}

/// The address of a view of this page, for somebody else to open.
pub fn address_of(search: &str) -> String {
    format!("{}{}{search}", window().location().origin().unwrap_or_default(), path())
}

/// Adds a style sheet of ours to the page, which the policy allows to scripts.
pub fn add_style(css: &str) {
    let Ok(sheet) = CssStyleSheet::new() else { return };
    // What does not parse is left out, as in any style sheet.
    let _ = sheet.replace_sync(css);
    let sheets = js_sys::Reflect::get(&document(), &"adoptedStyleSheets".into());
    if let Some(sheets) = sheets.ok().and_then(|sheets| sheets.dyn_into::<js_sys::Array>().ok()) {
        sheets.push(&sheet);
    }
}

/// Whether a media query fits, now and whenever that changes, as long as the page lives.
pub fn follow_media(query: &str, action: impl Fn(bool) + 'static) {
    if let Ok(Some(media)) = window().match_media(query) {
        action(media.matches());
        let list = media.clone();
        listen(&media, "change", Box::new(move |_| action(list.matches())));
    }
}

/// Puts the keyboard to the tasks whenever what it was at is no longer shown: it would begin at the top of the page again.
pub fn keep_focus_on_page() {
    on_window("focusout", |event| {
        let left = event.target().and_then(|left| left.dyn_into::<HtmlElement>().ok());
        // The browser says so in the midst of its layout, and may have a place of its own for the keyboard.
        let check = move || {
            let is_lost = document().active_element().is_none_or(|at| at.tag_name() == "BODY");
            if is_lost && left.is_some_and(|left| left.offset_parent().is_none()) {
                focus_tasks();
            }
        };
        helpers::set_timeout(check, Duration::ZERO);
    });
}

/// Shows the page's beginning.
pub fn scroll_to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// The path of the page.
pub fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

/// The path of the folder that the page is in, which ends with `/`.
pub fn folder() -> String {
    let mut path = path();
    path.truncate(path.rfind('/').map_or(0, |slash| slash + 1));
    path
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

/// Acts now and whenever the element has got another size, as long as the page lives.
pub fn on_resize(element: &Element, action: impl Fn() + 'static) {
    // What it is called with is no event, and nobody looks at it: the same type as of all listeners.
    let action: Box<dyn Fn(Event)> = Box::new(move |_| action());
    let listener = Closure::<dyn Fn(Event)>::wrap(action).into_js_value();
    if let Ok(observer) = ResizeObserver::new(listener.unchecked_ref()) {
        observer.observe(element);
    }
}

/// The instant that a header such as `Date` names.
pub fn read_date(text: &str) -> Option<DateTime<Utc>> {
    let milliseconds = js_sys::Date::parse(text);
    if milliseconds.is_nan() { None } else { DateTime::from_timestamp_millis(milliseconds as i64) }
}

/// The instant this many milliseconds after 1970 began.
pub fn instant_of(milliseconds: f64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(milliseconds as i64).unwrap_or_default()
}
