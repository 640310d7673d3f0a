//! What is left of the browser after the libraries: elements, focus and scrolling, the clipboard, storage and files. Only
//! this module names elements. Nothing here decides anything.

pub mod borrowed;
mod elements;
pub mod events;
pub mod files;
pub mod focus;
pub mod keys;
mod mounting;
pub mod page;
pub mod rows;
pub mod scrolling;

use leptos::prelude::{document, window};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomRect, Element, Event, EventTarget, HtmlDialogElement, ResizeObserver};

use elements::find;

pub use mounting::{mount, mount_instead, remove_all};

/// Whether nobody can see the page now.
pub fn is_hidden() -> bool {
    document().hidden()
}

/// Closes an open popover; nothing happens to a closed one.
pub fn hide_popover(id: &str) {
    if let Some(element) = find(&["#", id].concat()) {
        // It fails where the browser has no popovers; then the menu is no popover either.
        let _ = element.hide_popover();
    }
}

/// Where the first element is that the selector fits, in the window.
pub fn place_of(selector: &str) -> Option<DomRect> {
    find(selector).map(|element| element.get_bounding_client_rect())
}

/// Opens a dialog, below which nothing can be used, or closes it.
pub fn set_dialog_open(dialog: &HtmlDialogElement, is_open: bool) {
    match (is_open, dialog.open()) {
        // It fails for no dialog of the page.
        (true, false) => drop(dialog.show_modal()),
        (false, true) => dialog.close(),
        _ => {}
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

/// Acts on every event of this kind that reaches the window, as long as the page lives.
pub fn on_window(event: &str, action: impl Fn(Event) + 'static) {
    listen(&window(), event, Box::new(action));
}

/// Acts on every event of this kind, as long as the page lives. Boxed, so that the code is there once.
pub fn listen(target: &EventTarget, event: &str, action: Box<dyn Fn(Event)>) {
    // Only a detached document refuses.
    let _ = target.add_event_listener_with_callback(event, listener(action).unchecked_ref());
}

/// What acts is a function for the browser. What it is called with is no event where nobody looks at it: one type for all.
fn listener(action: Box<dyn Fn(Event)>) -> JsValue {
    Closure::<dyn Fn(Event)>::wrap(action).into_js_value()
}

/// Acts now and whenever the element has got another size, as long as the page lives.
pub fn on_resize(element: &Element, action: impl Fn() + 'static) {
    let listener = listener(Box::new(move |_| action()));
    if let Ok(observer) = ResizeObserver::new(listener.unchecked_ref()) {
        observer.observe(element);
    }
}
