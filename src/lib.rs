//! The console: Leptos and the browser live here, everything that can be decided without them is in
//! `model`.
//!
//! The URL says what is wanted, [`live`] fetches it, and [`pages`] mount components. Containers read signals; leaves, and the
//! functions below a closure, take plain data. Only [`api`] speaks HTTP, and only [`browser`] names elements.

pub mod address;
pub mod announcer;
pub mod api;
pub mod app;
pub mod ask;
pub mod batch;
pub mod browser;
pub mod clock;
pub mod config;
pub mod copying;
pub mod find;
pub mod forecasting;
pub mod guards;
pub mod i18n;
pub mod index;
pub mod json;
pub mod known_rows;
pub mod language;
pub mod last_views;
pub mod lazy;
pub mod list;
pub mod live;
pub mod navigation;
pub mod pages;
pub mod preferences;
#[cfg(test)]
pub(crate) mod sample_batch;
pub mod session;
pub mod settings;
pub mod share;
pub mod storage;
pub mod timeline;
pub mod token;
pub mod turns;
pub mod ui;
pub mod watch;
pub mod zone;

use leptos::prelude::GetUntracked;

/// Reads `config.json` and brings the page to life that `index.html` shows.
pub fn start() {
    #[cfg(debug_assertions)]
    if ui::parts::is_wanted() {
        ui::parts::show();
        return;
    }
    wasm_bindgen_futures::spawn_local(async {
        let setup = config::load().await;
        let translations = language::begin().await;
        // Renders nothing by itself: it starts Leptos and gives the page its owner. Components are mounted into the places of
        // index.html.
        leptos::mount::mount_to_body(move || {
            let preferences = preferences::provide();
            i18n::provide(translations, &preferences.get_untracked());
            app::bind_app(setup);
        });
        // There is something else to see now.
        browser::remove_all(".late");
    });
}
