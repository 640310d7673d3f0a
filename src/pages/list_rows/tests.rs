//! Rows that follow the answers, and rows that are held.

use super::*;
use crate::live::List;
use crate::pages::sample::{answered, at, key, page};

fn ids(rows: &ShownRows) -> String {
    let ids = rows.arrangement.rows.iter().map(|row| &*row.task.batch_id);
    ids.collect::<Vec<_>>().join(" ")
}

#[test]
fn rows_that_nobody_is_busy_with_follow_the_answer() {
    let first = answered(List::new(), "", "a:RUNNING b:RUNNING", 0);
    let rows = ShownRows::default().after(first.answer(), || true).unwrap();
    assert_eq!((ids(&rows), rows.is_news), ("a b".to_owned(), false));
    assert_eq!(rows.after(first.answer(), || true), None, "nothing came");
    let second = answered(first, "", "n:RUNNING a:RUNNING", 5);
    let rows = rows.after(second.answer(), || false).unwrap();
    assert_eq!((ids(&rows), rows.is_news), ("n a".to_owned(), true));
}

#[test]
fn what_is_known_better_is_shown_although_it_is_of_the_same_instant() {
    let mut list = answered(List::new(), "", "a:RUNNING", 0);
    let rows = ShownRows::of(list.answer().unwrap());
    list.amended(page("a:RUNNING b:RUNNING"), at(0));
    assert_eq!(ids(&rows.after(list.answer(), || false).unwrap()), "a b");
}

#[test]
fn rows_in_use_stay_until_they_are_let_go() {
    let first = answered(List::new(), "", "a:RUNNING b:RUNNING", 0);
    let rows = ShownRows::of(first.answer().unwrap());
    let second = answered(first, "", "n:RUNNING a:RUNNING b:RUNNING", 5);
    let rows = rows.after(second.answer(), || true).unwrap();
    assert_eq!((ids(&rows), rows.arrangement.waiting), ("a b".to_owned(), 1));
    let third = answered(second, "", "m:RUNNING n:RUNNING a:RUNNING b:RUNNING", 10);
    let rows = rows.after(third.answer(), || true).unwrap();
    assert_eq!((ids(&rows), rows.arrangement.waiting), ("a b".to_owned(), 2));
    let fourth = answered(third, "", "m:RUNNING n:RUNNING a:RUNNING b:RUNNING", 15);
    assert_eq!(ids(&rows.after(fourth.answer(), || false).unwrap()), "m n a b");
}

#[test]
fn another_view_is_shown_whoever_is_busy() {
    let first = answered(List::new(), "", "a:RUNNING", 0);
    let rows = ShownRows::of(first.answer().unwrap());
    let second = answered(first, "?status=FAILED", "f:FAILED", 5);
    let rows = rows.after(second.answer(), || true).unwrap();
    assert_eq!((ids(&rows), rows.is_news), ("f".to_owned(), false));
}

#[test]
fn rows_of_an_earlier_visit_give_way_at_once() {
    let mut list = List::new();
    let generation = list.started(key(""));
    list.recalled(page("a:RUNNING"), at(-3600));
    let rows = ShownRows::default().after(list.answer(), || true).unwrap();
    assert_eq!(ids(&rows), "a");
    list.answered(generation, page("n:RUNNING a:COMPLETED"), at(0));
    let rows = rows.after(list.answer(), || true).unwrap();
    assert_eq!((ids(&rows), rows.is_news), ("n a".to_owned(), false));
}

#[test]
fn rows_go_with_their_answer() {
    let list = answered(List::new(), "", "a:RUNNING", 0);
    let rows = ShownRows::of(list.answer().unwrap());
    assert_eq!(rows.after(None, || true), Some(ShownRows::default()));
}
