//! Small parts that features share. Most are leaves: they take plain data and read no signal.

pub mod badge;
pub mod banner;
pub mod copy_button;
pub mod dialog;
pub mod emphasis;
pub mod icon;
pub mod menu;
pub mod on_demand;
#[cfg(debug_assertions)]
pub mod parts;
pub mod progress_bar;
pub mod sprite;
pub mod toast;
