//! Commands that people paste into a terminal, given to a real shell.

#![cfg(unix)]
// Clippy knows test functions as tests, but not what they share.
#![allow(clippy::unwrap_used)]

mod commands;
mod shell;
mod words;
