//! Wiring: the URL in, components placed.

pub mod list;
mod list_body;
mod list_state;
