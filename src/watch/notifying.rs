//! The system's notifications, where the browser and the user allow them.

use js_sys::Reflect;
use leptos::prelude::window;
use serde::Serialize;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Notification, NotificationPermission};

/// Whether notifications are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// They are.
    Granted,
    /// The user was not asked yet.
    NotAsked,
    /// The user does not want them, or the browser has none.
    Denied,
}

/// What is shown besides the title, as `NotificationOptions` has it.
#[derive(Serialize)]
struct Options<'a> {
    body: &'a str,
    tag: &'a str,
}

/// Whether notifications are shown now.
pub fn permission() -> Permission {
    // Absent in some browsers and outside secure contexts.
    let constructor = Reflect::get(&window(), &"Notification".into());
    if constructor.is_ok_and(|constructor| constructor.is_undefined()) {
        return Permission::Denied;
    }
    match Notification::permission() {
        NotificationPermission::Granted => Permission::Granted,
        NotificationPermission::Default => Permission::NotAsked,
        _ => Permission::Denied,
    }
}

/// Asks the user, who has just pressed something that wants notifications, unless they were asked before.
pub async fn ask() -> Permission {
    if permission() == Permission::NotAsked
        && let Ok(answer) = Notification::request_permission()
    {
        // Whatever came of it is read below.
        let _ = JsFuture::from(answer).await;
    }
    permission()
}

/// Shows a notification, in the place of one with the same tag: several tabs may tell the same. `on_click` is called when
/// the user presses it.
pub fn notify(title: &str, body: &str, tag: &str, on_click: Box<dyn FnOnce()>) {
    if permission() != Permission::Granted {
        return;
    }
    let Ok(options) = serde_wasm_bindgen::to_value(&Options { body, tag }) else { return };
    // Some browsers for phones have the constructor and refuse to use it.
    let shown = Notification::new_with_options(title, options.unchecked_ref());
    if let Ok(notification) = shown {
        let on_click: JsValue = Closure::once_into_js(on_click);
        notification.set_onclick(Some(on_click.unchecked_ref()));
    }
}
