//! The batch that the panel is about, as the parts of the panel share it.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::batch::Batch;
use model::config::{Config, Endpoint};
use model::find::usual::Pace;
use model::locale::Locale;
use model::location::Location;
use model::subtask_list::SubtaskList;
use model::task::BatchTask;

use crate::ask::BatchKey;
use crate::clock::Clock;
use crate::copying::Copying;
use crate::i18n::use_locale;
use crate::live::{Live, Refreshing};
use crate::navigation::Navigation;
use crate::pages::instance_names::Names;
use crate::pages::list_state;

/// What the panel needs of the page.
#[derive(Clone, Copy)]
pub struct Surroundings {
    /// The deployment's settings.
    pub config: StoredValue<Arc<Config>>,
    /// The page's clock.
    pub clock: Clock,
    /// The time by that clock.
    pub now: ReadSignal<DateTime<Utc>>,
    /// Goes to other views.
    pub navigation: Navigation,
    /// The toast.
    pub copying: Copying,
    /// The view that the URL asks for.
    pub location: ReadSignal<Location>,
    /// The endpoint that is asked.
    pub endpoint: Memo<Endpoint>,
    /// What the operator calls the instances.
    pub names: Names,
    /// The tasks of the list, from top to bottom.
    pub tasks: Memo<Vec<Arc<BatchTask>>>,
    /// Whether the last answer of the list has the batch.
    pub is_listed: Memo<bool>,
    /// How the list is refreshed, with which the panel keeps pace.
    pub pace: ReadSignal<Refreshing>,
    /// Counts the presses that refresh everything.
    pub refreshes: ReadSignal<u32>,
    /// The language and the zones.
    pub locale: RwSignal<Locale>,
    /// What is known of the rollout of a batch, followed; nothing without a usual duration.
    pub pace_of: Callback<BatchTask, Option<Pace>>,
    /// Leads to where the user signs in.
    pub on_sign_in: Callback<()>,
}

/// The batch that the panel is about.
#[derive(Clone, Copy)]
pub struct OpenBatch {
    pub(super) around: Surroundings,
    pub(super) key: Memo<BatchKey>,
    /// The id of the batch; none while the panel is closed.
    pub(super) id: Memo<Option<String>>,
    pub(super) live: Live<BatchKey, ()>,
    /// Which subtasks are listed.
    pub(super) list: RwSignal<SubtaskList>,
}

impl OpenBatch {
    /// Follows the batch of the URL.
    pub(super) fn follow(around: Surroundings) -> Self {
        let id = Memo::new(move |_| around.location.with(|location| location.batch.clone()));
        let key = Memo::new(move |_| BatchKey {
            endpoint: around.endpoint.get(),
            batch_id: id.get().unwrap_or_default(),
        });
        let live = Live::follow(around.config.get_value(), key, around.clock, ());
        let batch = Self { around, key, id, live, list: RwSignal::new(SubtaskList::default()) };
        batch.keep_pace();
        batch
    }

    /// Reads the batch, if there is an answer about it.
    pub(super) fn with<T>(self, read: impl FnOnce(&Batch) -> T) -> Option<T> {
        let key = self.key.get();
        self.live.known.with(|known| {
            let answer = known.answer().filter(|answer| answer.key == key)?;
            Some(read(&answer.value))
        })
    }

    /// What is shown of the batch; the default without one.
    pub(super) fn view<T>(
        self,
        view: impl Fn(&Batch, &Locale) -> T + Send + Sync + 'static,
    ) -> Memo<T>
    where
        T: Default + PartialEq + Send + Sync + 'static,
    {
        let locale = use_locale();
        Memo::new(move |_| {
            let locale = locale.get();
            self.with(|batch| view(batch, &locale)).unwrap_or_default()
        })
    }

    /// When the batch was last reported, where the reports have stopped.
    pub(super) fn stale_since(self) -> Option<DateTime<Utc>> {
        let (refreshing, now) = (self.live.refreshing.get(), self.around.now.get());
        self.live.known.with(|known| list_state::stale_since(known, &refreshing, now))
    }

    /// The panel is refreshed as often as the list, and with it.
    fn keep_pace(self) {
        let Surroundings { pace, refreshes, .. } = self.around;
        Effect::new(move |_| self.live.keep_pace_with(pace.get()));
        Effect::new(move |before: Option<u32>| {
            let refreshes = refreshes.get();
            if before.is_some_and(|before| before != refreshes) {
                self.live.refresh();
            }
            refreshes
        });
    }
}
