//! What holds for everything that reads text from outside, whatever that text is.
//!
//! The invariants are one file per reader. They are tried on inputs that are made up
//! (`properties`), on inputs that broke a reader once or might have (`corpus`), and by `cargo xtask
//! fuzz`, whose targets are made of the same files.

// Clippy knows test functions as tests, but not what they share.
#![allow(clippy::unwrap_used)]

mod corpus;
mod properties;

mod invariants {
    pub(crate) mod batch;
    pub(crate) mod config;
    pub(crate) mod error_envelope;
    pub(crate) mod task_list;
    pub(crate) mod url;
}
