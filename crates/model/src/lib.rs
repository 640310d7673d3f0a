//! What the console knows about batch tasks, without a browser.
//!
//! Here are the domain types, the request and the URL of a view, the reading of replies, the state
//! of anything that is fetched again and again, why subtasks failed, the polling policy and the formatting of what is
//! shown. Deliberately absent: WebAssembly, Leptos, an async runtime, clocks, randomness, I/O.
//! Time, chance and the [locale](locale::Locale) are arguments.

pub mod arrangement;
pub mod batch;
pub mod batch_json;
pub mod chips;
pub mod clock_offset;
pub mod collected;
pub mod collecting;
pub mod command;
pub mod config;
pub mod export;
pub mod failure;
pub mod find;
pub mod forecast;
pub mod format;
pub mod instances;
pub mod json;
pub mod json_text;
pub mod keys;
pub mod locale;
pub mod location;
pub mod overview;
pub mod percent;
pub mod poll;
pub mod preferences;
pub mod progress;
pub mod query;
pub mod reasons;
pub mod release;
pub mod remote;
pub mod request;
pub mod retry;
pub mod row_window;
pub mod shell;
pub mod status;
pub mod status_counts;
pub mod subtask_list;
pub mod sync;
pub mod table;
pub mod task;
mod text;
pub mod time;
pub mod timeline;
pub mod view;
pub mod visits;
pub mod watch;
pub mod wire;
pub mod words;
pub mod zone;
