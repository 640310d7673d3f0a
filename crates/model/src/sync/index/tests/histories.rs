//! Whatever happens while it reads: nothing is lost, nothing is there twice, and no range is complete that is not.

use proptest::prelude::*;

use super::run::{NOW, Run};
use super::service::{Batch, DAY, Order, Service, batch};
use crate::failure::FailureKind;
use crate::sync::index::{CreationRange, Scope};

#[derive(Clone, Debug)]
enum Event {
    Begins,
    Ends(usize),
    Vanishes(usize),
    OldestVanish(usize),
    IsListedLate(i64),
    ChangesAfterEnd(usize),
    GetsUnknown(usize),
    Poll,
    Answer(usize),
    Throttled,
    Fails,
    Pass(i64),
    WantAll,
    Want(i64),
    Cancel,
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        3 => Just(Event::Begins),
        3 => (0..20usize).prop_map(Event::Ends),
        2 => any::<prop::sample::Index>().prop_map(|at| Event::Vanishes(at.index(1_000))),
        1 => (1..20usize).prop_map(Event::OldestVanish),
        1 => (1..1_800i64).prop_map(Event::IsListedLate),
        2 => (0..100usize).prop_map(Event::ChangesAfterEnd),
        1 => (0..100usize).prop_map(Event::GetsUnknown),
        6 => Just(Event::Poll),
        25 => (0..2usize).prop_map(Event::Answer),
        1 => Just(Event::Throttled),
        1 => Just(Event::Fails),
        4 => (1..120i64).prop_map(Event::Pass),
        1 => Just(Event::WantAll),
        1 => (1..20i64).prop_map(Event::Want),
        1 => Just(Event::Cancel),
    ]
}

/// Bursts, pauses, batches of one second, and begins long after the creation.
fn service() -> impl Strategy<Value = Service> {
    let pause = prop_oneof![3 => 0..3i64, 3 => 60..2_000i64, 1 => DAY..3 * DAY];
    let begin = prop_oneof![4 => 0..5i64, 1 => 60..40_000i64];
    let status =
        prop_oneof![8 => Just("COMPLETED"), 1 => Just("RUNNING"), 1 => Just("DISPATCHING")];
    let batches = prop::collection::vec((pause, begin, status, 0..1_000i64), 0..330);
    let order = prop_oneof![
        4 => Just(Order::Newest),
        1 => Just(Order::ShuffledTies),
    ];
    let largest = prop_oneof![Just(7u64), Just(30), Just(100)];
    (batches, order, largest, any::<bool>()).prop_map(|(batches, order, largest, repeats_last)| {
        let mut created = NOW - 60;
        let made = batches.into_iter().zip(0..).map(|((pause, begin, status, ms), at)| {
            created -= pause;
            // Nothing waits for longer than a day, unless the index has seen it waiting.
            let is_old = status == "DISPATCHING" && created < NOW - DAY / 2;
            let status = if is_old { "RUNNING" } else { status };
            let begun = (created + begin).min(NOW);
            let made = batch(&format!("pcb-{at:04}"), created, status);
            let (begin, end) = (made.begin.map(|_| begun), made.end.map(|_| begun + 30));
            Batch { created: created * 1_000 + ms, begin, end, ..made }
        });
        let service = Service::new(made.collect());
        Service { order, largest, repeats_last, ..service }
    })
}

fn happen(run: &mut Run, event: &Event) {
    let (now, count) = (run.now, run.service.batches.len());
    let pick = |at: usize| (count > 0).then(|| at % count);
    match *event {
        Event::Begins => drop(run.service.create(now, "DISPATCHING")),
        Event::Ends(at) => {
            let open = |batch: &Batch| matches!(batch.status, "DISPATCHING" | "RUNNING");
            let found = run.service.batches.iter().enumerate().filter(|(_, it)| open(it)).nth(at);
            let found = found.map(|(place, _)| place);
            found.into_iter().for_each(|place| run.service.finish(place, now));
        }
        Event::Vanishes(at) => {
            pick(at).map(|at| run.service.batches.remove(at));
        }
        Event::OldestVanish(some) => run.service.batches.truncate(count.saturating_sub(some)),
        Event::IsListedLate(ago) => {
            let id = format!("pcb-late-{}", run.service.made);
            run.service.add(Batch { is_late: true, ..batch(&id, now - ago, "COMPLETED") });
        }
        Event::ChangesAfterEnd(at) => {
            let recent = |batch: &Batch| batch.end.is_some_and(|end| now - end < DAY / 2);
            let found = pick(at).filter(|at| recent(&run.service.batches[*at]));
            found.into_iter().for_each(|at| run.service.batches[at].success += 1);
        }
        Event::GetsUnknown(at) => {
            let recent = |batch: &Batch| batch.status == "RUNNING";
            let found = pick(at).filter(|at| recent(&run.service.batches[*at]));
            found.into_iter().for_each(|at| run.service.batches[at].status = "ARCHIVING");
        }
        Event::Poll => run.poll(),
        Event::Answer(at) => {
            run.ask();
            let flying = run.flights.len();
            (flying > 0).then(|| run.answer(at % flying));
        }
        Event::Throttled | Event::Fails => {
            run.ask();
            let is_throttled = matches!(event, Event::Throttled);
            let kind = if is_throttled { FailureKind::Throttled } else { FailureKind::TimedOut };
            (!run.flights.is_empty()).then(|| run.fail(0, kind));
        }
        Event::Pass(seconds) => run.now += seconds,
        Event::WantAll => run.index.want(CreationRange::ALL, None),
        Event::Want(days) => run.index.want(super::run::range(now - days * DAY, now), None),
        Event::Cancel => run.index.cancel(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_is_lost_or_there_twice_or_claimed_wrongly(
        service in service(),
        events in prop::collection::vec(event(), 0..250),
    ) {
        let mut run = Run::new(service, 200);
        run.poll();
        run.check();
        for event in &events {
            happen(&mut run, event);
            run.check();
        }
        prop_assert!(run.most <= 2);
        // Once nothing happens any more, everything that may have changed is read again.
        run.index.want(CreationRange::ALL, None);
        run.settle();
        run.pass(3_600);
        run.index.want(CreationRange::ALL, None);
        run.pass(1_800);
        run.assert_equal();
        prop_assert_eq!(run.scope(), Scope::All(run.service.batches.len() as u64));
    }
}
