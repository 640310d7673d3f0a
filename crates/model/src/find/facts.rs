//! What rows are filtered and sorted by, read once.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::Column;
use super::kind::Kind;
use crate::progress::Extent;
use crate::task::BatchTask;
use crate::time::Timestamp;
use crate::zone::Zone;

/// What a row says, for comparing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts {
    pub(super) kind: Kind,
    pub(super) begin: Option<DateTime<Utc>>,
    /// None while it goes on.
    ended: Option<DateTime<Utc>>,
    /// Successes and all sub-tasks, where they fit each other.
    counts: Option<(i64, i64)>,
}

/// A begin that is further ahead is of another zone or another clock; nothing is known of its duration.
const FUTURE: TimeDelta = TimeDelta::minutes(1);

impl Facts {
    /// Reads a row.
    pub(super) fn of(row: &BatchTask, instants: &mut Instants) -> Self {
        let counts = match row.progress.extent() {
            // Both are at most 2⁵³.
            Extent::Part { success, total } => Some((success as i64, total as i64)),
            Extent::Empty => Some((0, 0)),
            Extent::Unknown | Extent::Inconsistent => None,
        };
        Self {
            kind: row.standing().into(),
            begin: instants.of(&row.begin),
            ended: instants.of(row.ended()),
            counts,
        }
    }

    /// What a column that counts or measures says; none where it says nothing. Texts have their ranks instead.
    pub(super) fn key(&self, column: Column, now: DateTime<Utc>) -> Option<i64> {
        match column {
            Column::Status => Some(self.kind as i64),
            Column::Progress => {
                let (success, total) = self.counts.filter(|(_, total)| *total > 0)?;
                // The bits of floats that are not negative are in the order of the floats.
                Some((success as f64 / total as f64).to_bits() as i64)
            }
            Column::Rest => self.counts.map(|(success, total)| total - success),
            Column::Began => self.begin.map(|begin| begin.timestamp_millis()),
            Column::Ends => self.ended.map(|ended| ended.timestamp_millis()),
            Column::Duration => self.elapsed(now).map(|length| length.num_milliseconds()),
            Column::Name | Column::Type | Column::Id => None,
        }
    }

    /// The time that the batch took, or has been running up to `now`.
    fn elapsed(&self, now: DateTime<Utc>) -> Option<TimeDelta> {
        let begin = self.begin?;
        if self.kind.goes_on() {
            return Some(now - begin).filter(|length| *length >= -FUTURE);
        }
        Some(self.ended? - begin).filter(|length| *length >= TimeDelta::zero())
    }
}

/// The instants of many times in an assumed zone. The browser is asked for each offset once: it takes about a microsecond.
pub(super) struct Instants {
    zone: Zone,
    last: (i64, TimeDelta),
    offsets: HashMap<i64, TimeDelta>,
}

/// Clocks are changed at a quarter of an hour.
const QUARTER: i64 = 900;

impl Instants {
    /// Times without a zone are of this one.
    pub(super) fn new(zone: Zone) -> Self {
        Self { zone, last: (0, zone.offset_at(DateTime::default())), offsets: HashMap::new() }
    }

    /// The same as [`Timestamp::instant`].
    pub(super) fn of(&mut self, time: &Timestamp) -> Option<DateTime<Utc>> {
        match time {
            Timestamp::Zoned { instant, .. } => Some(*instant),
            Timestamp::Zoneless { local, .. } => {
                // As in `Zone::instant_of`.
                let shown = local.and_utc();
                let guess = shown - self.offset_at(shown);
                Some(shown - self.offset_at(guess))
            }
            Timestamp::Absent | Timestamp::Unreadable(_) => None,
        }
    }

    fn offset_at(&mut self, instant: DateTime<Utc>) -> TimeDelta {
        let quarter = instant.timestamp().div_euclid(QUARTER);
        if self.last.0 != quarter {
            let zone = self.zone;
            let offset = self.offsets.entry(quarter).or_insert_with(|| zone.offset_at(instant));
            self.last = (quarter, *offset);
        }
        self.last.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locale;
    use crate::time::from_api;

    #[test]
    fn instants_are_those_of_the_zone_also_where_clocks_change() {
        // Ahead by one hour in winter and two in summer, from 01:00 UTC on.
        let change = from_api("2026-03-29T01:00:00Z").unwrap();
        let zone = Zone::named("here", move |instant| {
            TimeDelta::hours(if instant < change { 1 } else { 2 })
        });
        let locale = Locale { assumed_zone: zone, ..Locale::default() };
        let mut instants = Instants::new(zone);
        for received in [
            "2026-03-29 01:44:59",
            "2026-03-29 02:00:00",
            "2026-03-29 02:59:59",
            "2026-03-29 03:00:00",
            "2026-03-28 23:00:00",
            "2026-03-29T00:30:00Z",
            "1970-01-02 00:00:00",
            "soon",
            "",
        ] {
            let time = Timestamp::read(received);
            assert_eq!(instants.of(&time), time.instant(&locale), "{received}");
        }
    }
}
