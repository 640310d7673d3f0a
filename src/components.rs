//! Pure functions that are not in `model` yet.

pub use model::view::{failure_words, status_look, task_type};
pub mod ticket;

#[cfg(test)]
pub(crate) mod sample_batch;
