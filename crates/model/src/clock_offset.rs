//! How far the server's clock is ahead of the browser's, told by the `Date` of its replies.
//!
//! Elapsed times are differences between an instant of the server's and now. With a browser's clock that is off
//! they would be wrong by as much, so that now is taken from the server's clock too.

use chrono::{DateTime, TimeDelta, Utc};

/// An offset that the user is told of is larger than this: their other programs see the wrong time as well.
pub const NOTEWORTHY: TimeDelta = TimeDelta::seconds(30);

/// An offset beyond this is a mistake in the `Date`.
const LARGEST: TimeDelta = TimeDelta::days(36_525);

/// The offset that fits a reply dated `date` by the server, which was asked for and had come at these
/// instants of the browser's clock.
///
/// A `Date` has no fractions, and a reply takes its time: a range of offsets fits. The offset so far is kept if
/// it is in there, so that what is shown does not jump to and fro.
pub fn refined(
    offset: TimeDelta,
    date: DateTime<Utc>,
    asked: DateTime<Utc>,
    answered: DateTime<Utc>,
) -> TimeDelta {
    let least = date - answered;
    let most = date - asked + TimeDelta::seconds(1);
    let is_sound = least <= most && least.abs() < LARGEST && most.abs() < LARGEST;
    if !is_sound || (least..=most).contains(&offset) { offset } else { (least + most) / 2 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asked at 0 s and answered at 0.4 s of a clock that is `behind` the server's, which dates the reply 0.3 s
    /// after it was asked.
    fn learned(offset_ms: i64, behind_ms: i64) -> i64 {
        let asked = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        let written = asked + TimeDelta::milliseconds(behind_ms + 300);
        let date = DateTime::from_timestamp(written.timestamp(), 0).unwrap();
        let offset = TimeDelta::milliseconds(offset_ms);
        refined(offset, date, asked, asked + TimeDelta::milliseconds(400)).num_milliseconds()
    }

    #[test]
    fn an_offset_is_learned_to_the_second_and_then_stays() {
        for (offset_ms, behind_ms, learned_ms) in [
            (0, 0, 0),
            (0, 400, 0),
            (0, 47_000, 47_300),
            (47_300, 47_000, 47_300),
            (47_300, 46_900, 47_300),
            (0, -3_600_000, -3_599_700),
            (47_300, 0, 300),
        ] {
            assert_eq!(learned(offset_ms, behind_ms), learned_ms, "{offset_ms}, {behind_ms}");
        }
    }

    #[test]
    fn a_clock_that_was_set_back_meanwhile_and_a_senseless_date_teach_nothing() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        let offset = TimeDelta::seconds(7);
        assert_eq!(refined(offset, now, now, now - TimeDelta::hours(1)), offset);
        let date = now + TimeDelta::days(100_000_000 / 2);
        assert_eq!(refined(offset, date, now, now), offset);
    }
}
