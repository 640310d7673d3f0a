//! When batches are created: evenly, or as people at work create them.

use crate::dice::{Dice, Throw};

/// Seconds between two batches that are created evenly.
const STEADY_STEP: i64 = 60;

/// Seconds between two batches of the working calendar in the last hour before the start and from then on, whatever the
/// time of day, so that a demo at night has something running too.
const RECENT_STEP: i64 = 60;
const RECENT_SPAN: i64 = 3600;

const DAY: i64 = 86_400;
/// UTC+8, and 1970-01-01 was a Thursday: this many seconds after a Monday's midnight.
const SINCE_MONDAY: i64 = 3 * DAY + 8 * 3600;

/// Batches per hour of a working day, 168 in all.
const WORKING_DAY: [i64; 24] =
    [1, 1, 1, 1, 1, 1, 1, 1, 6, 12, 16, 18, 8, 10, 18, 18, 16, 12, 8, 6, 5, 4, 2, 1];
/// Batches per hour of a Saturday or Sunday, 80 in all.
const WEEKEND_DAY: [i64; 24] =
    [1, 1, 1, 1, 1, 1, 1, 1, 2, 4, 6, 7, 4, 5, 7, 7, 6, 6, 5, 4, 4, 3, 1, 1];
const WORKING_DAY_BATCHES: i64 = 168;
const WEEKEND_DAY_BATCHES: i64 = 80;
const WEEK_BATCHES: i64 = 5 * WORKING_DAY_BATCHES + 2 * WEEKEND_DAY_BATCHES;
/// One batch in this many units of work, so that in an hour with `n` batches a second is `n` units.
const UNITS: i64 = 3600;

/// When each batch of a world is created. Instants are in seconds since 1970.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Calendar {
    /// One batch in each slot of 60 s.
    Steady {
        /// Where the slot of batch 0 begins.
        first: i64,
    },
    /// Many in working hours, few at night and on weekends; at the end evenly.
    Working {
        /// How many batches are older than the even ones.
        older: u64,
        /// Where the slot of the first even batch begins.
        recent: i64,
        /// The work until an hour before the start, where the older batches end.
        work: i64,
    },
}

impl Calendar {
    /// `tasks` batches before `start`, one a minute.
    pub(crate) fn steady(tasks: u32, start: i64) -> Self {
        Self::Steady { first: start - i64::from(tasks) * STEADY_STEP }
    }

    /// `tasks` batches before `start`, about 1,000 a week.
    pub(crate) fn working(tasks: u32, start: i64) -> Self {
        let recent = i64::from(tasks).min(RECENT_SPAN / RECENT_STEP);
        Self::Working {
            older: u64::from(tasks) - recent as u64,
            recent: start - recent * RECENT_STEP,
            work: work_until(start - RECENT_SPAN),
        }
    }

    /// When the batch `index`, with these throws, is created: somewhere within its slot.
    pub(crate) fn created(self, index: u64, dice: Dice) -> i64 {
        let within = |step: i64| dice.below(Throw::Arrival, step as u64) as i64;
        match self {
            Self::Steady { first } => first + index as i64 * STEADY_STEP + within(STEADY_STEP),
            Self::Working { older, recent, .. } if index >= older => {
                recent + (index - older) as i64 * RECENT_STEP + within(RECENT_STEP)
            }
            Self::Working { older, work, .. } => {
                time_of_work(work - (older - index) as i64 * UNITS + within(UNITS))
            }
        }
    }

    /// The batch in whose slot `instant` lies: all before it are created, those from the second after it on are not.
    /// None before the first slot.
    pub(crate) fn slot(self, instant: i64) -> Option<u64> {
        match self {
            Self::Steady { first } => {
                Some(u64::try_from(instant - first).ok()? / STEADY_STEP as u64)
            }
            Self::Working { older, recent, .. } if instant >= recent => {
                Some(older + (instant - recent) as u64 / RECENT_STEP as u64)
            }
            Self::Working { older, work, .. } => {
                let since = work_until(instant) - (work - older as i64 * UNITS);
                Some((u64::try_from(since).ok()? / UNITS as u64).min(older))
            }
        }
    }
}

/// The units of work from a Monday in 1969 until `instant`.
fn work_until(instant: i64) -> i64 {
    let local = instant + SINCE_MONDAY;
    let (day, second) = (local.div_euclid(DAY), local.rem_euclid(DAY));
    let (weeks, weekday) = (day.div_euclid(7), day.rem_euclid(7));
    let (hour, within) = ((second / 3600) as usize, second % 3600);
    let hours = hours_of(weekday);
    let batches = weeks * WEEK_BATCHES + before(weekday) + hours[..hour].iter().sum::<i64>();
    batches * UNITS + hours[hour] * within
}

/// The instant at which so much work was done, rounded down.
fn time_of_work(units: i64) -> i64 {
    let week_units = WEEK_BATCHES * UNITS;
    let (weeks, mut rest) = (units.div_euclid(week_units), units.rem_euclid(week_units));
    let weekday = (1..7).take_while(|day| before(*day) * UNITS <= rest).last().unwrap_or(0);
    rest -= before(weekday) * UNITS;
    let mut second = (weeks * 7 + weekday) * DAY;
    for batches in hours_of(weekday) {
        if rest < batches * UNITS {
            return second + rest / batches - SINCE_MONDAY;
        }
        rest -= batches * UNITS;
        second += 3600;
    }
    second - SINCE_MONDAY
}

/// The batches of the week before the day `weekday`, 0 for Monday.
fn before(weekday: i64) -> i64 {
    weekday.min(5) * WORKING_DAY_BATCHES + (weekday - 5).max(0) * WEEKEND_DAY_BATCHES
}

fn hours_of(weekday: i64) -> [i64; 24] {
    if weekday < 5 { WORKING_DAY } else { WEEKEND_DAY }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_has_as_many_batches_as_its_hours_say() {
        assert_eq!(WORKING_DAY.iter().sum::<i64>(), WORKING_DAY_BATCHES);
        assert_eq!(WEEKEND_DAY.iter().sum::<i64>(), WEEKEND_DAY_BATCHES);
        assert_eq!(WEEK_BATCHES, 1000);
        // Monday 2026-04-06, 00:00 in UTC+8, and a week later.
        let monday = 1_775_404_800;
        assert_eq!(work_until(monday + 7 * DAY) - work_until(monday), 1000 * UNITS);
        // Between 10 and 11 on that Monday, and on the Sunday before.
        assert_eq!(work_until(monday + 39_600) - work_until(monday + 36_000), 16 * UNITS);
        assert_eq!(work_until(monday - 46_800) - work_until(monday - 50_400), 6 * UNITS);
    }

    #[test]
    fn work_and_time_lead_back_to_each_other() {
        for hour in 0..200 {
            let instant = 1_775_404_800 + hour * 3600 + hour * 17 % 3600;
            assert_eq!(time_of_work(work_until(instant)), instant);
        }
    }
}
