//! What the operator calls the instances, where the endpoint has a file of that.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::instances::InstanceNames;

use super::page::Page;
use crate::api;

/// The names of the shown endpoint's instances.
pub type Names = RwSignal<Arc<InstanceNames>>;

impl Page {
    /// Reads the file now, with each batch that is opened, and when another endpoint is chosen. Without it, or where it cannot be
    /// had, there are ids alone.
    pub(super) fn follow_instance_names(self) -> Names {
        let names = Names::default();
        let endpoint = Memo::new(move |_| self.key.with(|key| key.endpoint.clone()));
        Effect::new(move |before: Option<String>| {
            self.open.track();
            let endpoint = endpoint.get();
            let id = endpoint.id.clone();
            if before.is_some_and(|before| before != id) {
                names.set(Arc::default());
            }
            spawn_local(async move {
                let Some(json) = api::get_instances(&endpoint).await else { return };
                let read = Arc::new(InstanceNames::read(&json));
                let is_of_today = self.key.with_untracked(|key| key.endpoint == endpoint);
                if is_of_today && names.with_untracked(|known| *known != read) {
                    names.set(read);
                }
            });
            id
        });
        names
    }
}
