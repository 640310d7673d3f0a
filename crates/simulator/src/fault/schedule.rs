//! Which fault a call meets, when several are set.

use super::{Effect, Fault};
use crate::operations::CALLER_IDENTITY;

/// The faults that are set, the oldest first.
#[derive(Debug, Default)]
pub(crate) struct Schedule(Vec<Fault>);

impl Schedule {
    /// Adds a fault. One that holds until it is cleared takes the place of those before it that hold
    /// for the same calls, since none of them would be met any more.
    pub(crate) fn set(&mut self, fault: Fault) {
        if fault.times.is_none() && fault.after == 0 {
            let is_covered = |old: &Fault| {
                old.times.is_none() && (fault.action.is_none() || fault.action == old.action)
            };
            self.0.retain(|old| !is_covered(old));
        }
        self.0.push(fault);
        self.0.retain(|fault| fault.times != Some(0));
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// With what is left of `after` and `times`.
    pub(crate) fn faults(&self) -> &[Fault] {
        &self.0
    }

    /// What a call of this action meets: the oldest of the counted faults that are for it, else the
    /// newest of those that hold.
    pub(crate) fn meet(&mut self, action: Option<&str>) -> Option<Effect> {
        let (mut counted, mut holding) = (None, None);
        for (index, fault) in self.0.iter_mut().enumerate() {
            let is_for_action = match &fault.action {
                Some(wanted) => Some(wanted.as_str()) == action,
                None => action != Some(CALLER_IDENTITY),
            };
            if !is_for_action {
                continue;
            }
            match (fault.after, fault.times) {
                (0, Some(_)) => counted = counted.or(Some(index)),
                (0, None) => holding = Some(index),
                _ => fault.after -= 1,
            }
        }
        let index = counted.or(holding)?;
        let fault = self.0.get_mut(index)?;
        fault.times = fault.times.map(|times| times - 1);
        let effect = fault.effect.clone();
        self.0.retain(|fault| fault.times != Some(0));
        Some(effect)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Faults that are told apart by a number.
    fn fault(number: i64) -> Fault {
        Fault::new(Effect::ClockAhead(number))
    }

    /// What calls of these actions meet: the fault's number, 0 for none.
    fn met(faults: Vec<Fault>, actions: &[&str]) -> Vec<i64> {
        let mut schedule = Schedule::default();
        faults.into_iter().for_each(|fault| schedule.set(fault));
        let meet =
            |action: &&str| schedule.meet(Some(*action)).map_or(0, |effect| effect.clock_ahead());
        actions.iter().map(meet).collect()
    }

    #[test]
    fn counted_faults_come_first_in_their_order_and_then_the_newest_that_holds() {
        let four = ["L"; 4];
        for (faults, expected) in [
            (vec![], [0, 0, 0, 0]),
            (vec![fault(1)], [1, 1, 1, 1]),
            (vec![fault(1), fault(2)], [2, 2, 2, 2]),
            (vec![fault(1).times(1), fault(2).times(2)], [1, 2, 2, 0]),
            (vec![fault(1), fault(2).times(2)], [2, 2, 1, 1]),
            (vec![fault(1).times(0)], [0, 0, 0, 0]),
            (vec![fault(1).times(1).after(2)], [0, 0, 1, 0]),
            (vec![fault(1).times(1).after(1), fault(2).times(1)], [2, 1, 0, 0]),
            (vec![fault(1), fault(2).after(2)], [1, 1, 2, 2]),
        ] {
            let shown = format!("{faults:?}");
            assert_eq!(met(faults, &four), expected, "{shown}");
        }
    }

    #[test]
    fn a_fault_of_an_action_neither_meets_nor_counts_others() {
        let calls = ["D", "L", "D", "L"];
        for (faults, expected) in [
            (vec![fault(1).of_action("L")], [0, 1, 0, 1]),
            (vec![fault(1).of_action("L").times(1)], [0, 1, 0, 0]),
            (vec![fault(1).of_action("L").after(1)], [0, 0, 0, 1]),
            (vec![fault(1).of_action("L"), fault(2).of_action("D")], [2, 1, 2, 1]),
            (vec![fault(1), fault(2).of_action("D")], [2, 1, 2, 1]),
            (vec![fault(1).of_action("D"), fault(2)], [2, 2, 2, 2]),
        ] {
            let shown = format!("{faults:?}");
            assert_eq!(met(faults, &calls), expected, "{shown}");
        }
    }

    #[test]
    fn keeps_no_fault_that_would_never_be_met() {
        let mut schedule = Schedule::default();
        for number in 0..100 {
            schedule.set(fault(number));
            schedule.set(fault(number).of_action("D"));
        }
        assert_eq!(schedule.faults().len(), 2);
        schedule.set(fault(1).times(1));
        assert_eq!(schedule.faults().len(), 3);
        schedule.meet(None);
        assert_eq!(schedule.faults().len(), 2);
        schedule.clear();
        assert_eq!(schedule.faults().len(), 0);
    }
}
