//! Rows without content, in the layout of the table, while the first answer is on its way.
//!
//! `index.html` shows the same before the app runs, so that nothing moves when it does.

use leptos::prelude::*;

/// As many rows as are likely to be seen at once.
const ROWS: usize = 8;

/// The skeleton of the table.
#[component]
pub fn Skeleton() -> impl IntoView {
    let row = || {
        view! {
            <div class="row">
                <span class="cell-task"><i class="bone"></i></span>
                <span class="cell-status"><i class="bone"></i></span>
                <span class="cell-progress"><i class="bone"></i></span>
                <span class="cell-ends"><i class="bone"></i></span>
            </div>
        }
    };
    let rows: Vec<_> = (0..ROWS).map(|_| row()).collect();
    view! {
        <div class="table skeleton" aria-busy="true" aria-label="Loading batch tasks" role="img">
            <div class="row head"></div>
            {rows}
        </div>
    }
}
