//! Finding and looking back: the index of the browser, what it answers, and what says so.

pub mod answering;
pub mod background;
pub mod reading;
pub mod scope_line;
