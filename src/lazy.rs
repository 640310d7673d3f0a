//! What the first rows do not need: lazy chunks of the program, each loaded when a function in it is first called.
//!
//! - `controls`: the header, the filters and the banner. Loaded as soon as the first chunk is there.
//! - `features`: everything else. Loaded when there are rows, or why there are none.
//!
//! Chunks share memory, signals and types, so arguments are plain Rust values. What only functions in `lazy!` need is in
//! their chunk; what the first chunk needs as well stays there. Without the feature `split` the program is one.

use leptos::prelude::Owner;
use model::config::ConfigError;

use crate::browser;
use crate::last_views::LastViews;
use crate::pages::batch::mount_batch;
use crate::pages::controls::{mount_controls, mount_explanation};
use crate::pages::filters::mount_tokens;
use crate::pages::page::Page;
use crate::pages::preferences::bind_tools;
use crate::session::release::mount_releases;
use crate::session::sign_in::{complete_ways_back, mount_sign_in};
use crate::settings::choosing::mount_settings;
use crate::share::taking::mount_taking;
use crate::timeline::state::mount_timeline;
use crate::watch::menu::mount_watching;

#[cfg(feature = "split")]
mod loading;

/// Style sheets of the features. The policy allows to adopt what a script makes, and the first visit is 4 kB less.
const STYLES: [&str; 5] = [
    include_str!("../style/panel.css"),
    include_str!("../style/timeline.css"),
    include_str!("../style/watch.css"),
    include_str!("../style/preferences.css"),
    include_str!("../style/outputs.css"),
];

/// Style sheets of the controls: menus, and the sheet of a phone.
const CONTROL_STYLES: [&str; 2] =
    [include_str!("../style/menus.css"), include_str!("../style/sheet.css")];

/// A chunk could not be loaded. Calling again loads it again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLoaded;

/// Puts a function without a result into a chunk. It becomes `async`, and returns `Err(NotLoaded)` where the chunk could
/// not be loaded. It runs after whoever called it has ended, so what makes effects takes their `Owner` as an argument.
macro_rules! lazy {
    ($(#[$attribute:meta])* $chunk:ident: $visible:vis fn $name:ident($($argument:ident: $type:ty),* $(,)?) { $($body:tt)* }) => {
        $(#[$attribute])*
        #[cfg(feature = "split")]
        #[wasm_split_helpers::wasm_split($chunk, wasm_split_path = crate::lazy::loading::$chunk, fallible)]
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

lazy! {
    /// Mounts the header, the filters and the banner.
    controls: pub fn load_controls(page: Page, owner: Owner) {
        CONTROL_STYLES.into_iter().for_each(browser::add_style);
        owner.with(|| mount_controls(page));
    }
}

lazy! {
    /// Mounts what is wrong with `config.json` in the place of the page.
    controls: pub fn load_explanation(error: ConfigError, owner: Owner) {
        owner.with(|| mount_explanation(error));
    }
}

lazy! {
    /// Mounts everything else: the panel of one batch, forecasts, the timeline, watches, copies and exports, preferences
    /// and keys, new releases.
    features: pub fn load_features(page: Page, views: LastViews, owner: Owner) {
        STYLES.into_iter().for_each(browser::add_style);
        owner.with(|| {
            let is_open = mount_settings(page, views);
            bind_tools(page, is_open);
            mount_sign_in(page);
            complete_ways_back();
            page.bind_announcements();
            let forecasts = page.bind_forecasts();
            mount_timeline(page, forecasts.clone());
            let watching = mount_watching(page);
            mount_batch(page, forecasts, watching);
            mount_taking(page);
            mount_tokens(page);
            mount_releases(page);
        });
    }
}
