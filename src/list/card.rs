//! The card: the table, or what stands in its place.

use leptos::prelude::*;
use model::location::View;
use model::tr;

use super::problem::Problem;
use super::table::TaskTable;
use crate::pages::list_state::Outcome;
use crate::pages::page::Page;

/// The card of the page. The features add the timeline to it, and the controls the panel of the states without rows.
#[component]
pub fn Card(
    /// The signals of the page.
    page: Page,
) -> impl IntoView {
    let shows = move || match page.outcome() {
        Outcome::Loading => "skeleton",
        Outcome::Rows => "rows",
        _ => "panel",
    };
    let view = move || match page.location.with(|location| location.view) {
        View::Table => "table",
        View::Timeline => "timeline",
    };
    view! {
        <div
            class="card"
            id="tasks"
            tabindex="-1"
            data-shows=shows
            data-view=view
            data-busy=move || page.is_turning().then_some("true")
            data-stale=move || page.stale_since().is_some().then_some("true")
            data-lacks=move || page.lacks_parts.get().then_some("true")
        >
            <TaskTable page=page />
            {move || skeleton(tr!(page.locale.read(), "Loading batch tasks"))}
            <Problem page=page />
            <div class="state-place"></div>
        </div>
    }
}

/// The card without a list.
#[component]
pub fn EmptyCard() -> impl IntoView {
    view! {
        <div class="card" id="tasks" tabindex="-1" data-shows="panel">
            <div class="state-place"></div>
        </div>
    }
}

/// Boxes in the places of the first rows, as `index.html` has them before the program is there.
fn skeleton(label: &'static str) -> impl IntoView {
    // Spelled out: what has no expression is one text of HTML in the program, which is smaller.
    let row = |_| {
        view! {
            <div class="row">
                <span class="cell-task">
                    <i class="bone"></i>
                </span>
                <span class="cell-status">
                    <i class="bone"></i>
                </span>
                <span class="cell-progress">
                    <i class="bone"></i>
                </span>
                <span class="cell-began">
                    <i class="bone"></i>
                </span>
                <span class="cell-duration">
                    <i class="bone"></i>
                </span>
                <span class="cell-ends">
                    <i class="bone"></i>
                </span>
                <span class="cell-type"></span>
                <span class="cell-id">
                    <i class="bone"></i>
                </span>
            </div>
        }
    };
    view! {
        <div class="skeleton" role="img" aria-busy="true" aria-label=label>
            <div class="day"></div>
            {(0..8).map(row).collect_view()}
        </div>
    }
}
