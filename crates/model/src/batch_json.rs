//! One batch as JSON, for other programs: what is known of it, under the names of the API.

use crate::batch::Batch;
use crate::export::{TASK_FIELDS, field_cells, subtask_cells};
use crate::locale::Locale;
use crate::table::{Cell, members};

/// The fields of a subtask, as `DescribeBatchTask` names them.
const SUBTASK_FIELDS: [&str; 6] =
    ["TaskId", "InstanceId", "Status", "TaskBegin", "TaskEnd", "ErrorMsg"];

/// A JSON object with a line for each subtask. Values are written as in a file of rows: times in UTC, or as they came
/// where they could not be read.
pub fn batch_json(locale: &Locale, batch: &Batch) -> String {
    let names = [&["RequestId"][..], &TASK_FIELDS, &["ApplicationType"]].concat();
    let text = |text: &str| vec![Cell::Text(text.to_owned())];
    let request_id = text(batch.request_id.as_deref().unwrap_or_default());
    let cells =
        [request_id, field_cells(locale, &batch.task), text(&batch.application_type)].concat();
    let subtasks = batch.subtasks.iter();
    let subtasks = subtasks
        .map(|one| format!("\n{{{}}}", members(&SUBTASK_FIELDS, &subtask_cells(locale, one))));
    let subtasks = subtasks.collect::<Vec<_>>().join(",");
    format!("{{{},\"SubTasks\":[{subtasks}\n]}}\n", members(&names, &cells))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Json;
    use crate::wire::{ReplyHead, read_batch};

    fn read(body: serde_json::Value) -> Batch {
        let json: Json = serde_json::from_value(body).unwrap();
        read_batch(&ReplyHead { status: 200, ..ReplyHead::default() }, &json).unwrap()
    }

    fn sample() -> Batch {
        read(serde_json::json!({
            "RequestId": "925B84D9", "BatchId": "pcb-1", "TaskName": "say \"hi\"",
            "TaskType": "polarclaw_install_skills", "ApplicationType": "polarclaw",
            "Status": "FAILED", "TotalCount": 2, "SuccessCount": 1,
            "TaskBegin": "2026/11/24T05:58:44Z", "TaskEnd": "soon",
            "SubTasks": [
                {"TaskId": "7001", "InstanceId": "pa-1", "Status": "COMPLETED",
                 "TaskBegin": "2026/11/24T05:58:46Z", "TaskEnd": "2026/11/24T05:59:02Z"},
                {"Status": "SKIPPED", "ErrorMsg": "disk\nfull"},
            ],
        }))
    }

    #[test]
    fn a_batch_is_written_under_the_names_of_the_api() {
        assert_eq!(
            batch_json(&Locale::default(), &sample()),
            r#"{"RequestId":"925B84D9","BatchId":"pcb-1","TaskName":"say \"hi\"","TaskType":"polarclaw_install_skills","Status":"FAILED","SuccessCount":1,"TotalCount":2,"TaskBegin":"2026-11-24T05:58:44Z","TaskEnd":"soon","ApplicationType":"polarclaw","SubTasks":[
{"TaskId":"7001","InstanceId":"pa-1","Status":"COMPLETED","TaskBegin":"2026-11-24T05:58:46Z","TaskEnd":"2026-11-24T05:59:02Z","ErrorMsg":""},
{"TaskId":"","InstanceId":"","Status":"SKIPPED","TaskBegin":"","TaskEnd":"","ErrorMsg":"disk\nfull"}
]}
"#
        );
    }

    #[test]
    fn what_is_written_is_read_again_as_the_same_batch() {
        let batch = sample();
        let locale = Locale::default();
        let again = read(serde_json::from_str(&batch_json(&Locale::default(), &batch)).unwrap());
        assert_eq!(again.task.task_name, batch.task.task_name);
        assert_eq!(again.task.progress, batch.task.progress);
        assert_eq!(again.subtasks[0].end.instant(&locale), batch.subtasks[0].end.instant(&locale));
        assert_eq!(again.subtasks[1], batch.subtasks[1]);
    }
}
