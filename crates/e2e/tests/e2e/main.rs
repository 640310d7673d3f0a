//! The product as its users meet it: the built site in a real browser, served by the real proxy, whose signed requests
//! the simulator verifies.
//!
//! They need a browser and `dist/`, so a plain `cargo test` leaves them out; `cargo xtask test` runs them. Each test has
//! its own servers, driver, browser and profile on ports of their own, so that they can run side by side. A test that
//! passed has also shown that the browser had nothing to complain about.

// Clippy knows test functions as tests, but not what they share.
#![allow(clippy::expect_used, clippy::unwrap_used)]

mod browser;
mod clock;
mod first_scripts;
mod fonts;
mod keys;
mod language_scripts;
mod leap;
#[path = "../../left_out.rs"]
mod left_out;
mod looks;
mod nginx;
mod panel;
mod picture;
mod plain;
mod replies;
mod stage;
mod states;
mod upstream;
mod view;
mod visit;
mod wait;

mod accessibility;
mod arrival;
mod batch_copies;
mod batch_leaving;
mod batch_live;
mod batch_many_subtasks;
mod batch_panel;
mod batch_reasons;
mod batch_states;
mod batch_subtasks;
mod bench_console;
mod by_hand;
mod calm;
mod change_of_language;
mod connection;
mod copying;
mod created;
mod error_codes;
mod every_browser;
mod failures;
mod filters;
mod first_sentence;
mod forecast;
mod garbage;
mod history;
mod honest_words;
mod hostile;
mod hosts;
mod in_hand;
mod index_kept;
mod integrity;
mod kept_before;
mod keyboard;
mod language_changes;
mod languages;
mod last_view;
mod names;
mod not_the_api;
mod nothing_jumps;
mod odd_lists;
mod odd_rows;
mod on_demand;
mod out_of_order;
mod overview;
mod paging;
mod panel_url;
mod phone;
mod preferences;
mod reference_pictures;
mod refresh_cost;
mod refreshing;
mod release;
mod returning;
mod safety;
mod screenshots;
mod search_field;
mod setting_up;
mod signing_in;
mod soak;
mod stale;
mod starting;
mod status_counts;
mod storage;
mod tab_title;
mod take;
mod take_files;
mod timeline;
mod timeline_moved;
mod token;
mod trunk;
mod type_field;
mod values;
mod watch;
mod zones;
