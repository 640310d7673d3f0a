//! What later chunks tell the controls, by signals in the context of the page: the controls are there before.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::chips::Counts;

/// The signals, which later chunks set.
#[derive(Clone, Copy)]
pub struct ControlInputs {
    /// How many tasks each chip lets through, as far as the index knows. Where it knows any, these are shown and PolarDB is not asked.
    pub counts: RwSignal<Counts>,
    /// What a press on a chip costs that only the index can answer, in words; empty where it costs nothing to speak of.
    pub cost: RwSignal<String>,
    /// When the visit before this one ended, if there was one.
    pub last_visit: RwSignal<Option<DateTime<Utc>>>,
    /// Whether the user lets tasks be read ahead for search and sort.
    pub reads_ahead: RwSignal<bool>,
}

impl ControlInputs {
    /// The signals of the page, for whatever is made below its owner.
    pub fn of_page() -> Self {
        use_context().unwrap_or_else(|| {
            let inputs = Self {
                counts: RwSignal::new(Counts::default()),
                cost: RwSignal::new(String::new()),
                last_visit: RwSignal::new(None),
                reads_ahead: RwSignal::new(true),
            };
            provide_context(inputs);
            inputs
        })
    }
}
