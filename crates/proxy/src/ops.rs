//! What the operator sees: the log, the metrics, and what is left of a panic.

pub mod log;
pub mod metrics;
pub mod panics;
