//! Exports: the menu, the run, how far it is, and what came of it.

pub mod exporting;
pub mod file;
pub mod menu;
pub mod outcome;
pub mod progress;
