//! The rows of a page by an identity that lasts from one refresh to the next.

use std::collections::HashMap;
use std::sync::Arc;

use crate::task::BatchTask;

/// What a row is recognised by: its `BatchId`, and which one it is where the id is missing or comes
/// several times.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RowKey {
    batch_id: String,
    occurrence: u32,
}

/// The rows of a page, in their order and by their identity.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    order: Vec<RowKey>,
    tasks: HashMap<RowKey, Arc<BatchTask>>,
}

impl Rows {
    /// Every task is kept, also under an id that came before.
    pub fn new(tasks: &[Arc<BatchTask>]) -> Self {
        let mut rows = Self::default();
        for task in tasks {
            let mut key = RowKey { batch_id: task.batch_id.clone(), occurrence: 0 };
            while rows.tasks.contains_key(&key) {
                key.occurrence += 1;
            }
            rows.order.push(key.clone());
            rows.tasks.insert(key, Arc::clone(task));
        }
        rows
    }

    /// The identities in the order of the page.
    pub fn keys(&self) -> &[RowKey] {
        &self.order
    }

    /// The task of an identity.
    pub fn get(&self, key: &RowKey) -> Option<&Arc<BatchTask>> {
        self.tasks.get(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Json;
    use crate::wire::{ReplyHead, read_task_page};

    fn rows(body: &str) -> Rows {
        let json: Json = serde_json::from_str(body).unwrap();
        let head = ReplyHead { status: 200, ..ReplyHead::default() };
        Rows::new(&read_task_page(&head, &json).unwrap().tasks)
    }

    #[test]
    fn rows_with_the_same_id_or_none_are_all_kept() {
        let rows = rows(
            r#"{"RequestId":"R","TaskList":[{"BatchId":"a","TaskName":"1"},{"BatchId":"a","TaskName":"2"},
                {"TaskName":"3"},{"TaskName":"4"},{"BatchId":"b","TaskName":"5"}]}"#,
        );
        let names: Vec<_> = rows
            .keys()
            .iter()
            .filter_map(|key| rows.get(key))
            .map(|task| task.task_name.as_str())
            .collect();
        assert_eq!(names, ["1", "2", "3", "4", "5"]);
    }

    #[test]
    fn a_row_keeps_its_identity_when_others_come_before_it() {
        let before = rows(r#"{"RequestId":"R","TaskList":[{"BatchId":"a"},{"BatchId":"b"}]}"#);
        let after = rows(
            r#"{"RequestId":"R","TaskList":[{"BatchId":"new"},{"BatchId":"a"},{"BatchId":"b"}]}"#,
        );
        assert_eq!(before.keys(), &after.keys()[1..]);
    }
}
