//! What is done about the failures of a batch.

use leptos::prelude::*;
use model::batch::Batch;
use model::export::ids_as_lines;
use model::json_text;
use model::locale::Locale;
use model::reasons::{Reason, reasons};
use model::retry::{Command, Retry, retry_command};
use model::view::batch::reasons::instances_copied;

use super::super::open_batch::OpenBatch;
use crate::copying::Copying;

/// So many groups are shown at first, and as many more each time.
const GROUPS: usize = 30;

/// The failures of the batch, as the parts that show them share them.
#[derive(Clone, Copy)]
pub struct Failures {
    batch: OpenBatch,
    /// The most frequent first.
    pub(in crate::batch) reasons: Memo<Vec<Reason>>,
    /// The title of the reason that the URL asks to be open; none for the first.
    pub(in crate::batch) asked: RwSignal<Option<String>>,
    /// The title of the reason that somebody opened last.
    pub(in crate::batch) opened: RwSignal<Option<String>>,
    /// How many of the reasons are shown at most.
    pub(in crate::batch) shown: RwSignal<usize>,
    /// The command of the dialog, with the number of its instances; none until it is asked for.
    pub(in crate::batch) retry: RwSignal<Option<(Command, usize)>>,
    /// Whether the dialog is open.
    pub(in crate::batch) is_retry_open: RwSignal<bool>,
}

/// What the failed instances are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Copy their ids, one a line.
    Lines,
    /// Copy their ids with commas between them.
    Commas,
    /// Copy their ids as JSON.
    Json,
    /// Show the command that tries them again.
    Retry,
}

impl Failures {
    /// Follows the failures of the batch.
    pub(in crate::batch) fn follow(batch: OpenBatch) -> Self {
        let reasons =
            Memo::new(move |_| batch.with(|batch| reasons(batch.failed())).unwrap_or_default());
        let failures = Self {
            batch,
            reasons,
            asked: RwSignal::new(None),
            opened: RwSignal::new(None),
            shown: RwSignal::new(GROUPS),
            retry: RwSignal::new(None),
            is_retry_open: RwSignal::new(false),
        };
        Effect::new(move |_| {
            batch.key.track();
            failures.shown.set(GROUPS);
        });
        failures
    }

    /// The language and the zones as they are now.
    pub(super) fn locale(self) -> Locale {
        self.batch.around.locale.get_untracked()
    }

    /// The toast.
    pub(super) fn copying(self) -> Copying {
        self.batch.around.copying
    }

    /// Shows more groups.
    pub(super) fn show_more(self) {
        self.shown.update(|shown| *shown += GROUPS);
    }

    /// Shows as many groups as it takes to see the reason that the URL asks for, if that is no flood of them.
    pub(in crate::batch) fn reveal_opened(self) {
        const MOST: usize = 10 * GROUPS;
        let at = self.asked.with_untracked(|title| {
            let title = title.as_ref()?;
            self.reasons.with_untracked(|all| all.iter().position(|reason| reason.title == *title))
        });
        let needed = at.map_or(0, |at| at + 1);
        if needed <= MOST {
            self.shown.update(|shown| *shown = (*shown).max(needed));
        }
    }

    /// Somebody opened the group of a reason, or closed it.
    pub(super) fn toggled(self, title: &str, is_open: bool) {
        let was_last = self.opened.with_untracked(|opened| opened.as_deref() == Some(title));
        if is_open {
            self.opened.set(Some(title.to_owned()));
        } else if was_last {
            self.opened.set(None);
        }
    }

    /// Does something with the failed instances.
    pub(super) fn act(self, act: Act) {
        let region = self.batch.key.with_untracked(|key| key.endpoint.region.clone());
        let retry = untrack(|| {
            self.batch.with(|batch| {
                let retry = retry(batch, region.as_deref());
                let ids = &retry.instance_ids;
                match act {
                    Act::Lines => self.copy(ids_as_lines(ids), ids.len()),
                    Act::Commas => self.copy(ids.join(","), ids.len()),
                    Act::Json => self.copy(json_text::array(ids), ids.len()),
                    Act::Retry => return Some((retry_command(&retry), ids.len())),
                }
                None
            })
        });
        if let Some(retry) = retry.flatten() {
            self.retry.set(Some(retry));
            self.is_retry_open.set(true);
        }
    }

    /// Copies the instances on which a subtask failed for this reason.
    pub(super) fn copy_instances(self, title: &str) {
        self.reasons.with_untracked(|reasons| {
            if let Some(reason) = reasons.iter().find(|reason| reason.title == title) {
                let ids = reason.instances();
                self.copy(ids_as_lines(&ids), ids.len());
            }
        });
    }

    fn copy(self, text: String, count: usize) {
        self.copying().copy(text, instances_copied(&self.locale(), count));
    }
}

fn retry<'a>(batch: &'a Batch, region: Option<&'a str>) -> Retry<'a> {
    Retry {
        task_name: &batch.task.task_name,
        task_type: &batch.task.task_type,
        application_type: &batch.application_type,
        instance_ids: batch.failed_instances(),
        region,
    }
}
