//! Wiring: the URL in, components placed.

pub mod batch;
mod batch_copies;
mod batch_frame;
mod batch_panel;
mod batch_reasons;
mod batch_subtasks;
mod batch_trouble;
pub(crate) mod filters;
mod forecasts;
pub mod list;
mod list_banner;
pub(crate) mod list_counts;
mod list_news;
pub(crate) mod list_panels;
mod list_parts;
mod list_rows;
mod list_state;
pub mod page;
pub mod preferences;
pub(crate) mod release;
pub(crate) mod sign_in;
pub mod take;
mod timeline;
pub(crate) mod watch;

#[cfg(test)]
mod sample;
