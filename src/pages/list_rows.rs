//! The rows that the list shows: those of the last answer, or, while somebody is busy with them, the ones they see where
//! they see them.

use chrono::{DateTime, Utc};
use model::arrangement::Arrangement;
use model::remote::Answer;
use model::task::{BatchTask, TaskPage};

use crate::ask::ListKey;

/// What is shown of an answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ShownRows {
    pub(crate) arrangement: Arrangement,
    /// Whether changed cells are marked: only if the answer before was of the same list and of this visit.
    pub(crate) is_news: bool,
    shows: Option<Source>,
}

/// The answer that rows come from.
#[derive(Clone, Debug, PartialEq)]
struct Source {
    key: ListKey,
    received_at: DateTime<Utc>,
    is_recalled: bool,
    amendments: u32,
}

impl ShownRows {
    /// What follows these rows when this is the newest answer; `None` where they show it already.
    pub(crate) fn after(
        &self,
        answer: Option<&Answer<ListKey, TaskPage>>,
        is_in_use: impl FnOnce() -> bool,
    ) -> Option<Self> {
        let Some(answer) = answer else {
            return self.shows.is_some().then(Self::default);
        };
        if self.shows.as_ref().is_some_and(|shown| shown.is_of(answer)) {
            return None;
        }
        let is_news = self.shows.as_ref().is_some_and(|shown| shown.is_before(answer));
        let has_rows = !self.arrangement.rows.is_empty();
        if !(is_news && has_rows && is_in_use()) {
            return Some(Self { is_news, ..Self::of(answer) });
        }
        let arrangement = self.arrangement.holding(&answer.value.tasks);
        Some(Self { arrangement, is_news, shows: Some(Source::of(answer)) })
    }

    /// The same with what a reply of one batch says of a row that left the page; `None` where that is no news.
    pub(crate) fn learning(&self, task: &BatchTask) -> Option<Self> {
        let arrangement = self.arrangement.learning(task)?;
        Some(Self { arrangement, ..self.clone() })
    }

    /// The rows of an answer as it came.
    pub(crate) fn of(answer: &Answer<ListKey, TaskPage>) -> Self {
        Self {
            arrangement: Arrangement::as_sent(&answer.value.tasks),
            is_news: false,
            shows: Some(Source::of(answer)),
        }
    }
}

impl Source {
    fn of(answer: &Answer<ListKey, TaskPage>) -> Self {
        let Answer { key, received_at, is_recalled, amendments, .. } = answer;
        let key = key.clone();
        Self { key, received_at: *received_at, is_recalled: *is_recalled, amendments: *amendments }
    }

    fn is_of(&self, answer: &Answer<ListKey, TaskPage>) -> bool {
        self.received_at == answer.received_at
            && self.is_recalled == answer.is_recalled
            && self.amendments == answer.amendments
            && self.key == answer.key
    }

    /// Rows of another view or of an earlier visit are no state from which an answer could differ.
    fn is_before(&self, answer: &Answer<ListKey, TaskPage>) -> bool {
        !self.is_recalled && self.key == answer.key
    }
}

#[cfg(test)]
mod tests;
