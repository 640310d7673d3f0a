//! What the first rows do not need: lazy chunks of the program, each loaded when a function in it is first called.
//!
//! - `controls`: the header, the filters and the banner. Loaded as soon as the first chunk is there.
//! - `features`: what acts on the page as a whole: preferences, keys, sign-in, forecasts, watches, new releases. Loaded when
//!   there are rows, or why there are none.
//! - `find`: the index, search, sort and groups, and the summary above the list.
//! - `panel`, `timeline` and `share`: one feature each. These four are loaded one after the other as soon as the features are there; what
//!   the URL asks for comes first.
//!
//! Chunks share memory, signals and types, so arguments are plain Rust values. What only functions in `lazy!` need is in
//! their chunk; what the first chunk needs as well stays there. Without the feature `split` the program is one.

use std::hint::black_box;

use leptos::prelude::{Owner, With};
use model::config::ConfigTrouble;
use model::location::View;

use crate::browser;
use crate::forecasting::Forecasts;
use crate::last_views::LastViews;
use crate::list::table::flash::flash_changes;
use crate::pages::batch::mount_batch;
use crate::pages::controls::{mount_explanation, steps_of_controls};
use crate::pages::filters::mount_tokens;
use crate::pages::find::mount_find;
use crate::pages::instance_names::Names;
use crate::pages::page::Page;
use crate::pages::preferences::bind_settings;
use crate::session::release::mount_releases;
use crate::session::sign_in::mount_sign_in;
use crate::share::taking::mount_taking;
use crate::timeline::state::mount_timeline;
use crate::turns::{Step, in_turn, when_first};
use crate::watch::menu::mount_watching;
use crate::watch::watching::Watching;

#[cfg(feature = "split")]
mod loading;

/// Style sheets of the features. The policy allows to adopt what a script makes, and the first visit is 4 kB less.
const STYLES: [&str; 3] = [
    include_str!("../style/watch.css"),
    include_str!("../style/preferences.css"),
    include_str!("../style/outputs.css"),
];

/// Style sheets of what the index shows, and of the summary above the list.
const FIND_STYLES: [&str; 2] =
    [include_str!("../style/find.css"), include_str!("../style/overview.css")];
const PANEL_STYLE: &str = include_str!("../style/panel.css");
const TIMELINE_STYLE: &str = include_str!("../style/timeline.css");

/// Style sheets of the controls: menus, what floats over the rows, and the sheet of a phone.
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
    /// Mounts the header, the filters and the banner, one after the other.
    controls: pub fn load_controls(page: Page, owner: Owner) {
        CONTROL_STYLES.into_iter().for_each(browser::page::add_style);
        in_turn(owner, steps_of_controls(page));
    }
}

lazy! {
    /// Mounts what is wrong with `config.json` in the place of the page.
    controls: pub fn load_explanation(error: ConfigTrouble, owner: Owner) {
        owner.with(|| mount_explanation(error));
    }
}

lazy! {
    /// Mounts preferences and keys, sign-in, forecasts, watches and new releases, and then loads all other features.
    features: pub fn load_features(page: Page, views: LastViews, owner: Owner) {
        STYLES.into_iter().for_each(browser::page::add_style);
        in_turn(owner, steps_of_features(page, views));
    }
}

lazy! {
    /// Lets the index answer what PolarDB cannot.
    find: pub fn load_find(page: Page, views: LastViews, forecasts: Forecasts, owner: Owner) {
        after_features();
        FIND_STYLES.into_iter().for_each(browser::page::add_style);
        owner.with(|| mount_find(page, views, forecasts));
    }
}

lazy! {
    /// Mounts the panel of one batch when the first is opened.
    panel: pub fn load_panel(page: Page, forecasts: Forecasts, watching: Watching, names: Names, owner: Owner) {
        after_features();
        let is_wanted = move || page.open.with(Option::is_some);
        when_first(&owner, is_wanted, move || {
            browser::page::add_style(PANEL_STYLE);
            mount_batch(page, forecasts, watching, names);
        });
    }
}

lazy! {
    /// Mounts the timeline when it is first shown.
    timeline: pub fn load_timeline(page: Page, forecasts: Forecasts, owner: Owner) {
        after_features();
        let is_wanted = move || page.location.with(|location| location.view == View::Timeline);
        when_first(&owner, is_wanted, move || {
            browser::page::add_style(TIMELINE_STYLE);
            mount_timeline(page, forecasts);
        });
    }
}

lazy! {
    /// Mounts the menus that copy and export.
    share: pub fn load_share(page: Page, views: LastViews, names: Names, owner: Owner) {
        after_features();
        owner.with(|| mount_taking(page, views, names));
    }
}

/// The features that act on the page as a whole.
#[inline(never)]
fn steps_of_features(page: Page, views: LastViews) -> Vec<Step> {
    after_controls();
    vec![
        Box::new(move || bind_settings(page, views)),
        Box::new(move || mount_sign_in(page)),
        Box::new(move || {
            page.bind_announcements();
            flash_changes(page);
            mount_tokens(page);
            mount_releases(page);
        }),
        Box::new(move || {
            let forecasts = page.bind_forecasts();
            page.load_lazy_features(views, forecasts, mount_watching(page));
        }),
    ]
}

/// Says that a chunk is loaded after the controls: what both use is then in the chunk of the controls, and not in a file of its own.
/// It calls nothing; that it could is what counts for the division.
fn after_controls() {
    black_box(steps_of_controls as fn(Page) -> Vec<Step>);
}

/// Says that a chunk is loaded after the features.
fn after_features() {
    black_box(steps_of_features as fn(Page, LastViews) -> Vec<Step>);
}
