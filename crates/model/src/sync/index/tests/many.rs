//! As many batches as there may be: how many calls and pieces that takes, and how little changes with a page.

use std::collections::HashMap;
use std::sync::Arc;

use super::run::{NOW, Run};
use super::service::Service;
use crate::sync::index::piece::Piece;
use crate::sync::index::{CreationRange, Index, Next, Scope};

fn read_all(run: &mut Run) {
    run.poll();
    run.index.want(CreationRange::ALL, None);
    while !matches!(run.ask(), Next::Idle(_)) {
        run.answer(0);
    }
}

fn pieces(index: &Index) -> HashMap<u32, Arc<Piece>> {
    index.pieces().iter().map(|piece| (piece.id(), piece.clone())).collect()
}

#[test]
fn a_hundred_thousand_batches_take_a_thousand_calls_and_a_page_changes_two_pieces() {
    let mut run = Run::new(Service::steady(99_000, 120, NOW), 1_000);
    read_all(&mut run);
    assert_eq!(run.scope(), Scope::All(99_000));
    assert!(run.service.calls <= 1_150, "{}", run.service.calls);
    assert!(run.index.pieces().len() <= 150, "{}", run.index.pieces().len());
    assert!(run.index.pieces().iter().all(|piece| (1..=1_000).contains(&piece.rows().len())));
    let rows = run.index.snapshot();
    assert!(rows.rows().is_sorted_by(|one, next| one.created() >= next.created()));

    let (before, version) = (pieces(&run.index), run.index.version());
    run.now += 30;
    (0..3).for_each(|_| drop(run.service.create(run.now - 1, "RUNNING")));
    run.service.batches[40].success = 0;
    run.poll();
    let changed = run.index.pieces().iter().filter(|piece| piece.version() > version);
    let count = changed.clone().count();
    assert!((1..=2).contains(&count), "{count}");
    for piece in run.index.pieces() {
        let is_new = piece.version() > version;
        let same = before.get(&piece.id()).is_some_and(|old| Arc::ptr_eq(old, piece));
        assert!(is_new != same, "what has not changed is the same");
    }
    let old: HashMap<&str, _> = rows.rows().map(|row| (&*row.task.batch_id, &row.task)).collect();
    let kept = changed.flat_map(|piece| piece.rows()).filter(|row| {
        old.get(&*row.task.batch_id).is_some_and(|task| Arc::ptr_eq(task, &row.task))
    });
    let all = run.index.pieces().iter().filter(|piece| piece.version() > version);
    let all: usize = all.map(|piece| piece.rows().len()).sum();
    assert_eq!(all - kept.count(), 4, "three are new and one has changed");
}

#[test]
fn of_more_the_newest_are_kept() {
    let mut run = Run::new(Service::steady(101_500, 60, NOW), 0);
    read_all(&mut run);
    assert_eq!(run.index.len(), 100_000);
    let Scope::Newest { count, total: Some(101_500) } = run.scope() else {
        panic!("{:?}", run.scope())
    };
    assert!(count >= 99_990, "{count}");
    run.now += 30;
    (0..3).for_each(|_| drop(run.service.create(run.now - 1, "RUNNING")));
    run.poll();
    assert_eq!((run.index.len(), run.ask()), (100_000, run.ask()));
    assert!(
        run.index
            .rows(CreationRange::ALL)
            .take(3)
            .all(|row| row.task.batch_id > "pcb-101500".into())
    );
}
