//! The panel's part of the URL: which sub-tasks are listed, and which reason somebody opened.

use std::time::Duration;

use leptos::leptos_dom::helpers::set_timeout;
use leptos::prelude::*;
use model::batch::Batch;
use model::location::Location;
use model::subtask_list::SubtaskList;
use model::view::batch::panel_url::{PanelState, PanelUrl};

use super::open_batch::OpenBatch;
use super::reasons::actions::Failures;

/// Reads the URL when a batch is opened and when another one is gone to, and writes it when somebody changes what it says.
pub(super) fn follow_url(batch: OpenBatch, failures: Failures) {
    let url = Url { batch, failures, known: StoredValue::default(), changes: StoredValue::new(0) };
    Effect::new(move |_| url.read());
    Effect::new(move |_| {
        batch.list.track();
        failures.opened.track();
        untrack(|| url.write_later());
    });
}

#[derive(Clone, Copy)]
struct Url {
    batch: OpenBatch,
    failures: Failures,
    known: StoredValue<Known>,
    /// Counts the changes that people make, of which the last one is written.
    changes: StoredValue<u32>,
}

/// The URL as it was last read or written.
#[derive(Clone, Default)]
struct Known {
    /// The batch that it is about.
    id: Option<String>,
    /// What it says.
    panel: String,
    /// What that means.
    state: PanelState,
}

impl Url {
    /// Shows what the URL says, once the batch is there. What it does not say stays as it is while the batch does.
    fn read(self) {
        let (id, failures) = (self.batch.id.get(), self.failures);
        let panel = self.batch.around.location.with(|location| location.panel.clone());
        let state = self.batch.with(|batch| {
            failures.reasons.with(|reasons| PanelUrl::read(&panel).state(batch, reasons))
        });
        let Some(state) = state else { return };
        let known = self.known.get_value();
        let is_same_batch = known.id == id;
        let is_known = is_same_batch && known.panel == panel;
        // A reason that nothing failed for yet may come with a later answer.
        if is_known && (known.state.is_settled || !state.is_settled) {
            return;
        }
        if is_same_batch && panel.is_empty() {
            return untrack(|| self.replace(known.panel));
        }
        self.known.set_value(Known { id, panel, state: state.clone() });
        let PanelState { list, opened, .. } = state;
        failures.asked.set(opened.clone());
        failures.opened.set(opened);
        failures.reveal_opened();
        self.batch.list.set(list);
    }

    /// Writes what is shown once nobody has changed it for a while: browsers refuse more than a few changes a second.
    fn write_later(self) {
        const PAUSE: Duration = Duration::from_millis(300);
        self.changes.update_value(|changes| *changes = changes.wrapping_add(1));
        let change = self.changes.get_value();
        if self.is_changed() {
            set_timeout(
                move || {
                    if self.changes.get_value() == change {
                        untrack(|| self.write());
                    }
                },
                PAUSE,
            );
        }
    }

    /// Whether something else is shown than what the URL said. The order of sub-tasks is not in it.
    fn is_changed(self) -> bool {
        let opened = self.failures.opened.get();
        let list = SubtaskList { order: None, ..self.batch.list.get() };
        self.known.with_value(|known| {
            known.id.is_some()
                && known.id == self.batch.id.get()
                && (known.state.opened != opened || known.state.list != list)
        })
    }

    fn write(self) {
        if !self.is_changed() {
            return;
        }
        let (list, opened) = (self.batch.list.get(), self.failures.opened.get());
        let text = |batch: &Batch| PanelUrl::of(&list, opened.as_deref(), batch).to_text();
        let Some(panel) = self.batch.with(text) else { return };
        let list = SubtaskList { order: None, ..list };
        let state = PanelState { list, opened, is_settled: true };
        self.known.update_value(|known| {
            known.panel.clone_from(&panel);
            known.state = state;
        });
        self.replace(panel);
    }

    /// Writes it as no step of the history.
    fn replace(self, panel: String) {
        let location = self.batch.around.location.get();
        self.batch.around.navigation.replace(&Location { panel, ..location });
    }
}
