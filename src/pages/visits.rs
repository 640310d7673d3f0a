//! When somebody was here last, which the browser keeps.

use leptos::prelude::*;
use model::visits::Visits;

use super::control_inputs::ControlInputs;
use super::page::Page;
use crate::{browser, storage};

impl Page {
    /// Tells the controls when the last visit ended, and keeps the end of this one whenever the page is left or hidden. Without a
    /// storage it is known as long as the page lives.
    pub(crate) fn follow_visits(self) {
        let inputs = ControlInputs::of_page();
        let kept = storage::local_storage()
            .and_then(|storage| storage.get_item(&storage::storage_name("last visit")).ok()?);
        let visits = StoredValue::new(Visits::read(&kept.unwrap_or_default()));
        let look = move || {
            let now = self.clock.instant();
            visits.update_value(|visits| *visits = visits.seen(now));
            let last = visits.get_value().last(now);
            if inputs.last_visit.get_untracked() != last {
                inputs.last_visit.set(last);
            }
        };
        let leave = move || {
            visits.update_value(|visits| *visits = visits.left(self.clock.instant()));
            if let Some(storage) = storage::local_storage() {
                // One that refuses keeps nothing.
                let _ = storage
                    .set_item(&storage::storage_name("last visit"), &visits.get_value().to_text());
            }
        };
        look();
        browser::on_window("pagehide", move |_| leave());
        browser::on_window("visibilitychange", move |_| {
            if browser::is_hidden() {
                leave();
            } else {
                look();
            }
        });
    }
}
