//! One row of the list, and what its fields say together.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use crate::locale::Locale;
use crate::progress::{Extent, Progress};
use crate::status::{BatchStatus, ReportedStatus};
use crate::time::Timestamp;

/// A batch task as one row of `DescribeBatchTasks` bears it. Every field may be missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchTask {
    /// `BatchId`, such as `pcb-bp1x6v2m8b4n0c5t7`; empty where none was sent.
    pub batch_id: String,
    /// `TaskName`, whatever its author typed.
    pub task_name: String,
    /// `TaskType`, an open set.
    pub task_type: String,
    /// `Status`.
    pub status: ReportedStatus,
    /// `SuccessCount` of `TotalCount`.
    pub progress: Progress,
    /// `TaskBegin`.
    pub begin: Timestamp,
    /// `TaskEnd`; running batches bear one too, so it says nothing unless the batch is finished.
    pub end: Timestamp,
    /// The API's names of the fields that could not be read; `TaskList` for a row that is no object.
    pub flaws: Vec<&'static str>,
}

/// One page of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskPage {
    /// The rows, in the order of the reply; shared, because a screen keeps the unchanged ones.
    pub tasks: Vec<Arc<BatchTask>>,
    /// How many batches match, on all pages together, where the reply says so.
    pub total: Option<u64>,
    /// `PageNumber`, from 1, where the reply says so.
    pub number: Option<u64>,
    /// How many rows a full page has: `PageSize`, where the reply says so. The service may give fewer than were asked for.
    pub size: Option<u64>,
    /// The cloud's id of this call, for support.
    pub request_id: Option<String>,
}

/// How a batch stands: its status, but for a completed one in which not every subtask succeeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Subtasks are being handed out.
    Dispatching,
    /// Subtasks are running.
    Running,
    /// Ended, and every subtask succeeded, as far as the counts say.
    Completed,
    /// Ended as completed although this many subtasks did not succeed.
    CompletedWithRest {
        /// `TotalCount - SuccessCount`.
        not_successful: u64,
    },
    /// Ended with failures.
    Failed,
    /// A status that is not documented, or one that the counts do not bear out.
    Unknown,
}

/// How long a batch ran, or has been running.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duration {
    /// From begin to end.
    Took(TimeDelta),
    /// The batch goes on since this instant.
    Since(DateTime<Utc>),
    /// The end lies before the begin.
    Negative,
    /// A time is missing or unreadable.
    Unknown,
}

impl BatchTask {
    /// How the batch stands.
    pub fn standing(&self) -> Standing {
        let ReportedStatus::Known(status) = self.status else { return Standing::Unknown };
        match (status, self.progress.extent()) {
            (BatchStatus::Dispatching, _) => Standing::Dispatching,
            (BatchStatus::Running, _) => Standing::Running,
            (BatchStatus::Failed, _) => Standing::Failed,
            (BatchStatus::Completed, Extent::Part { success, total }) if success < total => {
                Standing::CompletedWithRest { not_successful: total - success }
            }
            // Whether all succeeded is not known then.
            (BatchStatus::Completed, Extent::Unknown | Extent::Inconsistent) => Standing::Unknown,
            (BatchStatus::Completed, _) => Standing::Completed,
        }
    }

    /// Whether the batch goes on, as far as its status is documented.
    pub fn runs(&self) -> bool {
        matches!(self.standing(), Standing::Dispatching | Standing::Running)
    }

    /// When the batch ended, if it has: the `TaskEnd` of a batch that goes on is ignored.
    pub fn ended(&self) -> &Timestamp {
        const NOT_YET: &Timestamp = &Timestamp::Absent;
        match self.status {
            ReportedStatus::Known(BatchStatus::Dispatching | BatchStatus::Running) => NOT_YET,
            ReportedStatus::Known(_) | ReportedStatus::Unknown(_) => &self.end,
        }
    }

    /// How long the batch ran, or since when it has been running.
    pub fn duration(&self, locale: &Locale) -> Duration {
        let Some(begin) = self.begin.instant(locale) else { return Duration::Unknown };
        match self.status {
            ReportedStatus::Known(BatchStatus::Dispatching | BatchStatus::Running) => {
                Duration::Since(begin)
            }
            ReportedStatus::Known(_) | ReportedStatus::Unknown(_) => match self.end.instant(locale)
            {
                Some(end) if end < begin => Duration::Negative,
                Some(end) => Duration::Took(end - begin),
                None => Duration::Unknown,
            },
        }
    }
}

impl TaskPage {
    /// Whether nothing on this page will change by itself.
    pub fn is_finished(&self) -> bool {
        self.tasks.iter().all(|task| task.status.is_finished())
    }

    /// The number of the last page in pages of as many rows as these have, or else of `asked` ones; 1 for an empty list.
    pub fn last_page(&self, asked: u32) -> Option<u64> {
        let size = self.size.unwrap_or(asked.into()).max(1);
        self.total.map(|total| total.div_ceil(size).max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::Count;
    use crate::zone::Zone;

    fn task(status: &str, success: u64, total: u64, begin: &str, end: &str) -> BatchTask {
        BatchTask {
            batch_id: "pcb-1".into(),
            task_name: "install".into(),
            task_type: "polarclaw_install_skills".into(),
            status: ReportedStatus::read(status),
            progress: Progress {
                success: Some(Count::from(success)),
                total: Some(Count::from(total)),
            },
            begin: Timestamp::read(begin),
            end: Timestamp::read(end),
            flaws: Vec::new(),
        }
    }

    #[test]
    fn completed_is_not_all_well_while_a_subtask_did_not_succeed() {
        for (status, success, total, standing) in [
            ("COMPLETED", 60, 60, Standing::Completed),
            ("COMPLETED", 57, 60, Standing::CompletedWithRest { not_successful: 3 }),
            ("COMPLETED", 0, 0, Standing::Completed),
            ("RUNNING ", 60, 60, Standing::Running),
            ("FAILED", 60, 60, Standing::Failed),
            ("DISPATCHING", 0, 0, Standing::Dispatching),
            ("ARCHIVING", 12, 12, Standing::Unknown),
        ] {
            let task = task(status, success, total, "", "");
            assert_eq!(task.standing(), standing, "{status}");
            assert_eq!(task.runs(), matches!(status, "RUNNING " | "DISPATCHING"), "{status}");
        }
    }

    #[test]
    fn completed_is_not_green_where_the_counts_are_missing_or_odd() {
        for (success, total) in [(None, Some(8)), (Some(8), None), (None, None), (Some(9), Some(8))]
        {
            let mut task = task("COMPLETED", 8, 8, "", "");
            let [success, total] =
                [success, total].map(|count: Option<u64>| count.map(Count::from));
            task.progress = Progress { success, total };
            assert_eq!(task.standing(), Standing::Unknown, "{:?}", task.progress);
        }
    }

    #[test]
    fn the_end_of_a_running_batch_is_ignored() {
        let running = task("RUNNING", 4, 8, "2026-04-06 20:00:00", "2026-04-06 20:30:00");
        assert_eq!(running.ended(), &Timestamp::Absent);
        assert!(matches!(running.duration(&Locale::default()), Duration::Since(_)));
    }

    #[test]
    fn a_duration_is_never_negative() {
        let (early, late) = ("2026-04-06 20:00:00", "2026-04-06 20:12:12");
        for (begin, end, duration) in [
            (early, late, Duration::Took(TimeDelta::seconds(732))),
            (late, early, Duration::Negative),
            (early, "", Duration::Unknown),
            ("soon", late, Duration::Unknown),
        ] {
            let task = task("COMPLETED", 1, 1, begin, end);
            assert_eq!(task.duration(&Locale::default()), duration);
        }
    }

    #[test]
    fn the_assumed_zone_counts_in_a_duration_only_where_one_of_the_times_has_a_zone() {
        let assumed_zone = Zone::fixed(TimeDelta::hours(8));
        let shanghai = Locale { assumed_zone, ..Locale::default() };
        let minutes = |minutes| Duration::Took(TimeDelta::minutes(minutes));
        for (begin, end, by_utc, by_shanghai) in [
            ("2026-04-06 20:00:00", "2026-04-06 20:12:00", minutes(12), minutes(12)),
            ("2026-04-06 20:00:00", "2026-04-06T20:12:00Z", minutes(12), minutes(492)),
            ("2026-04-06T20:00:00Z", "2026-04-06 20:12:00", minutes(12), Duration::Negative),
        ] {
            let task = task("COMPLETED", 1, 1, begin, end);
            assert_eq!(task.duration(&Locale::default()), by_utc, "{begin} {end}");
            assert_eq!(task.duration(&shanghai), by_shanghai, "{begin} {end}");
        }
    }

    #[test]
    fn pages_are_counted_from_the_total() {
        for (total, size, last) in [
            (Some(128), 30, Some(5)),
            (Some(30), 30, Some(1)),
            (Some(0), 30, Some(1)),
            (None, 30, None),
        ] {
            let page = TaskPage { total, ..TaskPage::default() };
            assert_eq!(page.last_page(size), last);
        }
    }
}
