//! The URL as a signal: links and `navigate` push, back and forward come in.

use std::sync::Arc;

use leptos::prelude::*;
use model::config::Config;
use model::location::Location;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::MouseEvent;

use crate::address::path;
use crate::browser::{events, on_window, scrolling};

/// Where the page is, and how it goes elsewhere.
#[derive(Clone, Copy)]
pub struct Navigation {
    location: RwSignal<Location>,
    config: StoredValue<Arc<Config>>,
    /// The batch whose reasons a link asked for, until they are shown.
    pub(crate) reasons_of: RwSignal<Option<String>>,
}

impl Navigation {
    /// Follows the URL of the window and keeps plain clicks on
    /// links to views (`<a href="?…">`) inside the page.
    pub fn follow_window(config: Arc<Config>) -> Self {
        let config = StoredValue::new(config);
        let navigation = Self {
            location: RwSignal::new(Location::default()),
            config,
            reasons_of: RwSignal::new(None),
        };
        navigation.location.set(navigation.current());
        on_window("popstate", move |_| navigation.location.set(navigation.current()));
        on_window("click", move |event| navigation.click(event.unchecked_ref()));
        navigation
    }

    /// What the URL says.
    pub fn location(self) -> ReadSignal<Location> {
        self.location.read_only()
    }

    /// Goes to another view; back returns.
    pub fn push(self, location: &Location) {
        self.reasons_of.set(None);
        if *location != self.location.get_untracked() {
            let _ = history().push_state_with_url(&JsValue::NULL, "", Some(&url_of(location)));
            let is_same_list = self
                .location
                .with_untracked(|before| before.with_batch(None) == location.with_batch(None));
            self.location.set(location.clone());
            if !is_same_list {
                scrolling::scroll_to_top();
            }
        }
    }

    /// Corrects the URL; back does not return to the wrong one.
    pub fn replace(self, location: &Location) {
        self.show(location);
        self.write();
    }

    /// Shows another view at once. Whoever calls it [writes](Self::write) the URL soon: browsers refuse to write it at each key.
    pub fn show(self, location: &Location) {
        self.location.set(location.clone());
    }

    /// Writes into the URL what is shown, in the place of what is there.
    pub fn write(self) {
        let url = self.location.with_untracked(url_of);
        let _ = history().replace_state_with_url(&JsValue::NULL, "", Some(&url));
    }

    fn current(self) -> Location {
        self.read(&window().location().search().unwrap_or_default())
    }

    fn read(self, search: &str) -> Location {
        let mut location = Location::from_search(search);
        let is_known = self.config.with_value(|config| config.has(location.env.as_deref()));
        if !is_known {
            // No endpoint knows the batch.
            location = Location { is_env_unknown: true, batch: None, ..location };
        }
        location
    }

    fn click(self, event: &MouseEvent) {
        let modified = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
        if event.default_prevented() || event.button() != 0 || modified {
            return;
        }
        if let Some(link) = events::view_link(event) {
            event.prevent_default();
            let target = self.read(&link.search());
            self.push(&target);
            if link.class_name() == "why" {
                self.reasons_of.set(target.batch);
            }
        }
    }
}

/// Without a search the path alone: a lone `?` stays out of the address bar.
fn url_of(location: &Location) -> String {
    let search = location.to_search();
    if search.is_empty() { path() } else { search }
}

fn history() -> web_sys::History {
    // Every window has one; only a detached document throws.
    window().history().unwrap_or_else(|_| JsValue::UNDEFINED.unchecked_into())
}

/// Loads the page again.
pub fn reload() {
    // A browser that refuses has its own button for it.
    let _ = window().location().reload();
}
