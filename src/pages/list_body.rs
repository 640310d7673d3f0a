//! The table, or what stands in its place.

use leptos::prelude::*;
use model::query::{Created, PageNumber};

use super::list::ListView;
use super::list_state::Body;
use crate::browser::LOCAL_ZONE;
use crate::components::failure_panel::FailurePanel;
use crate::components::skeleton::Skeleton;
use crate::components::state_panel::StatePanel;
use crate::components::task_row::RowContext;
use crate::components::task_table::TaskTable;
use model::failure::{Failure, FailureKind};

/// The body of the list. Rows that stay are not drawn anew when a refresh ends.
pub(super) fn body_view(view: ListView) -> impl IntoView {
    let body = Memo::new(move |_| view.body());
    move || match body.get() {
        Body::Loading => view! { <Skeleton/> }.into_any(),
        Body::Rows => table(view).into_any(),
        Body::Empty => empty(view).into_any(),
        Body::NoMatch => no_match(view).into_any(),
        Body::Reversed => reversed(view).into_any(),
        Body::Gone { last } => gone(view, last).into_any(),
        Body::Failed(failure) if is_not_set_up(view, &failure) => not_set_up(view).into_any(),
        Body::Failed(failure) => failed(view, failure).into_any(),
    }
}

fn table(view: ListView) -> impl IntoView {
    let context = RowContext { zone: LOCAL_ZONE, now: view.now, on_copy: view.copying.on_copy() };
    let zone_name = LOCAL_ZONE.name_at(view.now.get_untracked());
    let is_turning = Memo::new(move |_| view.is_turning());
    view! { <TaskTable rows=view.rows zone_name is_turning context/> }
}

fn empty(view: ListView) -> impl IntoView {
    let endpoint = view.endpoint.with_untracked(|endpoint| endpoint.label.clone());
    let text = format!("Tasks appear here as soon as CreateBatchTask runs on {endpoint}.");
    view! {
        <StatePanel tone="mute" symbol="i-inbox" title="No batch tasks yet" text>
            <p class="state-buttons">{retry(view)}</p>
        </StatePanel>
    }
}

fn no_match(view: ListView) -> impl IntoView {
    let location = view.location.get_untracked();
    let query = &location.query;
    let reset = location.with_query(query.without_filters()).href();
    let any_time = (query.created != Created::Any)
        .then(|| location.with_query(query.with_created(Created::Any)).href());
    view! {
        <StatePanel
            tone="mute"
            symbol="i-filter"
            title="No tasks match these filters"
            text="The endpoint answered, and nothing fits."
        >
            <p class="state-buttons">
                <a class="button primary" href=reset>"Reset filters"</a>
                {any_time.map(|href| view! { <a class="button" href=href>"Any time"</a> })}
            </p>
        </StatePanel>
    }
}

fn reversed(view: ListView) -> impl IntoView {
    let location = view.location.get_untracked();
    let query = &location.query;
    let swapped = match query.created {
        Created::Between { from, to } => Created::Between { from: to, to: from },
        other => other,
    };
    let swap = location.with_query(query.with_created(swapped)).href();
    let any_time = location.with_query(query.with_created(Created::Any)).href();
    view! {
        <StatePanel
            tone="warn"
            symbol="i-calendar"
            title="From must be before To"
            text="The range of creation times ends before it begins, so nothing was asked."
        >
            <p class="state-buttons">
                <a class="button primary" href=swap>"Swap them"</a>
                <a class="button" href=any_time>"Any time"</a>
            </p>
        </StatePanel>
    }
}

fn gone(view: ListView, last: u32) -> impl IntoView {
    let location = view.location.get_untracked();
    let title = format!("Page {} no longer exists", location.query.page.get());
    let text = format!("The list now ends at page {last}.");
    let href =
        location.with_query(location.query.with_page(PageNumber::clamped(last.into()))).href();
    view! {
        <StatePanel tone="mute" symbol="i-unknown" title text>
            <p class="state-buttons">
                <a class="button primary" href=href>{format!("Go to page {last}")}</a>
            </p>
        </StatePanel>
    }
}

fn failed(view: ListView, failure: Failure) -> impl IntoView {
    let endpoint = view.endpoint.get_untracked();
    view! {
        <FailurePanel
            failure
            endpoint=endpoint.label
            sign_in_url=endpoint.sign_in_url
            on_copy=view.copying.on_copy()
            on_retry=view.refresh()
        />
    }
}

/// Without a `config.json`, and with nothing like a proxy beside the page, nobody has set this up.
fn is_not_set_up(view: ListView, failure: &Failure) -> bool {
    let nothing_there = matches!(failure.kind, FailureKind::NotTheApi | FailureKind::Unreachable);
    !view.is_configured && nothing_there
}

fn not_set_up(view: ListView) -> impl IntoView {
    view! {
        <StatePanel
            tone="run"
            symbol="i-gear"
            title="This console is not set up yet"
            text="No config.json was found, and ./rpc did not answer."
        >
            <ol class="steps">
                <li>"Start a signing proxy."</li>
                <li>"Put config.json beside this page."</li>
                <li>"Reload this page."</li>
            </ol>
            <p class="state-buttons">{retry(view)}</p>
        </StatePanel>
    }
}

fn retry(view: ListView) -> impl IntoView {
    let refresh = view.refresh();
    view! {
        <button type="button" class="button primary" on:click=move |_| refresh.run(())>
            "Check again"
        </button>
    }
}
