//! The watched batches: what the list tells of them, when they are asked for, their menu, and the bell of the panel.

use leptos::prelude::*;
use web_sys::Element;

use super::batch_panel::Panel;
use super::page::Page;
use crate::components::fill::within;
use crate::components::watch_menu::{bind_watch_button, bind_watch_menu};
use crate::effect::follow;
use crate::notifying;
use crate::watching::{Surroundings, Watching};

/// Binds the menu of the header.
pub(crate) fn bind_watching(page: Page) -> Watching {
    let Page { config, clock, navigation, copying, location, .. } = page;
    let watching = Watching::of_browser(Surroundings { config, clock, navigation, copying });
    bind_watch_menu(&watching, move || location.get(), notifying::permission);
    follow({
        let watching = watching.clone();
        move || {
            page.live.known.with(|list| {
                let answer = list.answer().filter(|answer| !answer.is_recalled);
                if let Some(answer) = answer.filter(|_| list.failure().is_none()) {
                    let endpoint = &answer.key.endpoint.id;
                    for task in &answer.value.tasks {
                        watching.seen(endpoint, task, answer.received_at);
                    }
                }
            });
        }
    });
    follow({
        let watching = watching.clone();
        move || {
            page.now.track();
            watching.ask(|endpoint| may_ask(page, endpoint));
        }
    });
    watching
}

/// An endpoint that is known to want no requests, or none before somebody acts, is not asked for a batch either.
fn may_ask(page: Page, endpoint: &str) -> bool {
    let refreshing = page.live.refreshing.get_untracked();
    let is_of_list = page.key.with_untracked(|key| key.endpoint.id == endpoint);
    let is_refused = page
        .live
        .known
        .with_untracked(|list| list.failure().is_some_and(|failure| !failure.kind.is_retried()));
    let is_let_be = refreshing.is_blocked(page.clock.instant()) || is_refused;
    !(refreshing.is_offline || is_of_list && is_let_be)
}

/// Binds the bell of the panel, and lets the watches know what the panel hears.
pub(super) fn bind_bell(panel: Panel, beside: &Element, watching: &Watching) {
    let batch = move || {
        let endpoint = panel.key.with(|key| key.endpoint.id.clone());
        panel.with_batch(|batch| (endpoint, batch.task.clone()))
    };
    bind_watch_button(watching, within(beside, ".watch"), batch);
    let watching = watching.clone();
    follow(move || {
        panel.live.known.with(|known| {
            if let Some(answer) = known.answer().filter(|_| known.failure().is_none()) {
                let endpoint = &answer.key.endpoint.id;
                watching.seen(endpoint, &answer.value.task, answer.received_at);
            }
        });
    });
}
