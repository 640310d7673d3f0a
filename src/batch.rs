//! One batch in a panel beside the list, with its subtasks and why they failed.

pub mod copies;
pub mod facts;
pub mod frame;
pub mod head;
pub mod open_batch;
pub mod outlook;
pub mod pace;
pub mod panel;
mod panel_url;
pub mod progress;
pub mod reason_text;
pub mod reasons;
pub mod staleness;
pub mod subtasks;
pub mod trouble;

pub use open_batch::Surroundings;
