//! Rows and subtasks, field by field: what cannot be read is named, and the rest stands.

use crate::batch::Subtask;
use crate::json::Json;
use crate::progress::{Count, Progress};
use crate::status::{Reported, ReportedStatus};
use crate::task::BatchTask;
use crate::time::Timestamp;

/// The fields of an object of the API, and which of them could not be read.
pub(super) struct Fields<'a> {
    object: &'a Json,
    flaws: Vec<&'static str>,
}

impl<'a> Fields<'a> {
    /// Of an element of the array `list`.
    pub(super) fn of(object: &'a Json, list: &'static str) -> Self {
        let flaws = if matches!(object, Json::Object(_)) { Vec::new() } else { vec![list] };
        Self { object, flaws }
    }

    pub(super) fn text(&mut self, name: &'static str) -> &'a str {
        match self.object.get(name) {
            Json::Null => "",
            value => value.text().unwrap_or_else(|| {
                self.flaws.push(name);
                ""
            }),
        }
    }

    fn count(&mut self, name: &'static str) -> Option<Count> {
        let received = self.text(name);
        let count = Count::read(received);
        if !received.is_empty() && count.is_none() {
            self.flaws.push(name);
        }
        count
    }

    fn time(&mut self, name: &'static str) -> Timestamp {
        let time = Timestamp::read(self.text(name));
        if matches!(time, Timestamp::Unreadable(_)) {
            self.flaws.push(name);
        }
        time
    }
}

pub(super) fn batch_task(row: &Json, list: &'static str) -> BatchTask {
    let mut fields = Fields::of(row, list);
    BatchTask {
        batch_id: fields.text("BatchId").trim().to_owned(),
        task_name: fields.text("TaskName").to_owned(),
        task_type: fields.text("TaskType").trim().to_owned(),
        status: ReportedStatus::read(fields.text("Status")),
        progress: Progress {
            success: fields.count("SuccessCount"),
            total: fields.count("TotalCount"),
        },
        begin: fields.time("TaskBegin"),
        end: fields.time("TaskEnd"),
        flaws: fields.flaws,
    }
}

pub(super) fn subtask(entry: &Json) -> Subtask {
    let mut fields = Fields::of(entry, "SubTasks");
    Subtask {
        task_id: fields.text("TaskId").trim().to_owned(),
        instance_id: fields.text("InstanceId").trim().to_owned(),
        status: Reported::read_subtask(fields.text("Status")),
        begin: fields.time("TaskBegin"),
        end: fields.time("TaskEnd"),
        error: fields.text("ErrorMsg").trim().to_owned(),
        flaws: fields.flaws,
    }
}
