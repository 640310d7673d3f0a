//! What has to be read for the overview, where the rows at hand are not enough.

use chrono::{DateTime, Utc};

use super::{Frame, Range, Scope};
use crate::collecting::PAGE_SIZE;
use crate::query::{Created, ListQuery, PageSize};
use crate::status::{BatchStatus, StatusSet};

/// So many calls are made for all needs together, in their order. Beyond them counts say "at least".
pub const MOST_CALLS: u32 = 10;

/// Something to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Every batch that has not ended, whenever it was created.
    Unfinished,
    /// Every batch that was created in a range, whatever its status.
    Created(Range),
}

/// What to read, in this order: what runs, then what is missing since `since`, then of the frame, each from the newest on.
pub fn needs(scope: &Scope, since: DateTime<Utc>, frame: &Frame) -> Vec<Need> {
    let mut needs = Vec::new();
    if !scope.knows_running {
        needs.push(Need::Unfinished);
    }
    let mut known = scope.clone();
    let shown = (frame.from(), frame.to().unwrap_or(scope.until));
    for wanted in [(since, scope.until), shown] {
        needs.extend(known.gaps(wanted).into_iter().rev().map(Need::Created));
        known.complete.push(wanted);
    }
    needs
}

impl Need {
    /// The list that it is, in the largest pages. Its range has both ends, so that no new batch shifts the pages.
    pub fn query(self) -> ListQuery {
        let query = ListQuery { size: PageSize::clamped(PAGE_SIZE.into()), ..ListQuery::default() };
        match self {
            Self::Unfinished => {
                let statuses = [BatchStatus::Dispatching, BatchStatus::Running];
                ListQuery { statuses: StatusSet::from_iter(statuses), ..query }
            }
            Self::Created((from, to)) => {
                query.with_created(Created::Between { from: Some(from), to: Some(to) })
            }
        }
    }
}
