//! The invariants on inputs that are made up at random, close to what is expected and far from it.

mod batch;
mod config;
mod error_envelope;
mod json;
mod task_list;
mod url;
