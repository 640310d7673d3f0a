//! All batches: where they lie in time, and which of them match a filter.

use crate::class::Class;
use crate::dice::{Dice, Throw};
use crate::filter::{Filter, KindSet, StatusSet};
use crate::plan::{LONGEST_LIFE, Plan};
use crate::state::State;

/// One batch is created in each slot of so many seconds, somewhere within it.
const SLOT: i64 = 60;

/// The batches of one seed. Instants are in seconds since 1970.
#[derive(Debug, Clone, Copy)]
pub(crate) struct World {
    pub(crate) seed: u64,
    /// Where the slot of the batch 0 begins.
    first_slot: i64,
    /// How many there are at most.
    limit: u64,
    oddities: bool,
}

impl World {
    /// A world in which `tasks` batches have been created before `start`.
    pub(crate) fn new(seed: u64, tasks: u32, start: i64, arrivals: bool, oddities: bool) -> Self {
        let limit = if arrivals { u64::MAX } else { u64::from(tasks) };
        Self { seed, first_slot: start - i64::from(tasks) * SLOT, limit, oddities }
    }

    /// The batch `index`, if it exists at `now`.
    pub(crate) fn batch(&self, index: u64, now: i64) -> Option<Plan> {
        (index < self.created_until(now)).then(|| self.plan(index))
    }

    /// The number of batches that match, and the indexes of the newest after the first `skip`, at
    /// most `take`.
    pub(crate) fn select(
        &self,
        filter: &Filter,
        skip: u64,
        take: u64,
        now: i64,
    ) -> (u64, Vec<u64>) {
        let end = self.created_until(filter.to.map_or(now, |to| to.min(now)));
        let begin = filter.from.map_or(0, |from| self.created_until(from - 1)).min(end);
        if filter.kinds == KindSet::ALL && filter.statuses == StatusSet::ALL {
            let newest = end.saturating_sub(skip).max(begin);
            let oldest = newest.saturating_sub(take).max(begin);
            return (end - begin, (oldest..newest).rev().collect());
        }
        let settled = self.created_until(now - LONGEST_LIFE);
        // Asked for unfinished ones only, as a console that polls does, there is no need to look
        // at those that have ended for certain.
        let begin = if filter.statuses.has_final() { begin } else { begin.max(settled).min(end) };
        let (mut count, mut page) = (0, Vec::new());
        for index in (begin..end).rev() {
            if self.matches(filter, index, index < settled, now) {
                if count >= skip && count - skip < take {
                    page.push(index);
                }
                count += 1;
            }
        }
        (count, page)
    }

    /// A settled batch has ended for certain: one throw tells kind and status.
    fn matches(&self, filter: &Filter, index: u64, settled: bool, now: i64) -> bool {
        let class = Class::throw(self.dice(index), self.oddities);
        filter.kinds.contains(class.kind)
            && filter.statuses.contains(if settled {
                class.outcome.status()
            } else {
                State::of(&self.plan(index), now).status
            })
    }

    /// How many batches have been created until `instant`, it included; they are the first ones.
    fn created_until(&self, instant: i64) -> u64 {
        let Ok(since) = u64::try_from(instant - self.first_slot) else { return 0 };
        let slot = since / SLOT as u64;
        let within = u64::from(self.created(slot) <= instant);
        (slot + within).min(self.limit)
    }

    fn created(&self, index: u64) -> i64 {
        let within = self.dice(index).below(Throw::Arrival, SLOT as u64);
        self.first_slot + index as i64 * SLOT + within as i64
    }

    fn plan(&self, index: u64) -> Plan {
        let dice = self.dice(index);
        Plan::draw(index, dice, Class::throw(dice, self.oddities), self.created(index))
    }

    fn dice(&self, index: u64) -> Dice {
        Dice::new(self.seed, index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::class::Status;

    const START: i64 = 1_775_500_000;

    fn world(tasks: u32) -> World {
        World::new(42, tasks, START, true, true)
    }

    #[test]
    fn begins_with_its_tasks_and_gets_one_more_a_minute() {
        let all = Filter { kinds: KindSet::ALL, statuses: StatusSet::ALL, from: None, to: None };
        for tasks in [0, 1, 128, 1_000_000] {
            let count = |world: World, now| world.select(&all, 0, 0, now).0;
            assert_eq!(count(world(tasks), START - 1), u64::from(tasks));
            assert_eq!(count(world(tasks), START + 599), u64::from(tasks) + 10);
            let still = World::new(42, tasks, START, false, true);
            assert_eq!(count(still, START + 599), u64::from(tasks));
        }
    }

    #[test]
    fn selects_what_a_look_at_every_batch_selects() {
        let world = world(500);
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
                    check(&world, &filter, START + 1000);
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
            let all =
                Filter { kinds: KindSet::ALL, statuses: StatusSet::ALL, from: None, to: None };
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
}
