//! The filters: type, creation time, status, and the ways to show the list. Every change acts at once and is one step back in the
//! history; only a range typed by hand waits for Apply.

pub mod bar;
pub mod chips;
pub mod counts;
pub mod created;
pub mod range_form;
pub mod sheet;
pub mod tokens;
pub mod types;
