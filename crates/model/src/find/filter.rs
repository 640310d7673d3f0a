//! Which batches a query lets through, but for its search.

use chrono::{DateTime, SubsecRound, Utc};

use super::kind::Kind;
use super::{Find, Rest};
use crate::query::ListQuery;
use crate::status::{BatchStatus, StatusSet};

/// The earliest and the latest creation time; either may be open.
pub type Range = (Option<DateTime<Utc>>, Option<DateTime<Utc>>);

/// The filters of a query. There is one definition of each, for the rows and for the counts of the chips.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Only batches of this type, matched exactly.
    pub task_type: Option<String>,
    /// Whether only batches are wanted that are unusually slow.
    pub is_slow: bool,
    range: Range,
    statuses: StatusSet,
    is_other: bool,
    rest: Rest,
}

impl Filter {
    /// The filters of a query, of which `find` is read already. The range is that of its [`Created`](crate::query::Created), as
    /// instants.
    pub fn of(query: &ListQuery, find: &Find, (from, to): Range) -> Self {
        let mut statuses = query.statuses;
        if statuses.is_empty() && find.rest != Rest::Any {
            statuses = statuses.toggled(BatchStatus::Completed);
        }
        Self {
            task_type: query.task_type.clone(),
            is_slow: find.is_slow,
            // PolarDB is asked in whole seconds, too.
            range: (from.map(|from| from.trunc_subsecs(0)), to),
            statuses,
            is_other: find.is_other,
            rest: find.rest,
        }
    }

    /// Whether the chips let such a batch through.
    pub fn has_kind(&self, kind: Kind) -> bool {
        let is_any = self.statuses.is_empty() && !self.is_other;
        let is_chosen = match kind.status() {
            Some(status) => self.statuses.contains(status),
            None => self.is_other,
        };
        let is_narrowed = match self.rest {
            Rest::Any => false,
            Rest::Only => kind == Kind::Completed,
            Rest::None => kind == Kind::PartlyDone,
        };
        (is_any || is_chosen) && !is_narrowed
    }

    /// Whether a batch that was created then is in the range; one of which that is not known is in an open range only.
    pub fn has_created(&self, created: Option<DateTime<Utc>>) -> bool {
        let (from, to) = self.range;
        match created {
            Some(created) => {
                from.is_none_or(|from| created >= from) && to.is_none_or(|to| created <= to)
            }
            None => from.is_none() && to.is_none(),
        }
    }

    /// Whether batches of this type are wanted.
    pub fn has_type(&self, task_type: &str) -> bool {
        self.task_type.as_ref().is_none_or(|wanted| wanted == task_type)
    }
}
