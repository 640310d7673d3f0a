//! The features that are loaded one by one, once those that act on the whole page are there.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::location::{Location, View};

use super::page::Page;
use crate::forecasting::Forecasts;
use crate::lazy::{self, NotLoaded};
use crate::watch::watching::Watching;

/// A feature with a chunk of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Panel,
    Timeline,
    Share,
}

/// What the parts take along.
#[derive(Clone)]
struct Around {
    page: Page,
    forecasts: Forecasts,
    watching: Watching,
    owner: Owner,
}

impl Page {
    /// Loads all parts, those first that the URL asks for. Where one failed it is tried again with the next answer, or when
    /// somebody goes on.
    pub(crate) fn load_parts(self, forecasts: Forecasts, watching: Watching) {
        let Some(owner) = Owner::current() else { return };
        let around = Around { page: self, forecasts, watching, owner };
        let missing = StoredValue::new(vec![Part::Panel, Part::Share, Part::Timeline]);
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
                let mut parts = missing.get_value();
                while let Some(part) = around.take_next(&mut parts) {
                    if around.load(part).await.is_ok() {
                        missing.update_value(|missing| missing.retain(|other| *other != part));
                    } else {
                        self.tell_of_missing_part(|location| part.is_wanted(location));
                    }
                }
                is_loading.set_value(false);
            });
        });
    }
}

impl Around {
    /// The part that the URL asks for now, or else the first.
    fn take_next(&self, parts: &mut Vec<Part>) -> Option<Part> {
        let location = self.page.location.get_untracked();
        let wanted = parts.iter().position(|part| part.is_wanted(&location));
        (!parts.is_empty()).then(|| parts.remove(wanted.unwrap_or_default()))
    }

    async fn load(&self, part: Part) -> Result<(), NotLoaded> {
        let Self { page, forecasts, watching, owner } = self.clone();
        match part {
            Part::Panel => lazy::load_panel(page, forecasts, watching, owner).await,
            Part::Timeline => lazy::load_timeline(page, forecasts, owner).await,
            Part::Share => lazy::load_share(page, owner).await,
        }
    }
}

impl Part {
    /// Whether the URL asks for it.
    fn is_wanted(self, location: &Location) -> bool {
        match self {
            Self::Panel => location.batch.is_some(),
            Self::Timeline => location.view == View::Timeline,
            Self::Share => false,
        }
    }
}
