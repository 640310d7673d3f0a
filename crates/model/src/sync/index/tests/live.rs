//! What it takes to read what is wanted, and to keep it true.

use super::run::{NOW, Run, newest, range};
use super::service::{Batch, DAY, Service, batch, instant};
use crate::status::BatchStatus;
use crate::sync::index::{Cost, CreationRange, Next, Progress, Scope, Stopped};

/// So many batches, one every ten minutes, and one running.
fn list(count: i64) -> Service {
    let mut service = Service::steady(count, 600, NOW);
    service.batches[0].status = "RUNNING";
    service
}

fn run(count: i64, auto: u64) -> Run {
    let mut run = Run::new(list(count), auto);
    run.poll();
    run
}

fn cost(tasks: u64, calls: u64, is_most: bool) -> Cost {
    Cost { tasks: Some(tasks), calls: Some(calls), is_most }
}

#[test]
fn the_newest_thousand_are_read_by_itself_and_the_rest_when_it_is_wanted() {
    let mut run = run(2_134, 1_000);
    assert_eq!(run.index.progress(), Some(Progress { read: 100, of: Some(1_000) }));
    assert_eq!(run.settle(), 12, "11 pages, and what is unfinished");
    assert_eq!(run.index.progress(), None);
    assert_eq!(run.scope(), Scope::Newest { count: 1_039, total: Some(2_134) });
    assert_eq!(run.index.cost(CreationRange::ALL), cost(1_095, 11, false));
    run.index.want(CreationRange::ALL, None);
    assert_eq!(run.index.progress(), Some(Progress { read: 1_039, of: Some(2_134) }));
    for _ in 0..5 {
        run.ask();
        run.answer(0);
    }
    assert_eq!(run.index.progress(), Some(Progress { read: 1_539, of: Some(2_134) }));
    assert_eq!(run.settle(), 7);
    assert_eq!((run.scope(), run.index.progress()), (Scope::All(2_134), None));
    assert_eq!(run.index.cost(CreationRange::ALL), cost(0, 0, false));
}

#[test]
fn what_was_read_stays_when_it_is_cancelled_and_it_goes_on_from_there() {
    let mut run = run(3_000, 200);
    run.settle();
    run.index.want(CreationRange::ALL, None);
    for _ in 0..14 {
        run.ask();
        run.answer(0);
    }
    run.index.cancel();
    assert_eq!((run.index.stopped(), run.index.progress()), (Some(&Stopped::Cancelled), None));
    run.settle();
    let Scope::Newest { count, total: Some(3_000) } = run.scope() else { panic!() };
    assert!((1_200..=run.index.len() as u64).contains(&count));
    run.index.want(CreationRange::ALL, None);
    assert_eq!(run.index.stopped(), None);
    assert!(run.settle() <= (3_000 - count).div_ceil(100) + 3);
    assert_eq!(run.scope(), Scope::All(3_000));
}

#[test]
fn a_range_is_counted_by_one_call() {
    let mut run = run(5_000, 100);
    run.settle();
    let week = range(NOW - 7 * DAY, NOW);
    assert_eq!(run.index.cost(week), cost(4_897, 49, true));
    run.index.measure(week);
    assert_eq!(run.settle(), 1);
    // The first of them was created 700 s ago.
    assert_eq!(run.index.cost(week), cost(904, 10, false));
    run.index.want(week, None);
    assert_eq!(run.index.progress(), Some(Progress { read: 103, of: Some(1_007) }));
    run.settle();
    assert_eq!(run.index.scope(week), Scope::All(1_007));
    assert!(matches!(run.scope(), Scope::Newest { total: Some(5_000), .. }));
    let earlier = range(NOW - 20 * DAY, NOW - 15 * DAY);
    assert_eq!(run.index.scope(earlier), Scope::AtLeast(0));
}

#[test]
fn a_refresh_of_which_nothing_is_new_costs_nothing_but_the_unfinished() {
    let mut run = run(450, 1_000);
    run.settle();
    let version = run.index.version();
    run.now += 5;
    run.poll();
    assert_eq!(run.settle(), 0);
    // What runs is on the newest page. Where it is not, it is asked for.
    run.service.batches[300].status = "RUNNING";
    run.now += 5;
    assert_eq!((run.index.version(), run.scope()), (version, Scope::All(450)));
    let asked = crate::request::ListRequest { statuses: vec![BatchStatus::Running], ..newest(100) };
    let page = run.service.page(&asked);
    run.index.rows_came(0, &asked, &page, instant(run.now));
    for _ in 0..3 {
        run.now += 5;
        run.poll();
        assert_eq!(run.settle(), 1);
    }
    run.service.finish(300, run.now);
    run.now += 5;
    run.poll();
    assert_eq!(run.settle(), 2, "it has left the unfinished ones: they, and its own page");
    run.assert_equal();
}

#[test]
fn new_batches_are_there_with_the_page_that_has_them() {
    let mut run = Run::new(Service::steady(450, 600, NOW), 1_000);
    run.poll();
    run.settle();
    for (new, calls) in [(1, 0), (60, 0), (99, 0)] {
        run.now += 30;
        (0..new).for_each(|_| drop(run.service.create(run.now - 1, "COMPLETED")));
        run.poll();
        assert_eq!(run.settle(), calls, "{new}");
        assert_eq!(run.scope(), Scope::All(run.service.batches.len() as u64));
    }
    run.now += 30;
    (0..150).for_each(|_| drop(run.service.create(run.now - 1, "COMPLETED")));
    run.poll();
    assert!(
        matches!(run.scope(), Scope::AtLeast(_)),
        "some are between the page and what is known"
    );
    run.settle();
    assert_eq!(run.scope(), Scope::All(760));
}

#[test]
fn every_quarter_of_an_hour_the_last_day_is_read_again() {
    let mut run = run(450, 1_000);
    run.settle();
    run.service.batches[120].success = 0;
    run.service.add(Batch { is_late: true, ..batch("pcb-late", NOW - DAY / 2, "COMPLETED") });
    run.now += 899;
    run.service.create(run.now - 3, "COMPLETED");
    run.poll();
    assert!(run.settle() > 0, "the count does not agree");
    run.assert_equal();
    run.service.batches[130].success = 0;
    run.now += 901;
    run.poll();
    assert!(run.settle() >= 2);
    run.assert_equal();
}

#[test]
fn what_changes_within_a_day_after_its_end_is_read_again_slowly() {
    let mut run = run(450, 1_000);
    run.settle();
    let calls = run.service.calls;
    // The 140th began 23 h ago, and ended 600 s later; the 200th ended more than a day ago.
    run.service.batches[139].success = 0;
    run.service.batches[143].status = "ARCHIVING";
    run.service.batches[400].success = 0;
    run.pass(840);
    let known = |run: &Run, id: &str| {
        let mut rows = run.index.rows(CreationRange::ALL);
        let row = rows.find(|row| row.task.batch_id == id).unwrap();
        row.task.progress.success.as_ref().unwrap().text().to_owned()
    };
    let [changed, settled] = [139, 400].map(|at| run.service.batches[at].id.clone());
    assert_eq!((known(&run, &changed), known(&run, &settled)), ("0".into(), "1".into()));
    assert!(run.service.calls - calls - 28 <= 14, "one call a minute, beside the 28 of the list");
}

#[test]
fn a_batch_that_waited_for_days_is_found_when_it_ends() {
    let mut service = list(1_500);
    service.batches[500] =
        Batch { begin: None, end: None, status: "DISPATCHING", ..service.batches[500].clone() };
    let mut run = Run::new(service, 2_000);
    run.poll();
    run.settle();
    run.service.finish(500, NOW + 5);
    run.pass(60);
    run.assert_equal();
    run.service.batches.remove(500);
    run.pass(1_200);
    run.assert_equal();
}

#[test]
fn the_index_asks_for_the_newest_page_itself_where_nobody_else_does() {
    let mut run = Run::new(list(450), 1_000);
    run.index.keep_live(Some(60));
    assert!(run.settle() > 0);
    assert_eq!((run.scope(), run.index.as_of()), (Scope::All(450), Some(instant(NOW))));
    let Next::Idle(Some(until)) = run.ask() else { panic!() };
    assert!(until <= instant(NOW + 60));
    run.now += 60;
    run.service.create(NOW + 30, "RUNNING");
    run.settle();
    assert_eq!((run.scope(), run.index.as_of()), (Scope::All(451), Some(instant(NOW + 60))));
}
