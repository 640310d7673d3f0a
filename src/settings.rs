//! What people set up for themselves: preferences, keys, and the tools of the header.

pub mod choosing;
pub mod keyboard;
pub mod preferences;
pub mod reading_ahead;
pub mod tools;
pub mod zone_menu;
