//! The part of time that the histogram shows, and its slots: one bar each.

use chrono::{DateTime, TimeDelta, Utc};

use super::Moment;
use crate::query::{Created, Span};
use crate::zone::Zone;

/// Some hours or days in a row.
///
/// It shows the range of creation times that is asked for, or more: what lies in the last 48 hours is shown within these, and a
/// fixed range within the frame before, so that what was brushed has its neighbours and can be changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    base: Created,
    unit: Unit,
    /// Where slots begin, and where the last one ends.
    edges: Vec<DateTime<Utc>>,
    from: DateTime<Utc>,
    to: Option<DateTime<Utc>>,
}

/// How long a slot is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// An hour.
    Hour,
    /// Six hours, by the clock: from midnight, six, noon or eighteen.
    Quarter,
    /// So many days.
    Days(u32),
}

const DAY: i64 = 86_400;
/// More bars could not be told apart.
const MOST: i64 = 60;
/// The frame of any time.
const ANY_HOURS: i64 = 48;

impl Frame {
    /// The frame for a range of creation times as the URL has it, after the frame before.
    pub fn after(before: Option<&Self>, created: Created, moment: Moment) -> Self {
        let resolved = moment.resolved(created);
        let is_fixed = matches!(created, Created::Between { .. });
        let held = before.filter(|_| is_fixed).map(|before| Self::of(before.base, moment));
        if let Some(held) = held.filter(|held| held.holds(resolved, moment.now)) {
            return held;
        }
        let any = Self::of(Created::Any, moment);
        if any.holds(resolved, moment.now) { any } else { Self::of(created, moment) }
    }

    /// The frame that shows just this range.
    fn of(base: Created, moment: Moment) -> Self {
        let (slots, unit) = match moment.resolved(base) {
            Created::Last(Span::Week) => (28, Unit::Quarter),
            Created::Last(Span::Month) => (30, Unit::Days(1)),
            Created::Between { from, to } => {
                let open = to.filter(|to| *to < moment.now);
                let end = open.unwrap_or(moment.now);
                let from = from.unwrap_or(end - TimeDelta::hours(ANY_HOURS));
                if from < end {
                    return Self::between(base, from, open, moment);
                }
                return Self::of(Created::Any, moment);
            }
            _ => (ANY_HOURS, Unit::Hour),
        };
        let grid = Grid::at(moment.now, unit, moment.zone);
        let edges: Vec<_> = (1 - slots..=1).map(|step| grid.edge(step)).collect();
        Self { base, unit, from: edges[0], edges, to: None }
    }

    fn between(
        base: Created,
        from: DateTime<Utc>,
        to: Option<DateTime<Utc>>,
        moment: Moment,
    ) -> Self {
        let end = to.unwrap_or(moment.now);
        let unit = match end - from {
            length if length <= TimeDelta::hours(48) => Unit::Hour,
            length if length <= TimeDelta::days(14) => Unit::Quarter,
            _ => {
                let days = moment.zone.day(end) - moment.zone.day(from) + 1;
                Unit::Days(u32::try_from((days + MOST - 1) / MOST).unwrap_or(u32::MAX))
            }
        };
        let grid = Grid::at(from, unit, moment.zone);
        let mut edges = vec![grid.edge(0)];
        // The end of a fixed range is part of it, but no slot begins there.
        let is_within = |edge: DateTime<Utc>| edge < end || edge == end && to.is_none();
        for step in 1..=MOST {
            edges.push(grid.edge(step));
            if !is_within(grid.edge(step)) {
                break;
            }
        }
        Self { base, unit, edges, from, to }
    }

    /// Whether a range lies in the frame, or is any time.
    fn holds(&self, created: Created, now: DateTime<Utc>) -> bool {
        let (from, to) = created.sides(now);
        let Some(from) = from else { return created == self.base };
        let ends = to.filter(|to| *to < now);
        let fits = match (ends, self.to) {
            (Some(to), Some(end)) => to <= end,
            (None, Some(_)) => false,
            (_, None) => true,
        };
        from >= self.from && from < ends.unwrap_or(now) && fits
    }

    /// The range of creation times while nothing is brushed.
    pub fn base(&self) -> Created {
        self.base
    }

    /// How long a slot is.
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// The number of slots, 1 to 60.
    pub fn slots(&self) -> usize {
        self.edges.len() - 1
    }

    /// Where slot `at` begins, or the last one ends.
    pub fn edge(&self, at: usize) -> DateTime<Utc> {
        self.edges[at.min(self.slots())]
    }

    /// All edges, from the begin of the first slot to the end of the last one.
    pub fn edges(&self) -> &[DateTime<Utc>] {
        &self.edges
    }

    /// The first creation time that is counted.
    pub fn from(&self) -> DateTime<Utc> {
        self.from
    }

    /// The last creation time that is counted; none where it goes on.
    pub fn to(&self) -> Option<DateTime<Utc>> {
        self.to
    }

    /// The slot of an instant; none where it is not counted. What comes after the last slot of a frame that goes on is in that.
    pub fn slot(&self, created: DateTime<Utc>) -> Option<usize> {
        if created < self.from || self.to.is_some_and(|to| created > to) {
            return None;
        }
        let begun = self.edges.partition_point(|edge| *edge <= created);
        Some(begun.saturating_sub(1).min(self.slots() - 1))
    }

    /// The slot at a place, in ten-thousandths of the width.
    pub fn slot_at(&self, permyriad: u16) -> usize {
        let slots = self.slots();
        (usize::from(permyriad) * slots / 10_000).min(slots - 1)
    }

    /// Where an instant is, in ten-thousandths of the width. Slots are equally wide, however long they are.
    pub fn position(&self, instant: DateTime<Utc>) -> u16 {
        let at = self.edges.partition_point(|edge| *edge <= instant);
        if at == 0 {
            return 0;
        }
        if at > self.slots() {
            return 10_000;
        }
        let (begin, end) = (self.edges[at - 1], self.edges[at]);
        let (past, length) = ((instant - begin).num_seconds(), (end - begin).num_seconds().max(1));
        let slots = self.slots() as i64;
        let permyriad = (at as i64 - 1) * 10_000 / slots + past * 10_000 / (length * slots);
        u16::try_from(permyriad).unwrap_or_default()
    }

    /// Whether a day of the zone begins at an edge.
    pub fn is_midnight(&self, at: usize, zone: &Zone) -> bool {
        local(self.edge(at), zone).rem_euclid(DAY) == 0
    }
}

/// Edges of slots, counted from one.
struct Grid {
    unit: Unit,
    zone: Zone,
    /// What clocks show at edge 0, in seconds after 1970 began.
    first: i64,
    /// Edge 0.
    instant: DateTime<Utc>,
}

impl Grid {
    /// The grid whose slot 0 holds an instant.
    fn at(instant: DateTime<Utc>, unit: Unit, zone: Zone) -> Self {
        let shown = local(instant, &zone);
        let past = shown.rem_euclid(unit.seconds().min(DAY));
        let begin = DateTime::from_timestamp(instant.timestamp() - past, 0).unwrap_or(instant);
        Self { unit, zone, first: shown - past, instant: begin }
    }

    fn edge(&self, step: i64) -> DateTime<Utc> {
        if self.unit == Unit::Hour {
            // By the clock, one of them would be no time or two hours long when clocks change.
            return self.instant + TimeDelta::hours(step);
        }
        let shown = DateTime::from_timestamp(self.first + step * self.unit.seconds(), 0);
        self.zone.instant_of(shown.unwrap_or_default())
    }
}

impl Unit {
    fn seconds(self) -> i64 {
        match self {
            Self::Hour => 3_600,
            Self::Quarter => 6 * 3_600,
            Self::Days(days) => i64::from(days) * DAY,
        }
    }
}

fn local(instant: DateTime<Utc>, zone: &Zone) -> i64 {
    (instant + zone.offset_at(instant)).timestamp()
}
