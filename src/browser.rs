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
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomRect, Element, Event, EventTarget, HtmlDialogElement, ResizeObserver, Storage};

use crate::address::folder;
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

/// Loads the page again.
pub fn reload() {
    // A browser that refuses has its own button for it.
    let _ = window().location().reload();
}

/// Whether a media query fits, now and whenever that changes, as long as the page lives.
pub fn follow_media(query: &str, action: impl Fn(bool) + 'static) {
    if let Ok(Some(media)) = window().match_media(query) {
        action(media.matches());
        let list = media.clone();
        listen(&media, "change", Box::new(move |_| action(list.matches())));
    }
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
    let clipboard = js_sys::Reflect::get(&navigator, &"clipboard".into());
    if clipboard.is_ok_and(|value| value.is_undefined()) {
        return files::copy_selected(text).is_ok_and(|is_done| is_done);
    }
    JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}

/// Acts on every event of this kind that reaches the window, as long as the page lives.
pub fn on_window(event: &str, action: impl Fn(Event) + 'static) {
    listen(&window(), event, Box::new(action));
}

/// Acts on every event of this kind, as long as the page lives. Boxed, so that the code is there once.
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
