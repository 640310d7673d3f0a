//! The index beside a list that goes on: nothing is lost, nothing is there twice, and it claims no more than it knows.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::json::Json;
use crate::time::from_api;
use crate::wire::{ReplyHead, read_task_page};

/// A page of rows such as `a:RUNNING`, of a list with so many tasks.
fn page(rows: &str, total: u64) -> TaskPage {
    let row = |row: &str| {
        let (id, status) = row.split_once(':').unwrap();
        let begin = "2026-11-24T06:53:20Z";
        format!(r#"{{"BatchId":"{id}","Status":"{status}","TaskBegin":"{begin}"}}"#)
    };
    let rows: Vec<_> = rows.split_whitespace().map(row).collect();
    let text = format!(r#"{{"TotalCount":{total},"TaskList":[{}]}}"#, rows.join(","));
    let body: Json = serde_json::from_str(&text).unwrap();
    read_task_page(&ReplyHead { status: 200, ..ReplyHead::default() }, &body).unwrap()
}

fn rows(index: &Index) -> String {
    let row = |row: &Arc<BatchTask>| format!("{}:{}", row.batch_id, row.status.name());
    index.rows().iter().map(row).collect::<Vec<_>>().join(" ")
}

fn now() -> DateTime<Utc> {
    from_api("2026-11-24T07:00:00Z").unwrap()
}

fn read(rows: &str, total: u64, is_whole: bool) -> Index {
    let mut index = Index::default();
    index.was_read(page(rows, total).tasks, (Some(total), is_whole), now());
    index
}

#[test]
fn what_is_read_and_what_comes_later_is_one_list() {
    let mut index = Index::default();
    assert_eq!(index.scope(), Scope::Nothing);
    index.reading_began();
    index.read_so_far(&page("c:RUNNING b:FAILED", 3).tasks, Some(3));
    assert_eq!((index.scope(), index.missing()), (Scope::Newest(2, Some(3)), 1));
    // A batch begins while the rest is read.
    index.newest_came(&page("d:RUNNING c:RUNNING", 4));
    let tasks = page("c:RUNNING b:FAILED a:COMPLETED", 3).tasks;
    index.was_read(tasks, (Some(3), true), now());
    assert_eq!(rows(&index), "d:RUNNING c:RUNNING b:FAILED a:COMPLETED");
    assert_eq!((index.scope(), index.missing()), (Scope::All(4), 0));
    index.newest_came(&page("e:RUNNING d:COMPLETED", 5));
    assert_eq!(rows(&index), "e:RUNNING d:COMPLETED c:RUNNING b:FAILED a:COMPLETED");
    assert_eq!(index.scope(), Scope::All(5));
}

#[test]
fn where_counts_disagree_or_there_is_a_gap_it_claims_less() {
    // One has vanished from behind the newest page: all that is there is known, and something that is not.
    let mut index = read("c:FAILED b:FAILED a:FAILED", 3, true);
    index.newest_came(&page("c:FAILED", 2));
    assert_eq!((index.scope(), index.is_due(now())), (Scope::Newest(3, Some(2)), false));
    // A page that is the whole list says so.
    index.newest_came(&page("c:FAILED b:FAILED", 2));
    assert_eq!((rows(&index), index.scope()), ("c:FAILED b:FAILED".to_owned(), Scope::All(2)));
    // More came than a page has.
    let mut index = read("b:FAILED a:FAILED", 2, true);
    index.newest_came(&page("z:RUNNING y:RUNNING", 9));
    assert_eq!((index.scope(), index.is_due(now())), (Scope::AtLeast(4), true));
    assert!(!read("a:FAILED", 1, true).is_due(now() + TimeDelta::minutes(15)));
    assert!(read("a:FAILED", 1, true).is_due(now() + TimeDelta::minutes(16)));
}

#[test]
fn what_ends_out_of_sight_is_looked_up_by_its_begin() {
    let mut index = read("c:RUNNING b:RUNNING a:RUNNING", 3, true);
    let newest = page("c:RUNNING", 3);
    index.newest_came(&newest);
    let asked = index.unfinished_request(&newest, now()).unwrap().proxy_query();
    assert!(asked.contains("Status=%5B%22DISPATCHING%22%2C%22RUNNING%22%5D"), "{asked}");
    index.unfinished_came(&page("c:RUNNING b:RUNNING", 2));
    let locale = Locale::default();
    let asked = index.ended_request(&locale, now()).unwrap().proxy_query();
    assert!(asked.contains("StartTime=2026-11-24T06%3A51%3A20Z"), "{asked}");
    assert!(asked.contains("EndTime=2026-11-24T06%3A55%3A20Z"), "{asked}");
    assert_eq!(index.ended_request(&locale, now()), None, "each is asked for once");
    index.update(&page("a:FAILED", 1).tasks);
    assert_eq!(rows(&index), "c:RUNNING b:RUNNING a:FAILED");
    assert_eq!(index.unfinished_request(&page("c:RUNNING b:RUNNING", 3), now()), None);
    // More go on than came: nobody knows which have ended.
    index.unfinished_came(&page("c:RUNNING", 2));
    assert_eq!(index.ended_request(&locale, now()), None);
}

#[test]
fn a_reading_of_the_newest_leaves_the_older_ones() {
    let mut index = read("d:RUNNING c:RUNNING b:FAILED a:FAILED", 4, true);
    index.was_read(page("d:FAILED c:RUNNING", 4).tasks, (Some(4), false), now());
    assert_eq!(rows(&index), "d:FAILED c:RUNNING b:FAILED a:FAILED");
    assert_eq!(index.scope(), Scope::Newest(4, Some(4)));
    index.clear();
    assert_eq!((rows(&index), index.scope()), (String::new(), Scope::Nothing));
}

proptest! {
    /// Batches begin, end and vanish between readings and newest pages of three rows.
    #[test]
    fn nothing_is_lost_and_nothing_is_there_twice(steps in proptest::collection::vec((0u8..4, 0usize..8), 1..40)) {
        let mut list: BTreeMap<u32, bool> = BTreeMap::new();
        let mut next = 0;
        let mut index = Index::default();
        let text = |list: &BTreeMap<u32, bool>, most: usize| {
            let status = |ended: bool| if ended { "COMPLETED" } else { "RUNNING" };
            let rows = list.iter().rev().take(most);
            rows.map(|(id, ended)| format!("{id}:{}", status(*ended))).collect::<Vec<_>>().join(" ")
        };
        for (step, choice) in steps {
            match step {
                0 => { list.insert(next, false); next += 1; }
                1 => if let Some(ended) = list.values_mut().nth(choice) { *ended = true; },
                2 => {
                    let total = list.len() as u64;
                    index.reading_began();
                    index.was_read(page(&text(&list, 99), total).tasks, (Some(total), true), now());
                    prop_assert_eq!(rows(&index), text(&list, 99));
                }
                _ => if let Some(id) = list.keys().nth(choice).copied() { list.remove(&id); },
            }
            index.newest_came(&page(&text(&list, 3), list.len() as u64));
            let ids: Vec<_> = index.rows().iter().map(|row| row.batch_id.clone()).collect();
            let distinct: HashSet<_> = ids.iter().collect();
            prop_assert_eq!(distinct.len(), ids.len());
            if let Scope::All(count) = index.scope() {
                prop_assert_eq!(count, list.len() as u64);
                for id in list.keys() {
                    prop_assert!(ids.contains(&id.to_string()));
                }
            }
        }
    }
}
