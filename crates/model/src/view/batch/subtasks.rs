//! The list of subtasks: which are listed, and by what they are chosen and sorted.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::reason_text::reason_text;
use super::subtask_count;
use super::subtask_look::subtask_word;
use crate::batch::{Batch, Subtask};
use crate::format::grouped;
use crate::instances::InstanceNames;
use crate::locale::Locale;
use crate::row_window::RowWindow;
use crate::status::SubtaskStatus;
use crate::subtask_list::{Column, Order, StatusFilter, SubtaskList};
use crate::tr;

/// The section besides its rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubtasksView {
    /// Whether the batch has subtasks.
    pub has_subtasks: bool,
    /// `2 of 16 sub-tasks`.
    pub scope: String,
    /// The reason that the list is narrowed to, if any.
    pub reason: Option<String>,
    /// How many are listed.
    pub listed: usize,
    /// Whether subtasks of several states are listed, so that each says its own.
    pub has_states: bool,
    /// The statuses to choose from.
    pub choices: Vec<ChoiceView>,
}

/// A status to choose, with the number of its subtasks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChoiceView {
    /// What it chooses.
    pub filter: StatusFilter,
    /// `Failed`.
    pub word: &'static str,
    /// How many there are.
    pub count: String,
    /// Whether it is in force.
    pub is_chosen: bool,
}

/// The subtasks that are listed, in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listed {
    /// The subtasks with their keys.
    pub subtasks: Vec<(SubtaskKey, Arc<Subtask>)>,
    /// Times of its day omit the date.
    pub reference: DateTime<Utc>,
    /// What the operator calls the instances.
    pub names: Arc<InstanceNames>,
}

/// What a subtask is recognised by, in later replies too. Without ids that is its place among those without.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SubtaskKey {
    /// `TaskId`.
    pub task_id: String,
    /// `InstanceId`.
    pub instance_id: String,
    /// How many with the same ids stand before it in the reply.
    pub ordinal: usize,
}

/// The section for a batch of which so many subtasks are listed.
pub fn subtasks_view(
    batch: &Batch,
    list: &SubtaskList,
    listed: usize,
    locale: &Locale,
) -> SubtasksView {
    let total = batch.subtasks.len();
    let all = subtask_count(locale, total);
    let scope = if list.is_filtered() {
        tr!(locale, "{listed} of {all}", listed = grouped(listed as u64), all = all)
    } else {
        tr!(locale, "all {all}", all = all)
    };
    let reason = list.reason.as_deref().map(|reason| reason_text(locale, reason));
    let choice = |(filter, count): (StatusFilter, usize)| ChoiceView {
        filter,
        word: filter_word(locale, filter),
        count: grouped(count as u64),
        is_chosen: filter == list.status,
    };
    let choices = StatusFilter::choices(batch).into_iter().map(choice).collect();
    let has_states = !matches!(list.status, StatusFilter::One(_));
    SubtasksView { has_subtasks: total > 0, scope, reason, listed, has_states, choices }
}

/// The subtasks of a batch that the user wants to see.
pub fn listed(
    batch: &Batch,
    list: &SubtaskList,
    names: Arc<InstanceNames>,
    locale: &Locale,
) -> Listed {
    let ordinals = batch.ordinals();
    let at = |place: usize| {
        let subtask = Arc::clone(&batch.subtasks[place]);
        let (task_id, instance_id) = (subtask.task_id.clone(), subtask.instance_id.clone());
        (SubtaskKey { task_id, instance_id, ordinal: ordinals[place] }, subtask)
    };
    let subtasks = list.places(locale, &names, &batch.subtasks).into_iter().map(at).collect();
    Listed { subtasks, reference: reference(batch, locale), names }
}

/// The list of a batch that is opened: all of its subtasks, or those that failed where it ended with some.
pub fn first_list(batch: &Batch) -> SubtaskList {
    let has_failed = batch.task.status.is_finished() && batch.failed().next().is_some();
    let status =
        if has_failed { StatusFilter::One(SubtaskStatus::Failed) } else { StatusFilter::All };
    SubtaskList { status, ..SubtaskList::default() }
}

/// How a column is sorted, as `aria-sort` has it.
pub fn sort_of(list: &SubtaskList, column: Column) -> Option<&'static str> {
    let Order { column: sorted, is_descending } = list.order?;
    let direction = if is_descending { "descending" } else { "ascending" };
    (sorted == column).then_some(direction)
}

impl Listed {
    /// The rows with their heights, of which some are open.
    pub fn window(&self, open: &HashSet<SubtaskKey>, row_height: u32) -> RowWindow {
        /// What an opened row takes more, in CSS pixels, where only visible rows are in the document.
        const OPEN_HEIGHT: u32 = 120;
        let is_open = |place: &usize| open.contains(&self.subtasks[*place].0);
        let rows = self.subtasks.len();
        let open = if open.is_empty() { Vec::new() } else { (0..rows).filter(is_open).collect() };
        RowWindow { rows, row_height, open, open_height: OPEN_HEIGHT }
    }
}

/// Times of the day on which the batch began omit the date.
fn reference(batch: &Batch, locale: &Locale) -> DateTime<Utc> {
    let begins = || batch.subtasks.iter().find_map(|subtask| subtask.begin.instant(locale));
    batch.task.begin.instant(locale).or_else(begins).unwrap_or_default()
}

fn filter_word(locale: &Locale, filter: StatusFilter) -> &'static str {
    match filter {
        StatusFilter::All => tr!(locale, "All"),
        StatusFilter::NeedsAttention => tr!(locale, "Needs attention"),
        StatusFilter::One(status) => subtask_word(locale, status),
        StatusFilter::Unknown => tr!(locale, "Unknown"),
    }
}

#[cfg(test)]
mod tests;
