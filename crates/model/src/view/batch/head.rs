//! The head of the panel: the name and the status of the batch.

use crate::format::NOTHING;
use crate::locale::Locale;
use crate::task::BatchTask;
use crate::view::status_look::{look, standing_word};

/// The name and the status of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeadView {
    /// The tone of the status.
    pub tone: &'static str,
    /// The icon of the status.
    pub icon: &'static str,
    /// `Partly done`; empty while it is unknown.
    pub status: String,
    /// The name, or what stands for it.
    pub name: String,
}

/// The head for a batch.
pub fn head_view(task: &BatchTask, locale: &Locale) -> HeadView {
    let name = if task.task_name.trim().is_empty() { NOTHING } else { &task.task_name };
    let (tone, icon) = look(task.standing());
    let status = standing_word(locale, task).to_owned();
    HeadView { tone, icon, status, name: name.to_owned() }
}

/// The head while nothing is known of the batch but its id.
pub fn unknown_head_view(id: &str) -> HeadView {
    HeadView { tone: "mute", icon: "i-unknown", status: String::new(), name: id.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::sample::batch;
    use super::*;

    #[test]
    fn a_status_has_its_word_and_completed_is_fully_done() {
        for (status, shown) in
            [("FAILED", "Failed"), ("COMPLETED", "Partly done"), ("RUNNING ", "Running")]
        {
            assert_eq!(head_view(&batch(status, &[]).task, &Locale::default()).status, shown);
        }
    }

    #[test]
    fn of_an_unknown_batch_there_is_the_id_and_no_status() {
        let view = unknown_head_view("pcb-1");
        assert_eq!((&*view.name, &*view.status), ("pcb-1", ""));
    }
}
