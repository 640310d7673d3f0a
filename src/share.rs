//! Taking a view along: commands, links and files.

pub mod export;
pub mod share_menu;
pub mod taking;
