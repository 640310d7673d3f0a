//! Rows and their groups, as they follow one another.

use chrono::TimeDelta;

use super::*;
use crate::json::Json;
use crate::time::from_api;
use crate::wire::{ReplyHead, read_task_page};
use crate::zone::Zone;

fn rows(list: &str) -> Rows {
    let reply: Json =
        serde_json::from_str(&format!(r#"{{"RequestId":"R","TaskList":[{list}]}}"#)).unwrap();
    let head = ReplyHead { status: 200, ..ReplyHead::default() };
    let tasks = read_task_page(&head, &reply).unwrap().tasks;
    let placed: Vec<_> = tasks.into_iter().map(PlacedTask::listed).collect();
    let now = from_api("2026-11-24T06:53:20Z").unwrap();
    Rows::new(None, around("default"), &placed, now)
}

fn around(endpoint: &str) -> Around {
    let locale = Locale { zone: Zone::fixed(TimeDelta::hours(8)), ..Locale::default() };
    Around { endpoint: endpoint.into(), list: Location::default(), locale }
}

#[test]
fn a_row_keeps_its_elements_and_a_new_one_takes_over_those_of_one_that_left() {
    let keys = |ids: &str| {
        let key = |id: &str| RowKey { endpoint: "e".into(), batch_id: id.to_owned(), ordinal: 0 };
        ids.split_whitespace().map(key).collect::<Vec<_>>()
    };
    for (before, after, is_same_list, places) in [
        ("a b c", "a b c", true, &[Some(0), Some(1), Some(2)][..]),
        ("a b c", "c a", true, &[Some(2), Some(0)]),
        ("a b c", "n a m b", true, &[Some(2), Some(0), None, Some(1)]),
        ("a b c", "c b a d", false, &[Some(0), Some(1), Some(2), None]),
        ("", "a", true, &[None]),
        ("a", "", true, &[]),
    ] {
        let (before, after) = (keys(before), keys(after));
        let taken = taken_over(
            &after.iter().collect::<Vec<_>>(),
            &before.iter().collect::<Vec<_>>(),
            is_same_list,
        );
        assert_eq!(taken, places, "{after:?}");
    }
}

#[test]
fn rows_are_in_groups_by_the_day_on_which_they_began() {
    let begins = ["24T06:00:00Z", "23T16:00:00Z", "", "23T15:59:59Z", "24T06:00:00Z"];
    let row = |begin: &&str| match *begin {
        "" => r#"{"Status":"FAILED"}"#.to_owned(),
        begin => format!(r#"{{"Status":"FAILED","TaskBegin":"2026-11-{begin}"}}"#),
    };
    let rows = rows(&begins.iter().map(row).collect::<Vec<_>>().join(","));
    let found =
        |group: &DayGroup| (group.view.name, group.view.date.clone(), group.begin, group.end);
    let groups: Vec<_> = rows.groups().iter().map(found).collect();
    assert_eq!(
        groups,
        [
            ("Today", "11-24".to_owned(), 0, 3),
            ("Yesterday", "11-23".to_owned(), 3, 4),
            ("Today", "11-24".to_owned(), 4, 5),
        ]
    );
}

#[test]
fn the_longest_duration_counts_what_runs_up_to_now() {
    let ended =
        r#"{"Status":"FAILED","TaskBegin":"2026-11-24 06:00:00","TaskEnd":"2026-11-24 06:10:00"}"#;
    let running = r#"{"Status":"RUNNING","TaskBegin":"2026-11-24 06:33:20"}"#;
    assert_eq!(rows(ended).longest(), TimeDelta::minutes(10));
    assert_eq!(rows(&format!("{ended},{running}")).longest(), TimeDelta::minutes(20));
    assert_eq!(rows("").longest(), TimeDelta::zero());
}

#[test]
fn changed_cells_are_named_by_their_columns() {
    let running = |counts: &str| {
        format!(
            r#"{{"BatchId":"pcb-1","Status":"RUNNING","TaskBegin":"2026-11-24 06:50:31",{counts}}}"#
        )
    };
    let before = rows(&running(r#""SuccessCount":1,"TotalCount":8"#));
    let changed = |list: &str| changed_cells(&before, &rows(list), &Locale::default());
    assert_eq!(changed(&running(r#""SuccessCount":1,"TotalCount":8"#)), []);
    assert_eq!(changed(&running(r#""SuccessCount":2,"TotalCount":8"#)), [(0, vec![2])]);
    let completed = r#"{"BatchId":"pcb-1","Status":"COMPLETED","SuccessCount":8,"TotalCount":8,
        "TaskBegin":"2026-11-24 06:50:31","TaskEnd":"2026-11-24 06:53:00"}"#;
    let new = r#"{"BatchId":"pcb-2","Status":"FAILED"}"#;
    assert_eq!(changed(&format!("{new},{completed}")), [(1, vec![1, 2, 4, 5])]);
}

#[test]
fn rows_of_one_id_are_told_apart_by_their_order() {
    let task = |id: &str| {
        let reply: Json = serde_json::from_str(&format!(
            r#"{{"RequestId":"R","TaskList":[{{"BatchId":"{id}","Status":"FAILED"}}]}}"#
        ))
        .unwrap();
        let head = ReplyHead { status: 200, ..ReplyHead::default() };
        let task = read_task_page(&head, &reply).unwrap().tasks.remove(0);
        PlacedTask::listed(task)
    };
    let placed = ["a", "b", "a", "", ""].map(task);
    let now = from_api("2026-11-24T06:53:20Z").unwrap();
    let rows = Rows::new(None, around("default"), &placed, now);
    let keys: Vec<_> = rows.iter().map(|row| (&*row.key.batch_id, row.key.ordinal)).collect();
    assert_eq!(keys, [("a", 0), ("b", 0), ("a", 1), ("", 0), ("", 1)]);
    let keys = rows.keys();
    let gone = RowKey { batch_id: "c".into(), ..keys[0].clone() };
    let elsewhere = RowKey { endpoint: "other".into(), ..keys[1].clone() };
    let others = [&gone, keys[0], keys[3], keys[2], keys[4], &elsewhere];
    assert_eq!(places_among(&keys, &others), [Some(1), None, Some(3), Some(2), Some(4)]);
}

#[test]
fn a_row_that_has_not_changed_is_the_same_row() {
    let now = from_api("2026-11-24T06:53:20Z").unwrap();
    let list = r#"{"BatchId":"a"},{"BatchId":"b"},{"BatchId":"c"},{"BatchId":"c"}"#;
    let before = rows(list);
    let was = |place: usize| before.at(place).unwrap();
    let mut placed: Vec<_> = before.iter().map(|row| row.placed.clone()).collect();
    let new = |id: &str| rows(&format!(r#"{{"BatchId":"{id}"}}"#)).at(0).unwrap().placed.clone();
    placed[1] = new("b");
    placed[3] = PlacedTask { is_gone: true, ..placed[3].clone() };
    placed.insert(0, new("n"));
    let kept = |around, before| {
        let rows = Rows::new(before, around, &placed, now);
        let is_kept =
            |row: &Arc<Row>| before.iter().flat_map(|it| it.iter()).any(|it| Arc::ptr_eq(it, row));
        rows.iter().map(is_kept).collect::<Vec<_>>()
    };
    assert_eq!(kept(around("default"), Some(&before)), [false, true, false, true, false]);
    // What is the same at another endpoint is another row.
    assert_eq!(kept(around("other"), Some(&before)), [false; 5]);
    assert_eq!(kept(around("default"), None), [false; 5]);
    let same: Vec<_> = before.iter().map(|row| row.placed.clone()).collect();
    assert_eq!(Rows::new(Some(&before), around("default"), &same, now), before);
    assert_eq!(was(3).key.ordinal, 1);
}
