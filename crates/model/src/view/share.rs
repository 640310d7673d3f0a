//! What a view is copied as or exported as.

pub mod copy_menu;
pub mod export_menu;
pub mod export_progress;
