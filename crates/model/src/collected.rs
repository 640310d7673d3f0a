//! Tasks that were read to be saved, with their subtasks where these are wanted, as rows for other programs.

use std::sync::Arc;

use crate::batch::Subtask;
use crate::export::{SUBTASK_COLUMNS, TASK_COLUMNS, subtask_cells, task_cells};
use crate::instances::{INSTANCE_COLUMNS, InstanceNames};
use crate::locale::Locale;
use crate::table::{Cell, Table};
use crate::task::BatchTask;

/// The last column where there are subtasks: why a task has none, if that is because they could not be read. The file
/// says so itself, for it outlives every message of the page.
pub const NOTE_COLUMN: &str = "Note";

/// Tasks in the order of the list, and what is known besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collected {
    /// Each task once.
    pub rows: Vec<(Arc<BatchTask>, Details)>,
    /// Whether subtasks are wanted.
    pub has_subtasks: bool,
    /// How many tasks there were said to be.
    pub promised: u64,
}

/// The subtasks of a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Details {
    /// Nobody asked for them.
    Unread,
    /// They came.
    Read(Vec<Arc<Subtask>>),
    /// The service knows no such batch any more.
    NotFound,
    /// The task came without its `BatchId`, so that nobody can ask.
    Nameless,
}

impl Details {
    /// Before anything was asked.
    pub fn before(task: &BatchTask) -> Self {
        if task.batch_id.is_empty() { Self::Nameless } else { Self::Unread }
    }

    fn note(&self) -> &'static str {
        match self {
            Self::Read(_) => "",
            Self::Unread => "Subtasks not read",
            Self::NotFound => "Batch not found",
            Self::Nameless => "No BatchId",
        }
    }
}

impl Collected {
    /// A row for each task. With subtasks, a row for each of them that begins with its task's cells; a task without any
    /// keeps one row. Where the operator has names for instances, each row has that of its instance.
    pub fn table(&self, locale: &Locale, names: &InstanceNames) -> Table {
        if !self.has_subtasks {
            let rows = self.rows.iter().map(|(task, _)| task_cells(locale, task)).collect();
            return Table { columns: TASK_COLUMNS.to_vec(), rows };
        }
        let named: &[_] = if names.is_empty() { &[] } else { &INSTANCE_COLUMNS };
        let columns = [&TASK_COLUMNS[..], &SUBTASK_COLUMNS, named, &[NOTE_COLUMN]].concat();
        let rows =
            self.rows.iter().flat_map(|(task, details)| subtask_rows(locale, names, task, details));
        Table { columns, rows: rows.collect() }
    }

    /// How many tasks are saved without their subtasks, because these could not be read.
    pub fn without_subtasks(&self) -> usize {
        let is_without = |(_, details): &&(_, Details)| !matches!(details, Details::Read(_));
        if self.has_subtasks { self.rows.iter().filter(is_without).count() } else { 0 }
    }
}

fn subtask_rows(
    locale: &Locale,
    names: &InstanceNames,
    task: &BatchTask,
    details: &Details,
) -> Vec<Vec<Cell>> {
    let row = |subtask: Vec<Cell>, instance_id: &str| {
        let named = if names.is_empty() { Vec::new() } else { names.cells(instance_id) };
        let note = Cell::Text(details.note().to_owned());
        [task_cells(locale, task), subtask, named, vec![note]].concat()
    };
    match details {
        Details::Read(subtasks) if !subtasks.is_empty() => subtasks
            .iter()
            .map(|subtask| row(subtask_cells(locale, subtask), &subtask.instance_id))
            .collect(),
        _ => vec![row(vec![Cell::Text(String::new()); SUBTASK_COLUMNS.len()], "")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Json;
    use crate::wire::{ReplyHead, read_batch, read_task_page};

    fn json(text: &str) -> Json {
        serde_json::from_str(text).unwrap()
    }

    fn head() -> ReplyHead {
        ReplyHead { status: 200, ..ReplyHead::default() }
    }

    fn tasks() -> Vec<Arc<BatchTask>> {
        let list = r#"{"TotalCount":4,"TaskList":[
            {"BatchId":"pcb-1","TaskName":"=1+1","Status":"FAILED","SuccessCount":1,"TotalCount":2},
            {"BatchId":"pcb-2","TaskName":"none yet","Status":"DISPATCHING"},
            {"BatchId":"pcb-3","TaskName":"gone","Status":"COMPLETED"},
            {"TaskName":"nameless"}]}"#;
        read_task_page(&head(), &json(list)).unwrap().tasks
    }

    fn batch(text: &str) -> Details {
        Details::Read(read_batch(&head(), &json(text)).unwrap().subtasks)
    }

    fn collected(has_subtasks: bool) -> Collected {
        let details = [
            batch(
                r#"{"BatchId":"pcb-1","Status":"FAILED","SubTasks":[
                {"TaskId":"t-1","InstanceId":"pa-1","Status":"COMPLETED","TaskBegin":"2026-04-06 20:51:44",
                 "TaskEnd":"2026-04-06 20:52:44"},
                {"TaskId":"t-2","InstanceId":"pa-2","Status":"FAILED",
                 "ErrorMsg":"aliuid:1422133474238823 assumeOssRole not exist,serviceName:polarclaw"}]}"#,
            ),
            batch(r#"{"BatchId":"pcb-2","Status":"DISPATCHING","SubTasks":[]}"#),
            Details::NotFound,
            Details::Nameless,
        ];
        Collected { rows: tasks().into_iter().zip(details).collect(), has_subtasks, promised: 4 }
    }

    #[test]
    fn no_subtask_is_missing_without_a_word() {
        assert_eq!(
            collected(true)
                .table(&Locale::default(), &InstanceNames::default())
                .to_csv()
                .lines()
                .collect::<Vec<_>>(),
            [
                "\u{feff}BatchId,TaskName,TaskType,Status,SuccessCount,TotalCount,TaskBegin,TaskEnd,Duration,\
                 TaskId,InstanceId,SubTaskStatus,SubTaskBegin,SubTaskEnd,ErrorMsg,Reason,Note",
                "pcb-1,'=1+1,,FAILED,1,2,,,,t-1,pa-1,COMPLETED,2026-04-06T20:51:44Z,\
                 2026-04-06T20:52:44Z,,,",
                "pcb-1,'=1+1,,FAILED,1,2,,,,t-2,pa-2,FAILED,,,\
                 \"aliuid:1422133474238823 assumeOssRole not exist,serviceName:polarclaw\",\
                 assumeOssRole not exist,",
                "pcb-2,none yet,,DISPATCHING,,,,,,,,,,,,,",
                "pcb-3,gone,,COMPLETED,,,,,,,,,,,,,Batch not found",
                ",nameless,,,,,,,,,,,,,,,No BatchId",
            ]
        );
        assert_eq!(collected(true).without_subtasks(), 2);
    }

    #[test]
    fn where_instances_have_names_each_row_has_that_of_its_instance() {
        let names = InstanceNames::read(&json(r#"{"pa-2": {"name": "orders", "owner": "=team"}}"#));
        let csv = collected(true).table(&Locale::default(), &names).to_csv();
        let lines: Vec<_> = csv.lines().collect();
        assert!(
            lines[0].ends_with("ErrorMsg,Reason,InstanceName,InstanceOwner,Note"),
            "{}",
            lines[0]
        );
        assert!(lines[1].ends_with("2026-04-06T20:52:44Z,,,,,"), "{}", lines[1]);
        assert!(lines[2].ends_with("assumeOssRole not exist,orders,'=team,"), "{}", lines[2]);
        assert!(lines[4].ends_with(",,,Batch not found"), "{}", lines[4]);
        let widths =
            lines.iter().filter(|line| !line.contains('"')).map(|line| line.split(',').count());
        assert!(widths.into_iter().all(|width| width == 19));
    }

    #[test]
    fn without_subtasks_a_task_is_a_row() {
        let collected = collected(false);
        assert_eq!(
            collected.table(&Locale::default(), &InstanceNames::default()).to_csv().lines().nth(1),
            Some("pcb-1,'=1+1,,FAILED,1,2,,,")
        );
        assert_eq!(
            (
                collected.table(&Locale::default(), &InstanceNames::default()).rows.len(),
                collected.without_subtasks()
            ),
            (4, 0)
        );
    }
}
