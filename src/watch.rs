//! Watched batches: the bell of the header with its menu, notifications, and the mark of the tab.

pub mod bell;
mod ends;
mod kept;
pub mod menu;
pub mod notifying;
pub mod tab_mark;
mod tab_title;
pub mod watching;
