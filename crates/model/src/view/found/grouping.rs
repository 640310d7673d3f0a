//! What was found, in groups.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::group::{FoundGroup, GroupOf};
use crate::find::Group;
use crate::find::groups::{Run, Summary, split};
use crate::find::rollout::{Rollout, RolloutId, Rollouts};
use crate::locale::Locale;
use crate::task::BatchTask;
use crate::view::row::day_of;

type Tasks = [Arc<BatchTask>];

/// The groups of all that was found, in the order in which their first rows are; `None` where it is not grouped. `all` are all tasks that
/// are known: a rollout that runs is told by all of them. `end_of` is when a task is expected to end.
pub fn found_groups(
    group: Group,
    matches: &Tasks,
    all: &Tasks,
    locale: &Locale,
    end_of: &dyn Fn(&BatchTask) -> Option<DateTime<Utc>>,
) -> Option<Vec<FoundGroup>> {
    match group {
        Group::None => None,
        Group::Rollout => Some(by_rollout(matches, all, locale, end_of)),
        Group::Type => {
            let groups = split(matches.iter().map(|task| task.task_type.clone()));
            let of = |(name, places): (String, Vec<usize>)| {
                made(name.clone(), GroupOf::Type(name), &places, matches, locale)
            };
            Some(groups.into_iter().map(of).collect())
        }
        Group::Day => {
            let groups = split(matches.iter().map(|task| day_of(locale, &task.begin)));
            let of = |(day, places): (Option<i64>, Vec<usize>)| {
                let id = day.map_or_else(|| "unknown".to_owned(), |day| day.to_string());
                let instant = places.first().and_then(|at| matches[*at].begin.instant(locale));
                made(id, GroupOf::Day(instant), &places, matches, locale)
            };
            Some(groups.into_iter().map(of).collect())
        }
    }
}

fn by_rollout(
    matches: &Tasks,
    all: &Tasks,
    locale: &Locale,
    end_of: &dyn Fn(&BatchTask) -> Option<DateTime<Utc>>,
) -> Vec<FoundGroup> {
    let mut rollouts = Rollouts::default();
    let groups = split(matches.iter().map(|task| rollouts.of(&task.task_name)));
    let mut of_rollouts: HashMap<RolloutId, Vec<&BatchTask>> = HashMap::new();
    for task in all {
        of_rollouts.entry(rollouts.of(&task.task_name)).or_default().push(task);
    }
    let of = |(rollout, places): (RolloutId, Vec<usize>)| {
        let name = places.first().map_or("", |at| &*matches[*at].task_name);
        let Rollout { key, title, .. } = Rollout::read(name);
        let batches = of_rollouts.remove(&rollout).unwrap_or_default();
        let run = Run::of(batches, locale, end_of);
        FoundGroup { run, ..made(key, GroupOf::Rollout(title), &places, matches, locale) }
    };
    groups.into_iter().map(of).collect()
}

fn made(id: String, of: GroupOf, places: &[usize], matches: &Tasks, locale: &Locale) -> FoundGroup {
    let tasks: Vec<_> = places.iter().map(|at| Arc::clone(&matches[*at])).collect();
    let summary = Summary::of(tasks.iter().map(|task| &**task), locale);
    FoundGroup { id, of, summary, run: None, tasks: Arc::new(tasks) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Json;
    use crate::wire::{ReplyHead, read_task_page};

    fn tasks() -> Vec<Arc<BatchTask>> {
        let rows = [
            ("1", "roll out a 1.2 · wave 2", "install", "RUNNING", "2026-11-24T06:00:00Z"),
            ("2", "uninstall b", "uninstall", "FAILED", "2026-11-24T05:00:00Z"),
            ("3", "roll out a 1.2 · wave 1", "install", "COMPLETED", "2026-11-23T05:00:00Z"),
        ];
        let row = |(id, name, kind, status, begin): (&str, &str, &str, &str, &str)| {
            format!(
                r#"{{"BatchId":"{id}","TaskName":"{name}","TaskType":"{kind}","Status":"{status}",
                   "SuccessCount":8,"TotalCount":8,"TaskBegin":"{begin}"}}"#
            )
        };
        let text = format!(r#"{{"TaskList":[{}]}}"#, rows.map(row).join(","));
        let body: Json = serde_json::from_str(&text).unwrap();
        read_task_page(&ReplyHead { status: 200, ..ReplyHead::default() }, &body).unwrap().tasks
    }

    #[test]
    fn groups_follow_their_first_rows_and_have_all_of_theirs() {
        let all = tasks();
        for (group, expected) in [
            (Group::Rollout, Some(vec!["1 3", "2"])),
            (Group::Type, Some(vec!["1 3", "2"])),
            (Group::Day, Some(vec!["1 2", "3"])),
            (Group::None, None),
        ] {
            let groups = found_groups(group, &all, &all, &Locale::default(), &|_| None);
            let ids = |group: FoundGroup| {
                group.tasks.iter().map(|task| task.batch_id.clone()).collect::<Vec<_>>().join(" ")
            };
            let found = groups.map(|groups| groups.into_iter().map(ids).collect::<Vec<_>>());
            let expected = expected.map(|ids| ids.into_iter().map(str::to_owned).collect());
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_rollout_that_runs_is_told_by_what_the_search_left_out_as_well() {
        let all = tasks();
        let locale = Locale::default();
        let found = found_groups(Group::Rollout, &all[2..], &all, &locale, &|_| None).unwrap();
        assert_eq!((found.len(), found[0].tasks.len()), (1, 1));
        assert!(found[0].run.is_some());
    }
}
