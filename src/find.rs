//! Finding and looking back: the index of the browser, what it answers, and what shows it.

pub mod answering;
pub mod durations;
pub mod found;
pub mod heads;
pub mod needs;
pub mod scope_line;
pub mod summary;
pub mod table;
pub mod taking_over;
