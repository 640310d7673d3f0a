use chrono::TimeDelta;

use super::*;
use crate::json::Json;
use crate::time::Timestamp;
use crate::wire::{ReplyHead, read_batch};
use crate::zone::Zone;

/// Subtasks `id instance status begin error`, with `-` for nothing.
fn batch(rows: &[&str]) -> Batch {
    let field = |text: &str| if text == "-" { String::new() } else { text.to_owned() };
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            let mut parts = row.splitn(5, ' ').map(field);
            let mut next = || parts.next().unwrap_or_default();
            let [id, instance, status, begin, error] = [next(), next(), next(), next(), next()];
            serde_json::json!({"TaskId": id, "InstanceId": instance, "Status": status,
                "TaskBegin": if begin.is_empty() { begin } else { format!("2026-11-24 {begin}") },
                "ErrorMsg": error})
        })
        .collect();
    let body = serde_json::json!({"BatchId": "pcb-1", "SubTasks": rows});
    let json: Json = serde_json::from_value(body).unwrap();
    read_batch(&ReplyHead { status: 200, ..ReplyHead::default() }, &json).unwrap()
}

fn sample() -> Batch {
    batch(&[
        "99 pa-b COMPLETED 14:00:02 -",
        "100 pa-a FAILED 14:00:01 disk 7 full",
        "101 pc-c FAILED - disk 8 full",
        "102 - WAITING - -",
        "- pa-d SKIPPED 14:00:03 Locked",
    ])
}

fn ids(list: &SubtaskList) -> String {
    let batch = sample();
    let places = list.places(&Locale::default(), &InstanceNames::default(), &batch.subtasks);
    let id = |place: usize| {
        match &*batch.subtasks[place].task_id {
            "" => "-",
            id => id,
        }
        .to_owned()
    };
    places.into_iter().map(id).collect::<Vec<_>>().join(" ")
}

#[test]
fn filters_work_together() {
    let all = SubtaskList::default();
    let failed = StatusFilter::One(SubtaskStatus::Failed);
    for (list, listed) in [
        (all.clone(), "99 100 101 102 -"),
        (SubtaskList { status: failed, ..all.clone() }, "100 101"),
        (SubtaskList { status: StatusFilter::Unknown, ..all.clone() }, "-"),
        (SubtaskList { status: StatusFilter::NeedsAttention, ..all.clone() }, "100 101"),
        (SubtaskList { text: " PC-".into(), ..all.clone() }, "101"),
        (SubtaskList { text: "locked".into(), ..all.clone() }, "-"),
        (SubtaskList { text: "10".into(), ..all.clone() }, "100 101 102"),
        (SubtaskList { reason: Some("disk ‹n› full".into()), ..all.clone() }, "100 101"),
        (SubtaskList { status: failed, text: "8".into(), ..all.clone() }, "101"),
        (SubtaskList { text: "nowhere".into(), ..all }, ""),
    ] {
        assert_eq!(ids(&list), listed, "{list:?}");
    }
}

#[test]
fn an_instance_is_found_by_its_name_and_its_owner() {
    let names = r#"{"pa-a": {"name": "Orders-prod", "owner": "team-trade"}, "pc-c": {"owner": "team-data"}}"#;
    let names = InstanceNames::read(&serde_json::from_str(names).unwrap());
    let batch = sample();
    for (text, places) in
        [("orders", &[1][..]), ("TEAM-", &[1, 2]), ("team-data", &[2]), ("nobody", &[])]
    {
        let list = SubtaskList { text: text.into(), ..SubtaskList::default() };
        assert_eq!(list.places(&Locale::default(), &names, &batch.subtasks), places, "{text}");
    }
}

#[test]
fn every_column_sorts_and_what_has_no_value_comes_last() {
    for (column, ascending, descending) in [
        (Column::Instance, "100 99 - 101 102", "101 - 99 100 102"),
        (Column::Status, "99 100 101 102 -", "102 100 101 99 -"),
        (Column::Duration, "99 100 101 102 -", "99 100 101 102 -"),
        (Column::End, "99 100 101 102 -", "99 100 101 102 -"),
        (Column::Error, "- 100 101 99 102", "101 100 - 99 102"),
    ] {
        let once = SubtaskList::default().sorted_further(column);
        let twice = once.sorted_further(column);
        assert_eq!((&*ids(&once), &*ids(&twice)), (ascending, descending), "{column:?}");
        assert_eq!(twice.sorted_further(column), SubtaskList::default());
    }
}

#[test]
fn choices_are_the_states_there_are() {
    let words = |batch: &Batch| {
        let choices = StatusFilter::choices(batch).into_iter();
        choices.map(|(filter, count)| format!("{filter:?} {count}")).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(
        words(&sample()),
        "All 5, One(Completed) 1, One(Failed) 2, One(Waiting) 1, Unknown 1"
    );
    let many = batch(&["1 a FAILED", "2 a BLOCKING", "3 a RUNNING", "4 a WAITING", "5 a PAUSE"]);
    assert_eq!(
        words(&many),
        "All 5, NeedsAttention 2, One(Failed) 1, One(Blocking) 1, One(Pause) 1, One(Running) 1, One(Waiting) 1"
    );
    assert_eq!(words(&batch(&[])), "All 0");
}

#[test]
fn subtasks_with_the_same_ids_are_told_by_their_order() {
    let batch =
        batch(&["- - FAILED - a", "1 pa-a FAILED - b", "- - FAILED - c", "1 pa-a FAILED - d"]);
    assert_eq!(batch.ordinals(), [0, 0, 1, 1]);
}

#[test]
fn times_with_a_zone_and_without_one_are_in_the_order_of_the_zone_that_is_assumed() {
    let mut batch = batch(&["1 - - 14:00:00 -", "2 - - 14:00:00 -"]);
    for place in 0..2 {
        let mut ended = Subtask::clone(&batch.subtasks[place]);
        ended.end = ended.begin.clone();
        batch.subtasks[place] = Arc::new(ended);
    }
    let mut zoned = Subtask::clone(&batch.subtasks[1]);
    zoned.end = Timestamp::read("2026-11-24T10:00:00Z");
    batch.subtasks[1] = Arc::new(zoned);
    let order = Some(Order { column: Column::End, is_descending: false });
    let list = SubtaskList { order, ..SubtaskList::default() };
    for (hours, places) in [(0, [1, 0]), (8, [0, 1])] {
        let assumed_zone = Zone::fixed(TimeDelta::hours(hours));
        let locale = Locale { assumed_zone, ..Locale::default() };
        assert_eq!(list.places(&locale, &InstanceNames::default(), &batch.subtasks), places);
    }
}
