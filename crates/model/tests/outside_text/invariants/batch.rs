//! What holds for any body that comes with status 200 where one batch was asked for.

use std::sync::Arc;

use model::batch::Batch;
use model::json::Json;
use model::reasons::{reason, reasons};
use model::wire::{ReplyHead, read_batch};

/// Reads a body as the console does.
pub(crate) fn hold(body: &[u8]) {
    let text = String::from_utf8_lossy(body);
    let Ok(json) = serde_json::from_str::<Json>(&text) else { return };
    let head = ReplyHead { status: 200, ..ReplyHead::default() };
    let Ok(batch) = read_batch(&head, &json) else { return };
    let sent = match json.get("SubTasks") {
        Json::List(subtasks) => subtasks.len(),
        _ => 0,
    };
    assert_eq!(batch.subtasks.len(), sent);
    assert_eq!(batch.counts().total(), sent);
    reasons_hold(&batch);
}

/// Every failed subtask is in exactly one group, of its own reason, and no group is empty.
fn reasons_hold(batch: &Batch) {
    let failed: Vec<_> = batch.failed().collect();
    let groups = reasons(failed.iter().copied());
    let grouped: Vec<_> = groups.iter().flat_map(|group| &group.subtasks).collect();
    assert_eq!(grouped.len(), failed.len());
    for subtask in &failed {
        let times = grouped.iter().filter(|other| Arc::ptr_eq(other, subtask)).count();
        assert_eq!(times, 1, "{subtask:?}");
    }
    for (at, group) in groups.iter().enumerate() {
        assert!(!group.subtasks.is_empty() && !group.title.trim().is_empty());
        assert!(group.subtasks.iter().all(|subtask| reason(&subtask.error) == group.title));
        assert!(groups[..at].iter().all(|other| other.title != group.title));
        assert!(groups[..at].iter().all(|other| other.subtasks.len() >= group.subtasks.len()));
    }
}
