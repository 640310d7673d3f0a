//! The panel of one batch as its parts share it.

use leptos::prelude::*;
use model::batch::Batch;
use model::subtask_list::SubtaskList;

use super::page::Page;
use crate::ask::BatchKey;
use crate::live::Live;

/// What the parts of the panel share.
#[derive(Clone, Copy)]
pub(super) struct Panel {
    pub(super) page: Page,
    pub(super) key: Memo<BatchKey>,
    pub(super) live: Live<BatchKey, ()>,
    /// Which subtasks are listed.
    pub(super) list: RwSignal<SubtaskList>,
}

impl Panel {
    /// Does something with the batch that is asked for, if there is an answer.
    pub(super) fn with_batch<T>(self, read: impl FnOnce(&Batch) -> T) -> Option<T> {
        let key = self.key.get();
        self.live.known.with(|known| {
            let answer = known.answer().filter(|answer| answer.key == key)?;
            Some(read(&answer.value))
        })
    }
}
