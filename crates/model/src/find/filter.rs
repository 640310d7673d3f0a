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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::from_api;

    /// The filter of a URL's `status` and what it has for the index.
    fn filter(statuses: &str, find: &str) -> Filter {
        let statuses = statuses.split_whitespace().filter_map(BatchStatus::from_api_name).collect();
        let query = ListQuery { statuses, ..ListQuery::default() };
        Filter::of(&query, &Find::read(find), (None, None))
    }

    #[test]
    fn chips_choose_kinds_of_batches() {
        const COMPLETED: [Kind; 2] = [Kind::PartlyDone, Kind::Completed];
        for (statuses, find, kinds) in [
            ("", "", &Kind::ALL[..]),
            ("", "q=sql&slow=only", &Kind::ALL),
            ("COMPLETED", "", &COMPLETED),
            ("COMPLETED", "rest=only", &[Kind::PartlyDone]),
            ("COMPLETED", "rest=none", &[Kind::Completed]),
            // Without a status, completed ones are meant.
            ("", "rest=only", &[Kind::PartlyDone]),
            ("", "rest=none", &[Kind::Completed]),
            ("", "rest=none&other=only", &[Kind::Other, Kind::Completed]),
            // Others are not narrowed.
            ("RUNNING FAILED", "rest=only", &[Kind::Running, Kind::Failed]),
            ("FAILED COMPLETED", "rest=only", &[Kind::Failed, Kind::PartlyDone]),
            ("", "other=only", &[Kind::Other]),
            ("DISPATCHING", "other=only", &[Kind::Dispatching, Kind::Other]),
        ] {
            let filter = filter(statuses, find);
            let has: Vec<Kind> = Kind::ALL.into_iter().filter(|it| filter.has_kind(*it)).collect();
            assert_eq!(has, kinds, "{statuses} {find}");
        }
    }

    #[test]
    fn a_range_has_both_of_its_ends() {
        let at = |time: &str| from_api(&["2026-11-24T", time, "Z"].concat());
        let later = at("10:00:00").map(|at| at + chrono::TimeDelta::milliseconds(700));
        for (from, to, created, is_in) in [
            (None, None, at("10:00:00"), true),
            (None, None, None, true),
            (at("10:00:00"), None, at("10:00:00"), true),
            (later, None, at("10:00:00"), true),
            (at("10:00:01"), None, at("10:00:00"), false),
            (None, at("10:00:00"), at("10:00:00"), true),
            (None, at("09:59:59"), at("10:00:00"), false),
            (at("11:00:00"), at("09:00:00"), at("10:00:00"), false),
            (at("09:00:00"), at("11:00:00"), at("10:00:00"), true),
            (at("09:00:00"), None, None, false),
        ] {
            let filter = Filter::of(&ListQuery::default(), &Find::default(), (from, to));
            assert_eq!(filter.has_created(created), is_in, "{from:?} {to:?} {created:?}");
        }
    }

    #[test]
    fn a_type_is_matched_exactly() {
        let query = ListQuery { task_type: Some("sync".into()), ..ListQuery::default() };
        let filter = Filter::of(&query, &Find::default(), (None, None));
        assert_eq!(
            ["sync", "Sync", "sync_index", ""].map(|it| filter.has_type(it)),
            [true, false, false, false]
        );
    }
}
