//! What a view is shared as or exported as.

pub mod export_menu;
pub mod export_progress;
pub mod share_menu;
