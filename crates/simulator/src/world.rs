//! All batches: where they lie in time, and which of them match a filter.

use crate::calendar::Calendar;
use crate::cast::Cast;
use crate::class::Class;
use crate::dice::Dice;
use crate::filter::{Filter, KindSet, StatusSet};
use crate::fleet::Fleet;
use crate::plan::{LONGEST_LIFE, Plan};
use crate::state::State;
use crate::{Scenario, Settings, wording};

/// Which batches there are.
#[derive(Debug, Clone, Copy)]
enum Batches {
    /// Each by itself.
    Drawn { oddities: bool },
    /// Of one fleet.
    Fleet(Fleet),
}

/// The batches of one seed. Instants are in seconds since 1970.
#[derive(Debug, Clone, Copy)]
pub(crate) struct World {
    pub(crate) seed: u64,
    calendar: Calendar,
    batches: Batches,
    /// How many there are at most.
    limit: u64,
    has_quirks: bool,
}

impl World {
    /// A world in which the batches of `settings` have been created before `start`.
    pub(crate) fn new(settings: &Settings, start: i64) -> Self {
        let Settings { seed, tasks, oddities, .. } = *settings;
        let (calendar, batches) = match settings.scenario {
            Scenario::Steady => (Calendar::steady(tasks, start), Batches::Drawn { oddities }),
            Scenario::Fleet => {
                let fleet = Fleet::new(seed, tasks, oddities);
                (Calendar::working(tasks, start), Batches::Fleet(fleet))
            }
        };
        let limit = if settings.arrivals { u64::MAX } else { u64::from(tasks) };
        Self { seed, calendar, batches, limit, has_quirks: settings.quirks }
    }

    /// The batch `index`, if it exists at `now`.
    pub(crate) fn batch(&self, index: u64, now: i64) -> Option<Plan> {
        (index < self.created_until(now)).then(|| self.plan(index))
    }

    /// `TaskName`.
    pub(crate) fn task_name(&self, plan: &Plan) -> String {
        match &self.batches {
            Batches::Drawn { .. } => wording::task_name(plan.class.kind, plan.dice),
            Batches::Fleet(fleet) => fleet.task_name(plan.index),
        }
    }

    /// The instances of a batch.
    pub(crate) fn cast(&self, plan: &Plan) -> Cast {
        match &self.batches {
            Batches::Drawn { .. } => Cast::Drawn(plan.dice),
            Batches::Fleet(fleet) => {
                Cast::of_fleet(self.seed, plan, fleet.participants(plan.index))
            }
        }
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
        let class = self.class(index);
        filter.kinds.contains(class.kind)
            && filter.statuses.contains(if settled {
                class.outcome.status()
            } else {
                State::of(&self.plan(index), now).status
            })
    }

    /// How many batches have been created until `instant`, it included; they are the first ones.
    fn created_until(&self, instant: i64) -> u64 {
        let Some(slot) = self.calendar.slot(instant) else { return 0 };
        // A slot's first second may belong to the slot before: the next one is asked as well.
        let is_created = |slot: &u64| self.created(*slot) <= instant;
        let within = (slot..=slot + 1).take_while(is_created).count() as u64;
        (slot + within).min(self.limit)
    }

    fn created(&self, index: u64) -> i64 {
        self.calendar.created(index, self.dice(index))
    }

    fn class(&self, index: u64) -> Class {
        match &self.batches {
            Batches::Drawn { oddities } => Class::throw(self.dice(index), *oddities),
            Batches::Fleet(fleet) => fleet.job(index).class,
        }
    }

    fn plan(&self, index: u64) -> Plan {
        let (dice, created) = (self.dice(index), self.created(index));
        let mut plan = match &self.batches {
            Batches::Drawn { .. } => Plan::draw(index, dice, self.class(index), created),
            Batches::Fleet(fleet) => fleet.plan(index, created),
        };
        plan.has_quirks = self.has_quirks;
        plan
    }

    fn dice(&self, index: u64) -> Dice {
        Dice::new(self.seed, index)
    }
}

#[cfg(test)]
mod tests;
