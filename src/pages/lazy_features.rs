//! The features that are loaded one by one, once those that act on the whole page are there.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::location::{Location, View};

use super::instance_names::Names;
use super::page::{MISSING, Page};
use crate::forecasting::Forecasts;
use crate::last_views::LastViews;
use crate::lazy::{self, NotLoaded};
use crate::ui::toast::Notice;
use crate::watch::watching::Watching;

/// A feature with a chunk of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LazyFeature {
    Find,
    Panel,
    Timeline,
    Share,
}

/// What they take along.
#[derive(Clone)]
struct Around {
    page: Page,
    views: LastViews,
    forecasts: Forecasts,
    watching: Watching,
    names: Names,
    owner: Owner,
}

impl Page {
    /// Loads them all, those first that the URL asks for. Where one failed it is tried again with the next answer, or when
    /// somebody goes on.
    pub(crate) fn load_lazy_features(
        self,
        views: LastViews,
        forecasts: Forecasts,
        watching: Watching,
    ) {
        let Some(owner) = Owner::current() else { return };
        let names = self.follow_instance_names();
        let around = Around { page: self, views, forecasts, watching, names, owner };
        let missing = StoredValue::new(LazyFeature::ALL.to_vec());
        let is_loading = StoredValue::new(false);
        Effect::new(move |_| {
            self.live.known.track();
            self.location.track();
            if is_loading.get_value() || missing.with_value(Vec::is_empty) {
                return;
            }
            is_loading.set_value(true);
            let around = around.clone();
            spawn_local(async move {
                // One that cannot be loaded keeps no other away.
                let mut features = missing.get_value();
                while let Some(feature) = around.take_next(&mut features) {
                    if around.load(feature).await.is_ok() {
                        missing.update_value(|missing| missing.retain(|other| *other != feature));
                    } else {
                        self.tell_of_missing(&[feature]);
                    }
                }
                is_loading.set_value(false);
            });
        });
    }

    /// Says that these could not be loaded, where somebody waits for one of them.
    pub(super) fn tell_of_missing(self, missing: &[LazyFeature]) {
        if missing.contains(&LazyFeature::Timeline) {
            // The table is there to be shown in its place.
            self.lacks_parts.set(true);
        }
        let is_awaited = |location: &Location| missing.iter().any(|it| it.is_wanted(location));
        if self.location.with_untracked(is_awaited) {
            self.say_missing();
        }
    }

    /// Says that a part could not be loaded.
    pub(super) fn say_missing(self) {
        let words = self.locale.get_untracked().text(MISSING).to_owned();
        self.copying.show(Notice { is_good: false, words, text: String::new() });
    }
}

impl Around {
    /// The one that the URL asks for now, or else the first.
    fn take_next(&self, features: &mut Vec<LazyFeature>) -> Option<LazyFeature> {
        let location = self.page.location.get_untracked();
        let wanted = features.iter().position(|feature| feature.is_wanted(&location));
        (!features.is_empty()).then(|| features.remove(wanted.unwrap_or_default()))
    }

    async fn load(&self, feature: LazyFeature) -> Result<(), NotLoaded> {
        let Self { page, views, forecasts, watching, names, owner } = self.clone();
        match feature {
            LazyFeature::Find => lazy::load_find(page, views, forecasts, owner).await,
            LazyFeature::Panel => lazy::load_panel(page, forecasts, watching, names, owner).await,
            LazyFeature::Timeline => lazy::load_timeline(page, forecasts, owner).await,
            LazyFeature::Share => lazy::load_share(page, views, names, owner).await,
        }
    }
}

impl LazyFeature {
    pub(super) const ALL: [Self; 4] = [Self::Find, Self::Panel, Self::Share, Self::Timeline];

    /// Whether the URL asks for it.
    fn is_wanted(self, location: &Location) -> bool {
        match self {
            Self::Find => location.query.needs_index(),
            Self::Panel => location.batch.is_some(),
            Self::Timeline => location.view == View::Timeline,
            Self::Share => false,
        }
    }
}
