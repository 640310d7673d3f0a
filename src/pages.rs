//! Wiring: the URL in, components placed.

pub mod list;
pub(crate) mod list_panels;
mod list_state;
