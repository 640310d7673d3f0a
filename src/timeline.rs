//! The timeline of a page: its rows as bars over time, in the place of the table.

pub mod bar;
mod gestures;
pub mod lanes;
mod row;
pub mod state;
mod window_url;
