//! Odd services and pages that shift, one by one: how many calls it takes, and what is said of the result.

use super::run::{NOW, Run, newest, range};
use super::service::{Batch, DAY, Order, Service, Total, batch, instant};
use crate::failure::FailureKind;
use crate::sync::index::{CreationRange, Next, Scope, Stopped};
use crate::task::TaskPage;

fn run(service: Service) -> Run {
    let mut run = Run::new(service, 1_000);
    run.poll();
    run
}

/// 450 batches, one a minute: five pages.
fn list() -> Service {
    Service::steady(450, 60, NOW)
}

#[test]
fn whatever_the_service_is_like_it_ends_and_claims_no_more_than_was_proved() {
    let ties = || {
        Service::new((0..250).map(|at| batch(&format!("pcb-{at}"), NOW - 9, "FAILED")).collect())
    };
    for (what, service, calls, scope) in [
        ("as documented", list(), 6, Scope::All(450)),
        ("pages of 50", Service { largest: 50, ..list() }, 10, Scope::All(450)),
        (
            "a last page that comes again",
            Service { repeats_last: true, ..list() },
            6,
            Scope::All(450),
        ),
        ("250 in a second", ties(), 4, Scope::All(250)),
        ("nothing", Service::steady(0, 1, NOW), 0, Scope::All(0)),
        ("one page", Service::steady(100, 60, NOW), 0, Scope::All(100)),
        ("one more than a page", Service::steady(101, 60, NOW), 3, Scope::All(101)),
        (
            "a total that is one too many",
            Service { total: Total::OneMore, ..list() },
            102,
            Scope::AtLeast(450),
        ),
        ("no total", Service { total: Total::Missing, ..list() }, 16, Scope::AtLeast(450)),
    ] {
        let mut run = run(service);
        let made = run.settle();
        assert_eq!((run.scope(), run.index.progress()), (scope, None), "{what}");
        assert_eq!((made, run.index.len()), (calls, run.service.batches.len()), "{what}");
        // And it does not begin anew each time.
        run.poll();
        let more = run.settle();
        assert!(more <= 6, "{what}: {more}");
    }
}

#[test]
fn a_second_whose_batches_are_in_another_order_each_time_is_read_until_none_is_missing() {
    let batches = (0..130).map(|at| batch(&format!("pcb-{at}"), NOW - 9, "COMPLETED")).collect();
    let mut run = run(Service { order: Order::ShuffledTies, ..Service::new(batches) });
    run.settle();
    let count = run.index.len() as u64;
    assert!([Scope::AtLeast(count), Scope::All(130)].contains(&run.scope()));
}

#[test]
fn what_shifts_while_it_is_read_is_neither_lost_nor_there_twice() {
    type Change = fn(&mut Service);
    let late = |service: &mut Service| {
        service.add(Batch { is_late: true, ..batch("pcb-late", NOW - 5_000, "COMPLETED") });
    };
    let changes: [(&str, Change, u64); 5] = [
        ("nothing", |_| {}, 450),
        ("one of a page that was read vanishes", |service| drop(service.batches.remove(30)), 449),
        ("one of a page to come vanishes", |service| drop(service.batches.remove(400)), 449),
        ("the oldest expire", |service| service.batches.truncate(300), 300),
        ("one is listed late", late, 451),
    ];
    for (what, change, count) in changes {
        for answered in 1..4 {
            let mut run = run(list());
            for _ in 0..answered {
                run.ask();
                run.answer(0);
            }
            change(&mut run.service);
            run.settle();
            run.pass(1_000);
            run.assert_equal();
            assert_eq!(run.scope(), Scope::All(count), "{what} after {answered}");
        }
    }
}

#[test]
fn a_batch_is_gone_once_two_readings_half_a_minute_apart_did_not_have_it() {
    let mut run = run(list());
    run.settle();
    run.service.batches.remove(200);
    for (seconds, count) in [(60, 450), (60, 449)] {
        run.pass(seconds);
        assert_eq!((run.index.len(), run.scope()), (count, Scope::All(count as u64)));
    }
}

#[test]
fn an_answer_that_does_not_fit_removes_nothing() {
    let empty = |total| TaskPage { total, size: Some(100), number: Some(1), ..TaskPage::default() };
    let foreign = list().page(&newest(100));
    for page in [empty(Some(0)), empty(None), empty(Some(450)), foreign] {
        let mut run = run(list());
        run.settle();
        // The page of a day of a year ago, and everything about the last day.
        run.index.want(range(NOW - 400 * DAY, NOW - 399 * DAY), None);
        run.now += 901;
        run.poll();
        while !matches!(run.ask(), Next::Idle(_) | Next::Wait(_)) && !run.flights.is_empty() {
            let (call, asked) = run.flights.remove(0);
            run.give(call, &asked, page.clone());
        }
        assert_eq!(run.index.len(), 450, "{page:?}");
    }
}

#[test]
fn a_service_that_ignores_the_range_proves_nothing() {
    let mut run = run(Service { ignores_range: true, ..Service::steady(5_000, 600, NOW) });
    run.index.want(range(NOW - 5 * DAY, NOW - 4 * DAY), None);
    run.settle();
    assert!(matches!(run.index.scope(range(NOW - 5 * DAY, NOW - 4 * DAY)), Scope::AtLeast(_)));
}

#[test]
fn pages_that_the_service_refuses_are_not_needed() {
    let mut run = run(list());
    for _ in 0..200 {
        if matches!(run.ask(), Next::Idle(_)) && run.flights.is_empty() {
            break;
        }
        let is_deep = run.flights[0].1.page_number > Some(2);
        if is_deep { run.fail(0, FailureKind::InvalidInput) } else { run.answer(0) }
    }
    assert_eq!(run.scope(), Scope::All(450));
}

#[test]
fn two_calls_at_a_time_and_one_after_a_throttled_one() {
    let mut run = run(list());
    run.ask();
    // What is unfinished.
    run.answer(0);
    assert_eq!(
        (run.ask(), run.flights.len()),
        (Next::Await, 1),
        "the first page tells how many there are"
    );
    run.answer(0);
    assert_eq!((run.ask(), run.flights.len()), (Next::Await, 2));
    run.fail(0, FailureKind::Throttled);
    assert_eq!((run.ask(), run.flights.len()), (Next::Await, 1));
    run.fail(0, FailureKind::Throttled);
    let Next::Wait(until) = run.ask() else { panic!("it has to wait") };
    assert!(until > instant(NOW) && run.flights.is_empty());
    run.now = until.timestamp() + 1;
    assert_eq!((run.ask(), run.flights.len()), (Next::Await, 1));
    run.answer(0);
    assert_eq!((run.ask(), run.flights.len()), (Next::Await, 2));
    run.settle();
    assert_eq!((run.scope(), run.most), (Scope::All(450), 2));
}

#[test]
fn the_fifth_failure_ends_it_and_it_goes_on_when_it_is_wanted() {
    for (kind, tries) in
        [(FailureKind::Throttled, 5), (FailureKind::TimedOut, 5), (FailureKind::NotPermitted, 1)]
    {
        let mut run = run(list());
        let mut failed = 0;
        while run.index.stopped().is_none() {
            run.now += 600;
            run.ask();
            run.fail(0, kind);
            failed += 1;
        }
        // Two calls take turns.
        assert!((tries..2 * tries).contains(&failed), "{kind:?}: {failed}");
        let stopped = run.index.stopped().cloned();
        assert!(matches!(stopped, Some(Stopped::Failed(failure)) if failure.kind == kind));
        run.flights.clear();
        run.index.in_flight.clear();
        assert_eq!((run.ask(), run.index.progress()), (Next::Idle(None), None));
        run.index.want(CreationRange::ALL, None);
        run.settle();
        assert_eq!((run.scope(), run.index.stopped()), (Scope::All(450), None));
    }
}
