//! What the first rows do not need: the second part of the program, which is fetched when it is first asked for.
//!
//! Both parts share memory, signals and types, so arguments are plain Rust values. What only functions in
//! `on_demand!` need is in the second part; what the first needs as well stays in the first.
//! Without the feature `split` the program is one, and nothing has to be fetched.

use leptos::prelude::Owner;

use crate::browser;
use crate::components::task_table::SharedRows;
use crate::last_views::LastViews;
use crate::pages::batch::bind_batch;
use crate::pages::filters::bind_filters;
use crate::pages::list_counts::bind_counts;
use crate::pages::page::Page;
use crate::pages::preferences::bind_preferences;
use crate::pages::release::bind_releases;
use crate::pages::sign_in::{bind_sign_in, bind_way_back};
use crate::pages::take::bind_take;
use crate::pages::watch::bind_watching;

const STYLES: [&str; 7] = [
    include_str!("../style/panel.css"),
    include_str!("../style/timeline.css"),
    include_str!("../style/menus.css"),
    include_str!("../style/sheet.css"),
    include_str!("../style/watch.css"),
    include_str!("../style/preferences.css"),
    include_str!("../style/outputs.css"),
];

/// The second part could not be fetched. Calling again fetches it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLoaded;

/// Puts a function without a result into the second part. It becomes `async`, and returns `Err(NotLoaded)` where
/// that part could not be fetched. It runs after whoever called it has ended: what makes effects takes their `Owner`
/// as an argument.
macro_rules! on_demand {
    ($(#[$attribute:meta])* $visible:vis fn $name:ident($($argument:ident: $type:ty),* $(,)?) { $($body:tt)* }) => {
        $(#[$attribute])*
        #[cfg(feature = "split")]
        #[wasm_split_helpers::wasm_split(on_demand, wasm_split_path = crate::on_demand::loading, fallible)]
        $visible fn $name($($argument: $type),*) -> Result<(), NotLoaded> {
            $($body)*
            Ok(())
        }

        $(#[$attribute])*
        #[cfg(not(feature = "split"))]
        $visible async fn $name($($argument: $type),*) -> Result<(), NotLoaded> {
            $($body)*
            Ok(())
        }
    };
}

#[cfg(feature = "split")]
mod loading;

on_demand! {
    /// Binds what the first rows do not need: the panel of one batch, forecasts, the timeline, counts, watches, copies and
    /// exports, preferences and keys, the rest of the filters, new releases. `rows` are those of the table.
    pub fn bind_the_rest(page: Page, rows: SharedRows, views: LastViews, owner: Owner) {
        // What it looks like is not needed before either.
        STYLES.into_iter().for_each(browser::add_style);
        owner.with(|| {
            bind_preferences(page, views);
            bind_sign_in(page);
            bind_way_back();
            page.bind_announcements();
            let forecasts = page.bind_forecasts(&rows);
            page.bind_timeline(forecasts.clone());
            let watching = bind_watching(page);
            bind_batch(page, &rows, forecasts, &watching);
            bind_counts(page);
            bind_take(page);
            bind_filters(page);
            bind_releases(page);
        });
    }
}
