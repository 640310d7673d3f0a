//! The panel of one batch beside the list: what it needs of the page.

use std::sync::Arc;

use leptos::prelude::*;

use super::instance_names::Names;
use super::page::Page;
use crate::batch::Surroundings;
use crate::batch::panel::BatchPanel;
use crate::browser;
use crate::forecasting::Forecasts;
use crate::watch::watching::Watching;

/// Mounts the panel.
pub fn mount_batch(page: Page, forecasts: Forecasts, watching: Watching, names: Names) {
    let endpoint = Memo::new(move |_| page.key.with(|key| key.endpoint.clone()));
    let tasks = Memo::new(move |_| {
        page.rows.with(|rows| {
            let rows = rows.arrangement.rows.iter();
            rows.map(|row| Arc::clone(&row.task)).collect::<Vec<_>>()
        })
    });
    let is_listed = Memo::new(move |_| {
        let id = page.open.get().unwrap_or_default();
        page.live.known.with(|list| {
            let answer = list.answer();
            answer.is_some_and(|answer| answer.value.tasks.iter().any(|task| task.batch_id == id))
        })
    });
    let known = StoredValue::new_local(forecasts.clone());
    let pace_of = move |task| {
        page.learned.track();
        known.with_value(|forecasts| forecasts.pace(&task))
    };
    let around = Surroundings {
        config: page.config,
        clock: page.clock,
        now: page.now,
        navigation: page.navigation,
        copying: page.copying,
        location: page.location,
        endpoint,
        names,
        tasks,
        is_listed,
        pace: page.live.refreshing,
        refreshes: page.refreshes.read_only(),
        locale: page.locale,
        pace_of: Callback::new(pace_of),
        on_sign_in: Callback::new(move |()| page.sign_in()),
    };
    browser::mount("body", move || {
        view! { <BatchPanel around=around forecasts=forecasts watching=watching /> }
    });
}
