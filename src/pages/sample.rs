//! Lists for the tests of the pages.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use model::config::Config;
use model::failure::{Failure, FailureKind};
use model::locale::Locale;
use model::location::Location;
use model::progress::{Count, Progress};
use model::status::ReportedStatus;
use model::task::{BatchTask, TaskPage};
use model::time::{Timestamp, from_api};
use model::zone::Zone;

use crate::ask::ListKey;
use crate::live::List;

/// English, with times of Shanghai.
pub(crate) fn shanghai() -> Locale {
    Locale { zone: Zone::fixed(TimeDelta::hours(8)), ..Locale::default() }
}

/// This many seconds after 14:52:08 in Shanghai.
pub(crate) fn at(seconds: i64) -> DateTime<Utc> {
    from_api("2026-11-24T06:52:08Z").unwrap() + TimeDelta::seconds(seconds)
}

pub(super) fn key(search: &str) -> ListKey {
    let endpoint = Config::beside_the_page().endpoints.remove(0);
    let query = Location::from_search(search).query;
    let range = query.created;
    ListKey { endpoint, query, range, is_understood: true }
}

/// `a:RUNNING b:FAILED`, each with 2 of 8 subtasks done, or `c:COMPLETED:8`.
pub(crate) fn page(rows: &str) -> TaskPage {
    let task = |row: &str| {
        let mut parts = row.split(':');
        let mut next = || parts.next().unwrap_or_default();
        let (batch_id, status) = (next().to_owned(), ReportedStatus::read(next()));
        let success = Count::read(next()).or_else(|| Count::read("2"));
        Arc::new(BatchTask {
            batch_id,
            task_name: String::new(),
            task_type: String::new(),
            status,
            progress: Progress { success, total: Count::read("8") },
            begin: Timestamp::Absent,
            end: Timestamp::Absent,
            flaws: Vec::new(),
        })
    };
    let tasks: Vec<_> = rows.split_whitespace().map(task).collect();
    TaskPage { total: Some(tasks.len() as u64), tasks, ..TaskPage::default() }
}

/// The list after an answer at an instant.
pub(super) fn answered(mut list: List, search: &str, rows: &str, seconds: i64) -> List {
    let generation = list.started(key(search));
    list.answered(generation, page(rows), at(seconds));
    list
}

/// The list after a failed refresh.
pub(super) fn failed(mut list: List, kind: FailureKind) -> List {
    let generation = list.started(key(""));
    let failure = Failure {
        code: Some("Some.Code".to_owned()),
        request_id: Some("R-1".to_owned()),
        ..Failure::new(kind)
    };
    list.failed(generation, failure, at(1));
    list
}
