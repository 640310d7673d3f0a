//! What is copied and saved of the rows on a screen.

use chrono::{DateTime, Utc};

use crate::batch::Subtask;
use crate::locale::Locale;
use crate::progress::Count;
use crate::reasons::reason;
use crate::status::Reported;
use crate::table::Cell;
use crate::task::{BatchTask, Duration};
use crate::time::{self, Timestamp};

/// The fields of a batch, as the API names them.
pub const TASK_FIELDS: [&str; 8] = [
    "BatchId",
    "TaskName",
    "TaskType",
    "Status",
    "SuccessCount",
    "TotalCount",
    "TaskBegin",
    "TaskEnd",
];

/// The columns of [`task_cells`]: the fields, and how long the batch took, in whole seconds. That is empty while it runs, and
/// where its times say nothing or the end lies before the begin.
pub const TASK_COLUMNS: [&str; 9] = [
    "BatchId",
    "TaskName",
    "TaskType",
    "Status",
    "SuccessCount",
    "TotalCount",
    "TaskBegin",
    "TaskEnd",
    "Duration",
];

/// The columns that follow [`TASK_COLUMNS`] where each row is a subtask of its batch: its own fields,
/// named apart from the batch's, and `Reason`, the group that the console puts its `ErrorMsg` in.
pub const SUBTASK_COLUMNS: [&str; 7] =
    ["TaskId", "InstanceId", "SubTaskStatus", "SubTaskBegin", "SubTaskEnd", "ErrorMsg", "Reason"];

/// The cells of a batch, one for each of [`TASK_COLUMNS`].
pub fn task_cells(locale: &Locale, task: &BatchTask) -> Vec<Cell> {
    let took = match task.duration(locale) {
        Duration::Took(length) => u64::try_from(length.num_seconds()).ok(),
        Duration::Since(_) | Duration::Negative | Duration::Unknown => None,
    };
    let mut cells = field_cells(locale, task);
    cells.push(Cell::Count(took.map(Count::from)));
    cells
}

/// The cells of a batch, one for each of [`TASK_FIELDS`].
pub fn field_cells(locale: &Locale, task: &BatchTask) -> Vec<Cell> {
    vec![
        Cell::Text(task.batch_id.clone()),
        Cell::Text(task.task_name.clone()),
        Cell::Text(task.task_type.clone()),
        Cell::Text(task.status.name().to_owned()),
        Cell::Count(task.progress.success.clone()),
        Cell::Count(task.progress.total.clone()),
        time_cell(locale, &task.begin),
        time_cell(locale, &task.end),
    ]
}

/// The cells of a subtask, one for each of [`SUBTASK_COLUMNS`].
pub fn subtask_cells(locale: &Locale, subtask: &Subtask) -> Vec<Cell> {
    let status = match &subtask.status {
        Reported::Known(status) => status.api_name(),
        Reported::Unknown(text) => text,
    };
    let reason = if subtask.has_failed() { reason(&subtask.error) } else { String::new() };
    vec![
        Cell::Text(subtask.task_id.clone()),
        Cell::Text(subtask.instance_id.clone()),
        Cell::Text(status.to_owned()),
        time_cell(locale, &subtask.begin),
        time_cell(locale, &subtask.end),
        Cell::Text(subtask.error.clone()),
        Cell::Text(reason),
    ]
}

/// `2026-04-06T20:51:40Z`, in UTC; as it came where it could not be read.
fn time_cell(locale: &Locale, timestamp: &Timestamp) -> Cell {
    Cell::Text(match timestamp {
        Timestamp::Unreadable(received) => received.clone(),
        _ => timestamp.instant(locale).map(time::to_api).unwrap_or_default(),
    })
}

/// The name of a file saved at an instant: `batch-tasks_2026-11-24T065302Z.csv`. The scope says what
/// is in it, such as `batch-tasks` or a batch's id; what some file system might refuse is left out.
pub fn file_name(scope: &str, saved: DateTime<Utc>, extension: &str) -> String {
    /// File systems allow 255 bytes for the whole name.
    const LONGEST: usize = 100;
    let is_safe = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let scope: String = scope.chars().filter(is_safe).take(LONGEST).collect();
    format!("{scope}_{}.{extension}", time::to_api(saved).replace(':', ""))
}

/// One id a line, for other programs' standard input.
pub fn ids_as_lines(ids: &[&str]) -> String {
    ids.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::Progress;
    use crate::status::ReportedStatus;
    use crate::table::Table;

    fn task(status: &str, begin: &str, end: &str) -> BatchTask {
        BatchTask {
            batch_id: "pcb-bp1x6v2m8b4n0c5t7".into(),
            task_name: "=cmd, \"安装\"".into(),
            task_type: "polarclaw_install_skills".into(),
            status: ReportedStatus::read(status),
            progress: Progress { success: Some(Count::from(4)), total: None },
            begin: Timestamp::read(begin),
            end: Timestamp::read(end),
            flaws: vec!["TotalCount"],
        }
    }

    fn table() -> Table {
        let rows = [
            task("RUNNING ", "2026-04-06 20:51:44", "2026/04/06T20:52:44Z"),
            task("ARCHIVING", "yesterday", ""),
            task("COMPLETED", "2026-04-06 20:51:44", "2026-04-06T20:53:56.900Z"),
        ];
        let locale = Locale::default();
        let cells = rows.iter().map(|task| task_cells(&locale, task));
        Table { columns: TASK_COLUMNS.to_vec(), rows: cells.collect() }
    }

    #[test]
    fn batches_are_saved_under_the_names_of_the_api() {
        assert_eq!(
            table().to_csv(),
            "\u{feff}BatchId,TaskName,TaskType,Status,SuccessCount,TotalCount,TaskBegin,TaskEnd,Duration\r\n\
             pcb-bp1x6v2m8b4n0c5t7,\"'=cmd, \"\"安装\"\"\",polarclaw_install_skills,RUNNING,4,,\
             2026-04-06T20:51:44Z,2026-04-06T20:52:44Z,\r\n\
             pcb-bp1x6v2m8b4n0c5t7,\"'=cmd, \"\"安装\"\"\",polarclaw_install_skills,ARCHIVING,4,,\
             yesterday,,\r\n\
             pcb-bp1x6v2m8b4n0c5t7,\"'=cmd, \"\"安装\"\"\",polarclaw_install_skills,COMPLETED,4,,\
             2026-04-06T20:51:44Z,2026-04-06T20:53:56Z,132\r\n"
        );
        assert_eq!(
            table().to_json().lines().nth(2),
            Some(
                r#"{"BatchId":"pcb-bp1x6v2m8b4n0c5t7","TaskName":"=cmd, \"安装\"","TaskType":"polarclaw_install_skills","Status":"ARCHIVING","SuccessCount":4,"TotalCount":null,"TaskBegin":"yesterday","TaskEnd":"","Duration":null},"#
            )
        );
        assert!(
            table()
                .to_json()
                .ends_with("\"TaskEnd\":\"2026-04-06T20:53:56Z\",\"Duration\":132}\n]\n")
        );
        assert_eq!(TASK_COLUMNS[..8], TASK_FIELDS);
    }

    #[test]
    fn a_subtask_has_columns_of_its_own() {
        for name in SUBTASK_COLUMNS {
            assert!(!TASK_COLUMNS.contains(&name), "{name}");
        }
    }

    #[test]
    fn a_file_is_named_by_what_it_holds_and_when() {
        let saved = time::from_api("2026-11-24T06:53:02Z").unwrap();
        for (scope, name) in [
            ("batch-tasks", "batch-tasks_2026-11-24T065302Z.csv"),
            ("pcb-bp1x6v2m8b4n0c5t7", "pcb-bp1x6v2m8b4n0c5t7_2026-11-24T065302Z.csv"),
            ("../a:b\\c\0\u{202e}", "abc_2026-11-24T065302Z.csv"),
        ] {
            assert_eq!(file_name(scope, saved, "csv"), name);
        }
        assert_eq!(file_name(&"a".repeat(300), saved, "json").len(), 100 + 24);
    }

    #[test]
    fn ids_are_lines() {
        assert_eq!(ids_as_lines(&["pa-1", "pc-2"]), "pa-1\npc-2");
        assert_eq!(ids_as_lines(&[]), "");
    }
}
