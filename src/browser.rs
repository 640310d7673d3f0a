//! What is left of the browser after the libraries: small guards that undo themselves on drop, the
//! clock, the zone, the clipboard. Nothing here decides anything.

pub mod borrowed;
pub mod events;
pub mod flash;
pub mod keys;
mod mounting;
pub mod page;
pub mod panel;
pub mod rows;

use std::time::Duration;

use chrono::{DateTime, Utc};
use leptos::leptos_dom::helpers::{self, TimeoutHandle};
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, AbortSignal, CssStyleSheet, Element, Event, EventTarget, HtmlDialogElement,
    HtmlElement, HtmlInputElement, ResizeObserver, Storage,
};

use crate::attention;

pub use mounting::{mount, mount_instead, remove_all};

/// The instant by the browser's clock.
pub fn now() -> DateTime<Utc> {
    instant_of(js_sys::Date::now())
}

/// A number in 0..1, new each time.
pub fn chance() -> f64 {
    js_sys::Math::random()
}

/// What the field holds that an event is about.
pub fn event_value(event: &Event) -> String {
    let field = event.target();
    let held = field.and_then(|field| js_sys::Reflect::get(&field, &"value".into()).ok());
    held.and_then(|held| held.as_string()).unwrap_or_default()
}

/// Whether an event is about a place that does nothing by itself: no link and no button. Who has selected a text there
/// does not mean to press it.
pub fn is_plain_press(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let acts = |element: Element| element.closest("a[href], button").ok().flatten().is_some();
    !target.is_some_and(acts) && !crate::attention::has_selected_text()
}

/// Empties the field that an event is about.
pub fn clear_field(event: &Event) {
    if let Some(field) = event.target() {
        let _ = js_sys::Reflect::set(&field, &"value".into(), &"".into());
    }
}

/// Lets a field hold a text, unless it does or somebody is typing into it.
pub fn fill_field(field: &HtmlInputElement, text: &str) {
    if field.value() != text && !attention::has_focus(field) {
        field.set_value(text);
    }
}

/// Moves the focus to an element once what is to be shown is shown: a hidden one cannot have it.
pub fn focus_now(element: &HtmlElement) {
    let element = element.clone();
    helpers::request_animation_frame(move || attention::focus(&element));
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

/// Opens a dialog, below which nothing can be used.
pub fn open_dialog(dialog: &HtmlDialogElement) {
    if !dialog.open() {
        // It fails for no dialog of the page.
        let _ = dialog.show_modal();
    }
}

/// Opens a modal dialog, or closes it.
pub fn set_dialog_open(dialog: &HtmlDialogElement, is_open: bool) {
    if is_open {
        open_dialog(dialog);
    } else if dialog.open() {
        dialog.close();
    }
}

/// Loads the page again.
pub fn reload() {
    // A browser that refuses has its own button for it.
    let _ = window().location().reload();
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

/// The name of something that is kept there. Deployments below one origin share its storage, so each has names of its own.
pub fn storage_name(of: &str) -> String {
    format!("batch-tasks{}#{of}", folder())
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
