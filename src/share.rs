//! Taking a view along: commands, links and files.

pub mod copy_menu;
pub mod export;
pub mod taking;
