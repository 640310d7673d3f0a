//! How a batch's status looks: a word, a tone and an icon. Never colour alone.

use crate::format::grouped;
use crate::locale::Locale;
use crate::status::{BatchStatus, ReportedStatus};
use crate::task::{BatchTask, Standing};
use crate::{tr, word};

/// The word for a documented status.
pub fn status_word(locale: &Locale, status: BatchStatus) -> &'static str {
    locale.text(match status {
        BatchStatus::Dispatching => word!("Dispatching"),
        BatchStatus::Running => word!("Running"),
        BatchStatus::Completed => word!("Completed"),
        BatchStatus::Failed => word!("Failed"),
    })
}

/// The word for a reported status: one that is not documented is shown as it came.
pub fn reported_word<'a>(locale: &Locale, status: &'a ReportedStatus) -> &'a str {
    match status {
        ReportedStatus::Known(status) => status_word(locale, *status),
        ReportedStatus::Unknown(text) if text.is_empty() => tr!(locale, "Unknown"),
        ReportedStatus::Unknown(text) => text,
    }
}

/// The word for how a task stands: "Completed" is said only of what is fully done.
pub fn standing_word<'a>(locale: &Locale, task: &'a BatchTask) -> &'a str {
    match task.standing() {
        Standing::CompletedWithRest { .. } => tr!(locale, "Partly done"),
        _ => reported_word(locale, &task.status),
    }
}

/// What the word leaves out: `3 not done`.
pub fn rest(locale: &Locale, task: &BatchTask) -> String {
    match task.standing() {
        Standing::CompletedWithRest { not_successful } => {
            tr!(locale, "{count} not done", count = grouped(not_successful))
        }
        _ => String::new(),
    }
}

/// The tone, which the style sheet knows by this name, and the icon: icons differ in outline as well as
/// in colour.
pub fn look(standing: Standing) -> (&'static str, &'static str) {
    match standing {
        Standing::Dispatching => ("vio", "i-fan"),
        Standing::Running => ("run", "i-ring"),
        Standing::Completed => ("ok", "i-done"),
        Standing::CompletedWithRest { .. } => ("warn", "i-warn"),
        Standing::Failed => ("bad", "i-failed"),
        Standing::Unknown => ("mute", "i-unknown"),
    }
}
