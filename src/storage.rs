//! What the browser keeps for this console.

use leptos::prelude::window;
use web_sys::Storage;

use crate::address::folder;

/// The name of something that is kept there. Deployments below one origin share its storage, so each has names of its own.
pub fn storage_name(of: &str) -> String {
    format!("batch-tasks{}#{of}", folder())
}

/// The browser's storage for this origin; `None` where the user or the browser forbids it.
pub fn local_storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}
