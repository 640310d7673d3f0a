//! What the browser keeps of the watches, for all tabs.

use std::cell::Cell;
use std::rc::Rc;

use model::watch::{WatchList, Watched};
use wasm_bindgen::JsCast;
use web_sys::{Storage, StorageEvent};

use crate::{browser, json, storage};

/// The place where they are kept.
#[derive(Clone)]
pub(super) struct Kept {
    storage: Option<Storage>,
    name: String,
    /// Whether it holds what was written last.
    is_true: Rc<Cell<bool>>,
}

impl Kept {
    pub(super) fn of_browser() -> Self {
        let name = storage::storage_name("watched");
        Self { storage: storage::local_storage(), name, is_true: Rc::new(Cell::new(true)) }
    }

    /// What is kept; `None` where that says nothing.
    pub(super) fn read(&self) -> Option<Vec<Watched>> {
        let storage = self.storage.as_ref().filter(|_| self.is_true.get())?;
        Some(read(&storage.get_item(&self.name).ok()??))
    }

    /// Never taken away, only emptied: other tabs take a name that is gone for the wish to forget views.
    pub(super) fn write(&self, list: &WatchList) {
        let Some(storage) = &self.storage else { return };
        // A storage that is full keeps what it had; then this tab goes by its own list.
        self.is_true.set(storage.set_item(&self.name, &list.to_text()).is_ok());
    }

    /// Calls `action` with what another tab has written.
    pub(super) fn on_change(&self, action: impl Fn(Vec<Watched>) + 'static) {
        let name = self.name.clone();
        browser::on_window("storage", move |event| {
            let event: &StorageEvent = event.unchecked_ref();
            if event.key().is_none_or(|changed| changed == name) {
                action(event.new_value().map(|text| read(&text)).unwrap_or_default());
            }
        });
    }
}

fn read(text: &str) -> Vec<Watched> {
    json::read_text(text).map(|kept| Watched::read_all(&kept)).unwrap_or_default()
}
