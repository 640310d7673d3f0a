//! Finding and looking back: the index of the browser, what it answers, and what shows it.

pub mod answering;
pub mod background;
pub mod durations;
pub mod found;
pub mod heads;
pub mod reading;
pub mod scope_line;
pub mod settings;
pub mod summary;
pub mod table;
