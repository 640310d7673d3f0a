//! Rows: what identifies them, and when they were created.

use std::sync::Arc;

use chrono::TimeDelta;

use super::run::{NOW, newest, range, settings};
use super::service::{batch, instant};
use crate::locale::Locale;
use crate::sync::index::{CreationRange, Index, Scope};
use crate::task::{BatchTask, TaskPage};
use crate::time::to_api;
use crate::zone::Zone;

fn task(id: &str, name: &str, created: i64, status: &'static str) -> BatchTask {
    BatchTask { task_name: name.to_owned(), ..batch(id, created - 2, status).task() }
}

fn page(tasks: &[BatchTask], total: u64) -> TaskPage {
    let tasks = tasks.iter().cloned().map(Arc::new).collect();
    TaskPage { tasks, total: Some(total), number: Some(1), size: Some(100), request_id: None }
}

fn index() -> Index {
    Index::new(1, settings(0), Locale::default())
}

fn names(index: &Index) -> Vec<&str> {
    index.rows(CreationRange::ALL).map(|row| &*row.task.task_name).collect()
}

#[test]
fn rows_of_one_id_and_rows_without_one_are_each_there_once() {
    let tasks = [
        task("pcb-1", "a", NOW - 10, "RUNNING"),
        task("pcb-1", "b", NOW - 20, "RUNNING"),
        task("", "c", NOW - 30, "RUNNING"),
        task("", "c", NOW - 30, "RUNNING"),
        task("", "c", NOW - 40, "RUNNING"),
        task("pcb-1", "d", NOW - 50, "RUNNING"),
    ];
    let mut index = index();
    for seconds in [0, 60, 120] {
        index.newest_came(0, &page(&tasks, 6), instant(NOW + seconds));
        assert_eq!(names(&index), ["a", "b", "c", "c", "c", "d"]);
        assert_eq!(index.scope(CreationRange::ALL), Scope::All(6));
    }
    let ordinals: Vec<_> = index.rows(CreationRange::ALL).map(|row| row.ordinal).collect();
    assert_eq!(ordinals, [0, 1, 0, 1, 0, 2]);
    // A page that has only the second of them changes the second.
    let only = task("pcb-1", "b", NOW - 20, "COMPLETED");
    let asked = crate::request::ListRequest { task_type: Some("x".into()), ..newest(100) };
    index.rows_came(0, &asked, &page(&[only], 1), instant(NOW + 130));
    assert_eq!(names(&index), ["a", "b", "c", "c", "c", "d"]);
}

#[test]
fn a_row_was_created_when_it_began_within_the_range_of_the_call() {
    let waiting = |id: &str| task(id, id, 0, "DISPATCHING");
    let mut index = index();
    let tasks = [
        waiting("new"),
        task("late", "late", NOW + 3_600, "RUNNING"),
        task("ten", "ten", NOW - 600, "RUNNING"),
        waiting("below ten"),
        task("twenty", "twenty", NOW - 1_200, "RUNNING"),
    ];
    index.newest_came(0, &page(&tasks, 300), instant(NOW));
    let created = |index: &Index| -> Vec<(String, i64)> {
        let rows = index.rows(CreationRange::ALL);
        rows.map(|row| (row.task.task_name.clone(), (row.created() - instant(NOW)).num_seconds()))
            .collect()
    };
    let expect = |pairs: [(&str, i64); 5]| pairs.map(|(name, at)| (name.to_owned(), at)).to_vec();
    let first =
        expect([("late", 5), ("new", 0), ("ten", -600), ("below ten", -600), ("twenty", -1_200)]);
    assert_eq!(created(&index), first);
    // Within a slice of its own creation time the begin of an hour later does not count.
    let asked = crate::request::ListRequest {
        start_time: Some(instant(NOW - 60)),
        end_time: Some(instant(NOW - 30)),
        ..newest(100)
    };
    index.rows_came(0, &asked, &page(&tasks[1..2], 1), instant(NOW + 10));
    // What waited began, long after it was created.
    let begun = [task("new", "new", NOW + 900, "RUNNING")];
    index.newest_came(0, &page(&begun, 300), instant(NOW + 1_000));
    let now =
        expect([("new", 0), ("late", -30), ("ten", -600), ("below ten", -600), ("twenty", -1_200)]);
    assert_eq!(created(&index), now);
    assert_eq!(index.rows(range(NOW - 700, NOW - 100)).count(), 2);
}

#[test]
fn a_begin_without_a_zone_is_of_the_assumed_one() {
    let assumed_zone = Zone::fixed(TimeDelta::hours(8));
    let locale = Locale { assumed_zone, ..Locale::default() };
    let mut index = Index::new(1, settings(0), locale);
    index.newest_came(0, &page(&[task("a", "a", NOW, "RUNNING")], 1), instant(NOW));
    let created = index.rows(CreationRange::ALL).next().unwrap().created();
    assert_eq!(created, instant(NOW - 8 * 3_600), "{}", to_api(created));
}
