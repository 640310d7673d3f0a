//! Wiring: the URL in, components placed.

pub mod batch;
pub mod control_inputs;
pub(crate) mod controls;
pub(crate) mod filters;
pub(crate) mod find;
mod forecasts;
pub mod instance_names;
mod lazy_features;
pub mod list;
mod list_banner;
pub(crate) mod list_news;
mod list_parts;
pub(crate) mod list_rows;
pub(crate) mod list_state;
pub(crate) mod overview;
pub mod page;
pub mod preferences;
mod visits;

#[cfg(test)]
pub(crate) mod sample;
