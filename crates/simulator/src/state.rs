//! A batch as it is at one instant.

use crate::class::Status;
use crate::dice::Throw;
use crate::plan::Plan;

/// What the list and the detail say of a batch; instants in seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct State {
    pub(crate) status: Status,
    pub(crate) total: u64,
    pub(crate) success: u64,
    pub(crate) end: End,
}

/// The field `TaskEnd`, which an unfinished batch has in three ways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    At(i64),
    Empty,
    Absent,
}

/// A subtask at one instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SubTaskState {
    pub(crate) status: &'static str,
    pub(crate) begin: Option<i64>,
    pub(crate) end: Option<i64>,
    /// Whether there is an `ErrorMsg`.
    pub(crate) has_error: bool,
}

impl State {
    pub(crate) fn of(plan: &Plan, now: i64) -> Self {
        if now >= plan.ended {
            return Self {
                status: plan.class.outcome.status(),
                total: plan.size,
                success: plan.size - plan.failing,
                end: End::At(plan.ended),
            };
        }
        let end = unfinished_end(plan);
        if now < plan.started {
            let announced = !plan.has_quirks || plan.dice.happens(Throw::Announcement, 50);
            let total = if announced { plan.size } else { 0 };
            return Self { status: Status::Dispatching, total, success: 0, end };
        }
        let success = (0..plan.size)
            .take_while(|number| plan.finish(*number) <= now)
            .filter(|number| !plan.fails(*number))
            .count() as u64;
        Self { status: Status::Running, total: plan.size, success, end }
    }
}

/// The real service gives some unfinished batches a `TaskEnd`, one even before its begin.
fn unfinished_end(plan: &Plan) -> End {
    if !plan.has_quirks {
        return End::Absent;
    }
    match plan.dice.below(Throw::EndField, 12) {
        0 => End::At(plan.created - 5),
        1..4 => End::At(plan.ended),
        4..8 => End::Empty,
        _ => End::Absent,
    }
}

impl SubTaskState {
    pub(crate) fn of(plan: &Plan, number: u64, now: i64) -> Self {
        let (begin, finish) = (plan.begin(number), plan.finish(number));
        if now < begin {
            return Self { status: "WAITING", begin: None, end: None, has_error: false };
        }
        if now < finish {
            let status = if plan.pauses(now) { halted(plan, number) } else { "RUNNING" };
            return Self { status, begin: Some(begin), end: None, has_error: false };
        }
        let fails = plan.fails(number);
        let cut_off = fails && plan.is_cut_off(number);
        let status = match (fails, cut_off) {
            (false, _) => "COMPLETED",
            (true, true) => "TEMP_TERMINATED",
            (true, false) => "FAILED",
        };
        Self { status, begin: Some(begin), end: Some(finish), has_error: fails && !cut_off }
    }
}

fn halted(plan: &Plan, number: u64) -> &'static str {
    let reasons = ["PAUSE", "HUMAN_PROCESSING", "BLOCKING", "RUNNING"];
    plan.dice.part(number).choose(Throw::PauseReason, &reasons)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::class::{Class, Outcome};
    use crate::dice::Dice;
    use crate::plan::LONGEST_LIFE;

    fn plans() -> impl Iterator<Item = Plan> {
        (0..400).map(|index| {
            let dice = Dice::new(7, index);
            Plan::draw(index, dice, Class::throw(dice, true), 1_000_000)
        })
    }

    #[test]
    fn a_batch_moves_on_and_never_back() {
        let order = |status| match status {
            Status::Dispatching => 0,
            Status::Running => 1,
            Status::Completed | Status::Failed | Status::Archiving => 2,
        };
        for plan in plans() {
            let mut before = State::of(&plan, plan.created);
            assert_eq!((before.status, before.success), (Status::Dispatching, 0));
            for now in plan.created..=plan.created + LONGEST_LIFE {
                let state = State::of(&plan, now);
                assert!(order(state.status) >= order(before.status), "{plan:?} {now}");
                assert!(state.success >= before.success, "{plan:?} {now}");
                assert!(state.success <= state.total, "{plan:?} {now}");
                before = state;
            }
            assert_eq!(order(before.status), 2, "{plan:?}");
        }
    }

    #[test]
    fn the_subtasks_add_up_to_the_batch_at_any_instant() {
        for plan in plans() {
            for now in (plan.started..=plan.ended).step_by(13).chain([plan.ended]) {
                let state = State::of(&plan, now);
                let completed = (0..plan.size)
                    .filter(|number| SubTaskState::of(&plan, *number, now).status == "COMPLETED")
                    .count() as u64;
                assert_eq!(completed, state.success, "{plan:?} {now}");
            }
            let open = (0..plan.size).map(|number| SubTaskState::of(&plan, number, plan.ended));
            assert!(open.into_iter().all(|subtask| subtask.end.is_some()), "{plan:?}");
        }
    }

    #[test]
    fn every_outcome_comes_up_with_the_failures_it_means() {
        let mut seen = [0; 4];
        for plan in plans() {
            match plan.class.outcome {
                Outcome::Whole | Outcome::Archiving => assert_eq!(plan.failing, 0),
                Outcome::Partly => assert!(plan.failing < plan.size),
                Outcome::Failed => assert!(plan.failing >= 1),
            }
            let failing = (0..plan.size).filter(|number| plan.fails(*number)).count() as u64;
            assert_eq!(failing, plan.failing, "{plan:?}");
            seen[plan.class.outcome as usize] += 1;
        }
        assert!(seen.iter().all(|count| *count > 0), "{seen:?}");
    }
}
