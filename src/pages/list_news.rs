//! What has changed on the list, in one sentence for those who do not see it change.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use model::arrangement::counterparts;
use model::format::grouped;
use model::locale::Locale;
use model::query::PageNumber;
use model::task::{BatchTask, Standing};
use model::view::failure_words::english_title;
use model::words::{filled, joined};
use model::{tr, word};

use super::list_state;
use crate::ask::ListKey;
use crate::live::{List, Refreshing};

/// What the last sentence was about.
#[derive(Clone, Default)]
pub(super) struct Told {
    key: Option<ListKey>,
    tasks: Vec<Arc<BatchTask>>,
    received_at: Option<DateTime<Utc>>,
    /// The English title.
    trouble: Option<&'static str>,
}

impl Told {
    /// What there is to tell of a list now. Trouble that was told is over with the next answer, and not before.
    pub(super) fn after(before: &Self, list: &List, refreshing: &Refreshing) -> Self {
        let answer = list.answer().filter(|answer| !answer.is_recalled);
        let failure = list_state::told_failure(list, refreshing)
            .filter(|failure| !failure.kind.denies_access());
        Self {
            key: answer.map(|answer| answer.key.clone()),
            tasks: answer.map(|answer| answer.value.tasks.clone()).unwrap_or_default(),
            received_at: answer.map(|answer| answer.received_at),
            trouble: match failure {
                _ if refreshing.is_offline => Some(word!("Connection lost")),
                Some(failure) => Some(english_title(failure.kind)),
                None if answer.map(|answer| answer.received_at) == before.received_at => {
                    before.trouble
                }
                None => None,
            },
        }
    }

    /// The sentence for what has changed since `before`; `total` is how many tasks match. Empty where nothing
    /// has that matters.
    pub(super) fn since(&self, locale: &Locale, before: &Self, total: Option<u64>) -> String {
        let Some(key) = &self.key else {
            return self
                .trouble
                .filter(|_| before.trouble.is_none())
                .map(|title| locale.text(title).to_owned())
                .unwrap_or_default();
        };
        match (before.trouble, self.trouble) {
            (before, Some(now)) if before != Some(now) => return locale.text(now).to_owned(),
            (Some(_), None) => return tr!(locale, "Up to date again").to_owned(),
            _ => {}
        }
        if before.key.as_ref() != Some(key) {
            let is_filtered = key.query.is_filtered();
            return total.map(|total| matching(locale, total, is_filtered)).unwrap_or_default();
        }
        let is_first_page = key.query.page == PageNumber::FIRST;
        changes(locale, &before.tasks, &self.tasks, is_first_page)
    }
}

/// `128 tasks`, or `21 tasks match` with a filter.
pub(crate) fn matching(locale: &Locale, total: u64, is_filtered: bool) -> String {
    filled(total_words(locale, total, is_filtered), &[("total", &grouped(total))])
}

/// `{total} tasks`, or `{total} tasks match` with a filter.
pub(crate) fn total_words(locale: &Locale, total: u64, is_filtered: bool) -> &'static str {
    if is_filtered {
        tr!(locale, total => "{total} task matches" | "{total} tasks match")
    } else {
        tr!(locale, total => "{total} task" | "{total} tasks")
    }
}

/// `2 completed, 1 failed, 3 new`.
fn changes(
    locale: &Locale,
    before: &[Arc<BatchTask>],
    after: &[Arc<BatchTask>],
    counts_new: bool,
) -> String {
    let known: Vec<_> = before.iter().map(|task| &*task.batch_id).collect();
    let ids: Vec<_> = after.iter().map(|task| &*task.batch_id).collect();
    let mut counts = [0; 4];
    for (task, place) in after.iter().zip(counterparts(&ids, &known)) {
        let now = task.standing();
        let is_changed = |at: usize| before[at].standing() != now;
        match (place, now) {
            (None, _) => counts[3] += u32::from(counts_new),
            (Some(at), Standing::Completed) => counts[0] += u32::from(is_changed(at)),
            (Some(at), Standing::CompletedWithRest { .. }) => {
                counts[1] += u32::from(is_changed(at));
            }
            (Some(at), Standing::Failed) => counts[2] += u32::from(is_changed(at)),
            (Some(_), Standing::Dispatching | Standing::Running | Standing::Unknown) => {}
        }
    }
    let patterns = [
        tr!(locale, "{count} completed"),
        tr!(locale, "{count} completed in part"),
        tr!(locale, "{count} failed"),
        tr!(locale, "{count} new"),
    ];
    let told = counts.iter().zip(patterns).filter(|(count, _)| **count > 0);
    let told: Vec<_> = told.map(|(count, pattern)| filled(pattern, &[("count", count)])).collect();
    let told: Vec<_> = told.iter().map(String::as_str).collect();
    joined(tr!(locale, "{text}, {next}"), &told)
}

#[cfg(test)]
mod tests;
