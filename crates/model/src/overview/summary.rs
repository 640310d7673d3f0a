//! What needs a look, in numbers.

use chrono::{DateTime, Utc};

use super::{Dated, Scope};
use crate::task::{BatchTask, Standing};

/// How many batches run, failed lately, or are slow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// How many run.
    pub running: u64,
    /// When the last of them ends; only where each of them has an expected end and all are known.
    pub last_end: Option<DateTime<Utc>>,
    /// How many of those that run are unusually slow.
    pub slow: u64,
    /// How many failed of those created since `since`.
    pub failed: u64,
    /// How many of these are partly done.
    pub partly: u64,
    /// The evening of the last working day.
    pub since: DateTime<Utc>,
    /// Whether all that runs is counted. Else it is at least so many.
    pub knows_running: bool,
    /// Whether all since `since` is counted.
    pub knows_since: bool,
    /// Whether more is being read.
    pub is_reading: bool,
    /// Whether only the rows of one page are counted.
    pub is_page: bool,
}

/// Counts rows, which no filter has narrowed. `end_of` is when a running batch is expected to end, `is_slow` whether it is slower than
/// usual.
pub fn summary<'a>(
    rows: impl IntoIterator<Item = Dated<'a>>,
    scope: &Scope,
    since: DateTime<Utc>,
    end_of: &dyn Fn(&BatchTask) -> Option<DateTime<Utc>>,
    is_slow: &dyn Fn(&BatchTask) -> bool,
) -> Summary {
    let mut summary = Summary {
        running: 0,
        last_end: None,
        slow: 0,
        failed: 0,
        partly: 0,
        since,
        knows_running: scope.knows_running,
        knows_since: scope.covers((since, scope.until)),
        is_reading: scope.is_reading,
        is_page: scope.is_page,
    };
    let mut ends_are_known = scope.knows_running || scope.is_page;
    for (task, created) in rows {
        let is_late = created >= since;
        match task.standing() {
            Standing::Running => {
                summary.running += 1;
                summary.slow += u64::from(is_slow(task));
                let end = if ends_are_known { end_of(task) } else { None };
                ends_are_known = end.is_some();
                summary.last_end = summary.last_end.max(end);
            }
            Standing::Failed => summary.failed += u64::from(is_late),
            Standing::CompletedWithRest { .. } => summary.partly += u64::from(is_late),
            Standing::Dispatching | Standing::Completed | Standing::Unknown => {}
        }
    }
    summary.last_end = summary.last_end.filter(|_| ends_are_known);
    summary
}
