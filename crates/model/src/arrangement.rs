//! Which rows a page shows, and where: those of its last reply, or, while somebody is busy with them, the ones they see
//! where they see them.

use std::collections::HashMap;
use std::sync::Arc;

use crate::locale::Locale;
use crate::task::{BatchTask, Duration};

/// A row of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedTask {
    /// What is known of the task.
    pub task: Arc<BatchTask>,
    /// Whether the last list no longer had it: what is shown is what was known before.
    pub is_gone: bool,
    /// Whether another reply has since said that it ended.
    pub has_ended_since: bool,
}

impl PlacedTask {
    /// The row of a task that the last list has.
    pub fn listed(task: Arc<BatchTask>) -> Self {
        Self { task, is_gone: false, has_ended_since: false }
    }

    /// Whether it goes on as time does.
    pub fn runs(&self, locale: &Locale) -> bool {
        matches!(self.task.duration(locale), Duration::Since(_)) && !self.is_gone
    }
}

/// The rows of the screen, and what waits to be shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arrangement {
    /// From top to bottom.
    pub rows: Vec<PlacedTask>,
    /// How many tasks of the last reply have no row.
    pub waiting: usize,
    /// Whether the last reply would be arranged otherwise.
    pub is_held: bool,
}

impl Arrangement {
    /// The rows of a reply as it came.
    pub fn as_sent(tasks: &[Arc<BatchTask>]) -> Self {
        let row = |task: &Arc<BatchTask>| PlacedTask::listed(Arc::clone(task));
        Self { rows: tasks.iter().map(row).collect(), waiting: 0, is_held: false }
    }

    /// The same with what a reply of one batch says of a row that the last list no longer had; `None` where that is no news.
    #[must_use]
    pub fn learning(&self, task: &BatchTask) -> Option<Self> {
        let is_news = |row: &PlacedTask| {
            let is_it = row.is_gone && row.task.batch_id == task.batch_id;
            is_it && !row.task.status.is_finished() && task.status.is_finished()
        };
        let place = self.rows.iter().position(is_news)?;
        let mut learned = self.clone();
        let task = Arc::new(task.clone());
        learned.rows[place] = PlacedTask { task, is_gone: true, has_ended_since: true };
        Some(learned)
    }

    /// The same rows at the same places, with what a reply says of them. Its other tasks wait.
    #[must_use]
    pub fn holding(&self, tasks: &[Arc<BatchTask>]) -> Self {
        let shown: Vec<_> = self.rows.iter().map(|row| &*row.task.batch_id).collect();
        let sent: Vec<_> = tasks.iter().map(|task| &*task.batch_id).collect();
        let places = counterparts(&shown, &sent);
        let is_held = !places.iter().copied().eq((0..tasks.len()).map(Some));
        let placed = |(row, place): (&PlacedTask, &Option<usize>)| match place {
            Some(at) => PlacedTask::listed(Arc::clone(&tasks[*at])),
            None => PlacedTask { is_gone: true, ..row.clone() },
        };
        let rows: Vec<_> = self.rows.iter().zip(&places).map(placed).collect();
        let waiting = tasks.len() - rows.iter().filter(|row| !row.is_gone).count();
        Self { rows, waiting, is_held }
    }
}

/// For each id, where the same one stands among others. Of several that are equal, the first belongs to the
/// first, the second to the second.
pub fn counterparts(ids: &[&str], others: &[&str]) -> Vec<Option<usize>> {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, id) in others.iter().enumerate().rev() {
        places.entry(id).or_default().push(place);
    }
    ids.iter().map(|id| places.get_mut(id)?.pop()).collect()
}

/// For each id, how many before it are equal.
pub fn ordinals(ids: &[&str]) -> Vec<usize> {
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    let ordinal = |(place, id)| {
        let before = places.entry(id).or_default();
        before.push(place);
        before.len() - 1
    };
    ids.iter().copied().enumerate().map(ordinal).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Json;
    use crate::wire::{ReplyHead, read_task_page};

    /// `a` is a task of that id; `a!` the same task, failed.
    fn tasks(ids: &str) -> Vec<Arc<BatchTask>> {
        let row = |id: &str| {
            let status = if id.ends_with('!') { "FAILED" } else { "RUNNING" };
            let text = |text: &str| Json::Text(text.to_owned());
            Json::Object(vec![
                ("BatchId".to_owned(), text(id.trim_end_matches('!'))),
                ("Status".to_owned(), text(status)),
            ])
        };
        let rows = ids.split_whitespace().map(row).collect();
        let body = Json::Object(vec![("TaskList".to_owned(), Json::List(rows))]);
        let head = ReplyHead { status: 200, ..ReplyHead::default() };
        read_task_page(&head, &body).unwrap().tasks
    }

    /// `a b! (c)`: `b` has failed, `c` is gone.
    fn words(rows: &[PlacedTask]) -> String {
        let word = |row: &PlacedTask| {
            let id = row.task.batch_id.clone();
            let id = if row.task.status.is_finished() { id + "!" } else { id };
            if row.is_gone { format!("({id})") } else { id }
        };
        rows.iter().map(word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_row_that_left_learns_its_end_from_another_reply() {
        let held = Arrangement::as_sent(&tasks("a b")).holding(&tasks("a"));
        let news = |ids: &str| held.learning(&tasks(ids)[0]).map(|learned| words(&learned.rows));
        assert_eq!(news("b!"), Some("a (b!)".to_owned()));
        assert_eq!([news("b"), news("a!"), news("c!")], [None, None, None]);
        let learned = held.learning(&tasks("b!")[0]).unwrap();
        assert_eq!(learned.learning(&tasks("b!")[0]), None);
        // The next list does not make it forget.
        assert!(learned.holding(&tasks("a")).rows[1].has_ended_since);
    }

    #[test]
    fn rows_in_use_stay_where_they_are_and_follow_what_is_known() {
        for (shown, sent, rows, waiting, is_held) in [
            ("a b c", "a b c", "a b c", 0, false),
            ("a b c", "a b! c", "a b! c", 0, false),
            ("a b c", "y z a", "a (b) (c)", 2, true),
            ("a b c", "a c", "a (b) c", 0, true),
            ("a b c", "c b a", "a b c", 0, true),
            ("a b", "a b c", "a b", 1, true),
            ("a a! b", "n a! a b", "a! a b", 1, true),
            ("a b", "", "(a) (b)", 0, true),
            ("", "a", "", 1, true),
        ] {
            let held = Arrangement::as_sent(&tasks(shown)).holding(&tasks(sent));
            assert_eq!(words(&held.rows), rows, "{shown} then {sent}");
            assert_eq!((held.waiting, held.is_held), (waiting, is_held), "{shown} then {sent}");
        }
    }

    #[test]
    fn a_row_that_was_gone_can_come_back() {
        let held = Arrangement::as_sent(&tasks("a b")).holding(&tasks("a"));
        assert_eq!(words(&held.holding(&tasks("a b!")).rows), "a b!");
    }

    #[test]
    fn equal_ids_are_told_by_their_order() {
        assert_eq!(
            counterparts(&["a", "", "a", "a", "b"], &["", "a", "", "a"]),
            [Some(1), Some(0), Some(3), None, None]
        );
    }
}
