//! What is selected, and how the worlds look at any moment.

use super::*;
use crate::class::Status;

const START: i64 = 1_775_500_000;

fn settings(tasks: u32) -> Settings {
    let credentials = acs3::Credentials::new("id", "secret");
    Settings { tasks, seed: 42, ..Settings::new(credentials) }
}

fn world(tasks: u32) -> World {
    World::new(&settings(tasks), START)
}

fn fleet(tasks: u32) -> World {
    World::new(&Settings { scenario: Scenario::Fleet, ..settings(tasks) }, START)
}

#[test]
fn begins_with_its_tasks_and_gets_one_more_a_minute() {
    let all = Filter { kinds: KindSet::ALL, statuses: StatusSet::ALL, from: None, to: None };
    for tasks in [0, 1, 128, 1_000_000] {
        let count = |world: World, now| world.select(&all, 0, 0, now).0;
        assert_eq!(count(world(tasks), START - 1), u64::from(tasks));
        assert_eq!(count(world(tasks), START + 599), u64::from(tasks) + 10);
        let still = World::new(&Settings { arrivals: false, ..settings(tasks) }, START);
        assert_eq!(count(still, START + 599), u64::from(tasks));
    }
}

#[test]
fn selects_what_a_look_at_every_batch_selects() {
    for world in [world(500), fleet(500)] {
        check_filters(&world);
    }
}

fn check_filters(world: &World) {
    let statuses = |names: &[&str]| {
        StatusSet::named(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
    };
    let some_time = world.created(300);
    for kinds in [
        KindSet::ALL,
        KindSet::named("polarclaw_install_skills"),
        KindSet::named("polarclaw_sync_index"),
        KindSet::named("other"),
    ] {
        for statuses in [
            StatusSet::ALL,
            statuses(&["RUNNING", "DISPATCHING"]),
            statuses(&["FAILED"]),
            statuses(&["ARCHIVING", "other"]),
        ] {
            for (from, to) in [
                (None, None),
                (Some(some_time), None),
                (None, Some(some_time)),
                (Some(some_time), Some(some_time)),
                (Some(START), Some(0)),
            ] {
                let filter = Filter { kinds, statuses, from, to };
                check(world, &filter, START + 1000);
            }
        }
    }
}

fn check(world: &World, filter: &Filter, now: i64) {
    let expected: Vec<u64> = (0..1000)
        .rev()
        .map(|index| world.plan(index))
        .filter(|plan| plan.created <= now)
        .filter(|plan| filter.from.is_none_or(|from| plan.created >= from))
        .filter(|plan| filter.to.is_none_or(|to| plan.created <= to))
        .filter(|plan| filter.kinds.contains(plan.class.kind))
        .filter(|plan| filter.statuses.contains(State::of(plan, now).status))
        .map(|plan| plan.index)
        .collect();
    let count = expected.len() as u64;
    assert_eq!(world.select(filter, 0, 1000, now), (count, expected.clone()), "{filter:?}");
    let page: Vec<u64> = expected.into_iter().skip(20).take(10).collect();
    assert_eq!(world.select(filter, 20, 10, now), (count, page), "{filter:?}");
    assert_eq!(world.select(filter, u64::MAX, 10, now), (count, vec![]), "{filter:?}");
}

#[test]
fn the_first_page_is_a_mix_at_any_moment() {
    for hour in 0..48 {
        let now = START + hour * 3600;
        let all = Filter { kinds: KindSet::ALL, statuses: StatusSet::ALL, from: None, to: None };
        let states: Vec<State> = world(128)
            .select(&all, 0, 30, now)
            .1
            .into_iter()
            .map(|index| State::of(&world(128).plan(index), now))
            .collect();
        let count = |status| states.iter().filter(|state| state.status == status).count();
        let unfinished = count(Status::Dispatching) + count(Status::Running);
        assert!((2..=18).contains(&unfinished), "{unfinished} unfinished in hour {hour}");
        assert!(count(Status::Completed) >= 5, "hour {hour}");
    }
}
