//! Which subtasks of a batch are listed, and in what order. All of them are known, so that sorting and
//! searching mislead nobody.

use std::cmp::Ordering;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::batch::{Batch, Subtask};
use crate::instances::InstanceNames;
use crate::locale::Locale;
use crate::reasons::reason;
use crate::status::{Reported, SubtaskStatus};

/// What the user wants to see of the subtasks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubtaskList {
    /// In which states.
    pub status: StatusFilter,
    /// Only those with this text in their id, their instance's id, name or owner, or their error, with small and capital letters alike from A to Z;
    /// empty for all. Other letters are compared as they are: what knows their cases is 7 kB of the panel's download.
    pub text: String,
    /// Only those that failed for this reason.
    pub reason: Option<String>,
    /// By what they are sorted; without it, in the order of the reply.
    pub order: Option<Order>,
}

/// Which states to see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StatusFilter {
    /// All of them.
    #[default]
    All,
    /// Failed, blocked and manual.
    NeedsAttention,
    /// One documented state.
    One(SubtaskStatus),
    /// Those that are not documented.
    Unknown,
}

/// A column to sort by, and in which direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// What is compared.
    pub column: Column,
    /// Whether the greatest comes first.
    pub is_descending: bool,
}

/// What subtasks can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// `InstanceId`.
    Instance,
    /// `Status`, in the order of the bar; undocumented ones last.
    Status,
    /// From `TaskBegin` to `TaskEnd`; without either last.
    Duration,
    /// `TaskEnd`; without one last.
    End,
    /// `ErrorMsg`; without one last.
    Error,
}

impl SubtaskList {
    /// The places in `subtasks` of those listed, in their order.
    pub fn places(
        &self,
        locale: &Locale,
        names: &InstanceNames,
        subtasks: &[Arc<Subtask>],
    ) -> Vec<usize> {
        let text = self.text.trim().to_ascii_lowercase();
        let is_listed = |place: &usize| self.lists(names, &subtasks[*place], &text);
        let places = (0..subtasks.len()).filter(is_listed);
        let Some(order) = self.order else { return places.collect() };
        // An instant may take calls of the browser: once for each subtask, and not for each comparison.
        let instant = |place: usize| order.instant(locale, &subtasks[place]);
        let mut places: Vec<_> = places.map(|place| (place, instant(place))).collect();
        // Stable: equal ones stay in the order of the reply.
        places.sort_by(|a, b| order.compare((&subtasks[a.0], a.1), (&subtasks[b.0], b.1)));
        places.into_iter().map(|(place, _)| place).collect()
    }

    /// Whether anything narrows the list.
    pub fn is_filtered(&self) -> bool {
        self.status != StatusFilter::All || !self.text.trim().is_empty() || self.reason.is_some()
    }

    fn lists(&self, names: &InstanceNames, subtask: &Subtask, text: &str) -> bool {
        let has_text = || {
            let name = names.label(&subtask.instance_id);
            let texts = [&subtask.task_id, &subtask.instance_id, &name, &subtask.error];
            texts.into_iter().any(|field| field.to_ascii_lowercase().contains(text))
        };
        let has_reason = |title: &String| subtask.has_failed() && reason(&subtask.error) == *title;
        self.status.has(&subtask.status)
            && (text.is_empty() || has_text())
            && self.reason.as_ref().is_none_or(has_reason)
    }

    /// The list after a press on the head of a column: sorted by it, then the other way round, then as it came.
    #[must_use]
    pub fn sorted_further(&self, column: Column) -> Self {
        let order = match self.order {
            Some(Order { column: current, is_descending }) if current == column => {
                (!is_descending).then_some(Order { column, is_descending: true })
            }
            _ => Some(Order { column, is_descending: false }),
        };
        Self { order, ..self.clone() }
    }
}

impl StatusFilter {
    /// The filters worth a choice for a batch, with how many subtasks each has: all, failed, and one for each other
    /// state there is; with more than four of those, `NeedsAttention` stands for the ones somebody has to look at.
    pub fn choices(batch: &Batch) -> Vec<(Self, usize)> {
        let counts = batch.counts();
        let mut choices = vec![(Self::All, counts.total())];
        let states = SubtaskStatus::ALL.map(|status| (Self::One(status), counts.of(status)));
        let other = [(Self::Unknown, counts.unknown)];
        let present: Vec<_> = states.into_iter().chain(other).filter(|(_, n)| *n > 0).collect();
        if present.len() > 4 {
            choices.push((Self::NeedsAttention, counts.needing_attention()));
        }
        choices.extend(present);
        choices.retain(|(filter, count)| *filter == Self::All || *count > 0);
        choices
    }

    fn has(self, status: &Reported<SubtaskStatus>) -> bool {
        match (self, status) {
            (Self::All, _) | (Self::Unknown, Reported::Unknown(_)) => true,
            (Self::One(wanted), Reported::Known(status)) => wanted == *status,
            (Self::NeedsAttention, Reported::Known(status)) => status.needs_attention(),
            _ => false,
        }
    }
}

/// A subtask, and the instant by which it is sorted.
type Sortable<'a> = (&'a Subtask, Option<DateTime<Utc>>);

impl Order {
    /// The instant that is compared, if it is one; a duration is the time since 1970.
    fn instant(self, locale: &Locale, subtask: &Subtask) -> Option<DateTime<Utc>> {
        match self.column {
            Column::Duration => {
                let (begin, end) = (subtask.begin.instant(locale)?, subtask.end.instant(locale)?);
                Some(DateTime::UNIX_EPOCH + (end - begin))
            }
            Column::End => subtask.end.instant(locale),
            _ => None,
        }
    }

    /// Compares two subtasks with the instants that are compared.
    fn compare(self, (a, at): Sortable, (b, other): Sortable) -> Ordering {
        let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let (with_value, order) = match self.column {
            Column::Instance => both(filled(&a.instance_id), filled(&b.instance_id)),
            Column::Status => both(known(&a.status), known(&b.status)),
            Column::Duration | Column::End => both(at, other),
            Column::Error => both(filled(&a.error), filled(&b.error)),
        };
        // What has no value stays last in either direction.
        if with_value && self.is_descending { order.reverse() } else { order }
    }
}

/// Whether both have a value, and their order.
fn both<T: Ord>(a: Option<T>, b: Option<T>) -> (bool, Ordering) {
    match (a, b) {
        (Some(a), Some(b)) => (true, a.cmp(&b)),
        (a, b) => (false, b.is_some().cmp(&a.is_some())),
    }
}

fn known(status: &Reported<SubtaskStatus>) -> Option<SubtaskStatus> {
    match status {
        Reported::Known(status) => Some(*status),
        Reported::Unknown(_) => None,
    }
}

#[cfg(test)]
mod tests;
