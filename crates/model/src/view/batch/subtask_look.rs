//! How a subtask's status looks: a word, a tone and an icon. Never colour alone.

use crate::locale::Locale;
use crate::status::{Reported, SubtaskStatus};
use crate::tr;

/// The word for a documented status.
pub fn subtask_word(locale: &Locale, status: SubtaskStatus) -> &'static str {
    match status {
        SubtaskStatus::Completed => tr!(locale, "Completed"),
        SubtaskStatus::Failed => tr!(locale, "Failed"),
        SubtaskStatus::TempTerminated => tr!(locale, "Temp. terminated"),
        SubtaskStatus::Blocking => tr!(locale, "Blocked"),
        SubtaskStatus::HumanProcessing => tr!(locale, "Manual handling"),
        SubtaskStatus::Pause => tr!(locale, "Paused"),
        SubtaskStatus::Running => tr!(locale, "Running"),
        SubtaskStatus::Waiting => tr!(locale, "Waiting"),
    }
}

/// The word for a reported status: one that is not documented is shown as it came.
pub fn reported_subtask_word<'a>(locale: &Locale, status: &'a Reported<SubtaskStatus>) -> &'a str {
    match status {
        Reported::Known(status) => subtask_word(locale, *status),
        Reported::Unknown(text) if text.is_empty() => tr!(locale, "Unknown"),
        Reported::Unknown(text) => text,
    }
}

/// The tone, which the style sheet knows by this name, and the icon.
pub fn subtask_look(status: &Reported<SubtaskStatus>) -> (&'static str, &'static str) {
    let Reported::Known(status) = status else { return ("mute", "i-unknown") };
    match status {
        SubtaskStatus::Completed => ("ok", "i-done"),
        SubtaskStatus::Failed => ("bad", "i-failed"),
        SubtaskStatus::TempTerminated => ("mute", "i-stop"),
        SubtaskStatus::Blocking => ("warn", "i-block"),
        SubtaskStatus::HumanProcessing => ("vio", "i-person"),
        SubtaskStatus::Pause => ("warn", "i-pause"),
        SubtaskStatus::Running => ("run", "i-ring"),
        SubtaskStatus::Waiting => ("mute", "i-clock"),
    }
}
