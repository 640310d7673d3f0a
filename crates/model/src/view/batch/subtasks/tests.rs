//! The section of the subtasks as people read it.

use super::super::sample::batch;
use super::*;

fn shown(batch: &Batch, list: &SubtaskList) -> SubtasksView {
    let locale = &Locale::default();
    subtasks_view(batch, list, listed(batch, list, Arc::default(), locale).subtasks.len(), locale)
}

#[test]
fn the_scope_says_how_many_of_how_many_are_listed() {
    let batch = batch("FAILED", &["FAILED:disk full", "COMPLETED", "FAILED"]);
    let failed = SubtaskList {
        status: StatusFilter::One(SubtaskStatus::Failed),
        reason: Some("disk full".to_owned()),
        ..SubtaskList::default()
    };
    let view = shown(&batch, &failed);
    assert_eq!(view.scope, "1 of 3 sub-tasks");
    assert_eq!(view.reason.as_deref(), Some("disk full"));
    let choices: Vec<_> =
        view.choices.iter().map(|it| (it.word, &*it.count, it.is_chosen)).collect();
    assert_eq!(choices, [("All", "3", false), ("Completed", "1", false), ("Failed", "2", true)]);
    assert_eq!(shown(&batch, &SubtaskList::default()).scope, "all 3 sub-tasks");
}

#[test]
fn a_batch_that_ended_badly_begins_with_what_failed() {
    for (status, subtasks, first) in [
        ("FAILED", &["FAILED", "COMPLETED"][..], StatusFilter::One(SubtaskStatus::Failed)),
        ("FAILED", &["COMPLETED"], StatusFilter::All),
        ("RUNNING", &["FAILED"], StatusFilter::All),
    ] {
        assert_eq!(first_list(&batch(status, subtasks)).status, first, "{status}");
    }
}

#[test]
fn a_column_says_how_it_is_sorted() {
    let mut list = SubtaskList::default();
    for sort in [Some("ascending"), Some("descending"), None] {
        list = list.sorted_further(Column::Duration);
        assert_eq!(sort_of(&list, Column::Duration), sort);
        assert_eq!(sort_of(&list, Column::End), None);
    }
}

#[test]
fn an_opened_row_is_higher() {
    let batch = batch("FAILED", &["FAILED:a", "FAILED:b", "FAILED:c"]);
    let listed = listed(&batch, &SubtaskList::default(), Arc::default(), &Locale::default());
    let open = HashSet::from([listed.subtasks[1].0.clone()]);
    let window = listed.window(&open, 36);
    assert_eq!((window.offset(1), window.offset(2), window.height()), (36, 192, 228));
}
