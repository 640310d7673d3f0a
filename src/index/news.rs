//! What tabs with this console tell each other: that the index was written, and how often by now.

use js_sys::JsString;
use wasm_bindgen::{JsCast, JsValue};

use super::interop::{call, construct, get};
use crate::{browser, storage};

/// The channel to other tabs. A browser that has none tells nothing; then each tab reads for itself.
pub(super) struct News(Option<JsValue>);

impl News {
    /// Calls `action` with what another tab tells, as long as the page lives.
    pub(super) fn follow(action: impl Fn(u64) + 'static) -> Self {
        let name = JsString::from(storage::storage_name("index"));
        let channel = construct("BroadcastChannel", &name).ok();
        if let Some(channel) = &channel {
            let listener = move |event: web_sys::Event| {
                let told = get(&event, "data").as_string();
                if let Some(generation) = told.and_then(|told| told.parse().ok()) {
                    action(generation);
                }
            };
            browser::listen(channel.unchecked_ref(), "message", Box::new(listener));
        }
        Self(channel)
    }

    /// The index was written.
    pub(super) fn tell(&self, generation: u64) {
        if let Some(channel) = &self.0 {
            // It fails for one that is closed.
            let _ = call(channel, "postMessage", &[&generation.to_string().into()]);
        }
    }
}

impl Drop for News {
    fn drop(&mut self) {
        if let Some(channel) = &self.0 {
            let _ = call(channel, "close", &[]);
        }
    }
}
