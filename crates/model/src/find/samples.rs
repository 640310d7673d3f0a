//! Rows for tests.

use crate::progress::{Count, Progress};
use crate::status::ReportedStatus;
use crate::task::BatchTask;
use crate::time::Timestamp;

/// A batch of this id that is fully done. It has no name and no times.
pub(crate) fn row(id: &str) -> BatchTask {
    BatchTask {
        batch_id: id.to_owned(),
        task_name: String::new(),
        task_type: "polarclaw_install_skills".to_owned(),
        status: ReportedStatus::read("COMPLETED"),
        progress: progress(1, 1),
        begin: Timestamp::Absent,
        end: Timestamp::Absent,
        flaws: Vec::new(),
    }
}

/// `id name`: the same with a name.
pub(crate) fn named(text: &str) -> BatchTask {
    let (id, name) = text.split_once(' ').unwrap_or((text, ""));
    BatchTask { task_name: name.to_owned(), ..row(id) }
}

/// `id STATUS success/total begin end`, times as `10:30` of one day in UTC; `-` for none.
pub(crate) fn described(text: &str) -> BatchTask {
    let [id, status, counts, begin, end] =
        text.split_whitespace().collect::<Vec<_>>().try_into().unwrap();
    let time = |time: &str| match time {
        "-" => Timestamp::Absent,
        _ => Timestamp::read(&format!("2026-11-24 {time}:00")),
    };
    let progress = counts.split_once('/').map_or(Progress::default(), |(success, total)| {
        Progress { success: Count::read(success), total: Count::read(total) }
    });
    let status = ReportedStatus::read(status);
    BatchTask { status, progress, begin: time(begin), end: time(end), ..row(id) }
}

fn progress(success: u64, total: u64) -> Progress {
    Progress { success: Some(success.into()), total: Some(total.into()) }
}
