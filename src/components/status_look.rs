//! A batch's status: icon and word, both in the tone of how it stands. Never colour alone.

use leptos::prelude::*;
use model::status::{BatchStatus, ReportedStatus};
use model::task::{BatchTask, Standing};

use super::icon::icon;

/// The badge of one row.
pub fn status_badge(task: &BatchTask) -> impl IntoView + use<> {
    let (tone, symbol) = look(task.standing());
    let word = match &task.status {
        ReportedStatus::Known(status) => status_word(*status).to_owned(),
        ReportedStatus::Unknown(text) if text.is_empty() => "Unknown".to_owned(),
        ReportedStatus::Unknown(text) => text.clone(),
    };
    let rest = match task.standing() {
        Standing::CompletedWithRest { not_successful } => {
            format!(", {not_successful} not successful")
        }
        _ => String::new(),
    };
    view! {
        <span class="badge" data-tone=tone>
            {icon(symbol)}
            <span class="badge-word">{word}</span>
            <span class="unseen">{rest}</span>
        </span>
    }
}

/// The word for a documented status.
pub fn status_word(status: BatchStatus) -> &'static str {
    match status {
        BatchStatus::Dispatching => "Dispatching",
        BatchStatus::Running => "Running",
        BatchStatus::Completed => "Completed",
        BatchStatus::Failed => "Failed",
    }
}

/// The tone and the icon of a documented status on its own, as on a filter chip.
pub fn status_look(status: BatchStatus) -> (&'static str, &'static str) {
    look(match status {
        BatchStatus::Dispatching => Standing::Dispatching,
        BatchStatus::Running => Standing::Running,
        BatchStatus::Completed => Standing::Completed,
        BatchStatus::Failed => Standing::Failed,
    })
}

/// The tone of how a batch stands: a name that the style sheet knows.
pub fn tone(standing: Standing) -> &'static str {
    look(standing).0
}

/// Icons differ in outline as well as in colour.
fn look(standing: Standing) -> (&'static str, &'static str) {
    match standing {
        Standing::Dispatching => ("vio", "i-fan"),
        Standing::Running => ("run", "i-ring"),
        Standing::Completed => ("ok", "i-done"),
        Standing::CompletedWithRest { .. } => ("warn", "i-warn"),
        Standing::Failed => ("bad", "i-failed"),
        Standing::Unknown => ("mute", "i-unknown"),
    }
}
