//! What the panel of one batch shows.

pub mod bell;
pub mod facts;
pub mod head;
pub mod pace;
pub mod panel_url;
pub mod place;
pub mod progress;
pub mod reason_text;
pub mod reasons;
pub mod retry;
pub mod subtask_look;
pub mod subtask_row;
pub mod subtasks;

#[cfg(test)]
mod sample;

use crate::format::grouped;
use crate::locale::Locale;
use crate::tr;

/// `14 sub-tasks`.
pub fn subtask_count(locale: &Locale, count: usize) -> String {
    tr!(locale, count => "{count} sub-task" | "{count} sub-tasks", count = grouped(count as u64))
}
