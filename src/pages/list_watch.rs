//! The watched batches: what the list tells of them, when they are asked for, and their menu.

use std::sync::Arc;

use leptos::prelude::*;
use model::task::BatchTask;

use super::list::Page;
use crate::components::markup::Markup;
use crate::components::watch_menu::{bind_watch_button, bind_watch_menu};
use crate::effect::follow;
use crate::notifying;
use crate::watching::{Surroundings, Watching};

/// Binds the bell of the header. Whoever shows a batch gives the watches what it was told
/// ([`Watching::seen`]), and has a button of its own ([`bind_watch_button`]).
pub(crate) fn bind_watching(page: Page) -> Watching {
    let Page { config, clock, navigation, copying, location, .. } = page;
    let watching = Watching::of_browser(Surroundings { config, clock, navigation, copying });
    bind_watch_menu(&watching, move || location.get(), notifying::permission);
    let button = Markup::of_page(".watch-toggle").0;
    bind_watch_button(&watching, button, move || open_batch(page));
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

/// The batch that is open beside the list, as its row tells of it.
fn open_batch(page: Page) -> Option<(String, BatchTask)> {
    let open = page.location.with(|location| location.batch.clone())?;
    page.live.known.with(|list| {
        let answer = list.answer()?;
        let task = answer.value.tasks.iter().find(|task| task.batch_id == open)?;
        Some((answer.key.endpoint.id.clone(), Arc::unwrap_or_clone(Arc::clone(task))))
    })
}
