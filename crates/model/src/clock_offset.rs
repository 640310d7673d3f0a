//! How far the server's clock is ahead of the browser's, told by the `Date` of its replies.
//!
//! Elapsed times are differences between an instant of the server's and now. With a browser's clock that is off
//! they would be wrong by as much, so that now is taken from the server's clock too.

use chrono::{DateTime, TimeDelta, Utc};

/// An offset that the user is told of is larger than this: their other programs see the wrong time as well.
pub const NOTEWORTHY: TimeDelta = TimeDelta::seconds(30);

/// A clock that stands still for longer than this is none: a `Date` is of whole seconds.
const REPEATED: TimeDelta = TimeDelta::seconds(2);

/// An offset beyond this is a mistake in the `Date`.
const LARGEST: TimeDelta = TimeDelta::days(36_525);

/// When the server dated its reply, by its clock, and when it was asked for and had come, by the browser's.
#[derive(Clone, Copy, Debug)]
pub struct Dated {
    /// `Date`, by the server's clock.
    pub date: DateTime<Utc>,
    /// `Age`: so long ago the answer was given, where it comes from memory.
    pub age: TimeDelta,
    /// By the browser's clock.
    pub asked: DateTime<Utc>,
    /// By the browser's clock.
    pub answered: DateTime<Utc>,
}

/// The offset that fits a reply.
///
/// A `Date` has no fractions, and a reply takes its time: a range of offsets fits. The offset so far is kept if
/// it is in there, so that what is shown does not jump to and fro. `Date` and `Age` together are now, unless a gateway has
/// written the `Date` anew: then it is now by itself. Of the two, the one that is nearer to what is known counts.
///
/// The same `Date` in the reply to a later request (`before`) is of a cache that does not say so, and tells no time: then no offset is
/// known.
pub fn refined(offset: TimeDelta, dated: Dated, before: Option<Dated>) -> TimeDelta {
    let Dated { date, age, asked, answered } = dated;
    let is_repeated = |before: Dated| before.date == date && asked - before.answered > REPEATED;
    if age.is_zero() && before.is_some_and(is_repeated) {
        return TimeDelta::zero();
    }
    let far = |date: DateTime<Utc>| (date - answered - offset).abs();
    let aged = date.checked_add_signed(age).unwrap_or(date);
    let date = if far(aged) < far(date) { aged } else { date };
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
        let answered = asked + TimeDelta::milliseconds(400);
        let dated = Dated { date, age: TimeDelta::zero(), asked, answered };
        refined(offset, dated, None).num_milliseconds()
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
        let dated = Dated { date: now, age: TimeDelta::zero(), asked: now, answered: now };
        let set_back = Dated { answered: now - TimeDelta::hours(1), ..dated };
        assert_eq!(refined(offset, set_back, None), offset);
        let senseless = Dated { date: now + TimeDelta::days(100_000_000 / 2), ..dated };
        assert_eq!(refined(offset, senseless, None), offset);
    }

    #[test]
    fn a_cache_that_repeats_its_date_blames_nobodys_clock() {
        let at =
            |seconds| DateTime::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::seconds(seconds);
        let dated = |asked| Dated {
            date: at(0),
            age: TimeDelta::zero(),
            asked: at(asked),
            answered: at(asked),
        };
        let first = refined(TimeDelta::zero(), dated(600), None);
        assert_eq!(first.num_milliseconds(), -599_500, "one reply may be of a slow clock");
        assert_eq!(refined(first, dated(605), Some(dated(600))), TimeDelta::zero());
        // What was asked at the same time is of the same second.
        assert_eq!(refined(first, dated(601), Some(dated(600))).num_milliseconds(), -600_500);
    }

    #[test]
    fn a_gateway_that_writes_the_date_anew_beside_an_age_blames_nobodys_clock() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(20_000);
        let (zero, age) = (TimeDelta::zero(), TimeDelta::seconds(42));
        let behind = TimeDelta::seconds(-600);
        for (date, offset, learned) in [
            (now, zero, zero),
            (now - age, zero, zero),
            (now + TimeDelta::seconds(600) - age, TimeDelta::seconds(600), TimeDelta::seconds(600)),
            (now + behind, behind, behind),
        ] {
            let dated = Dated { date, age, asked: now, answered: now };
            assert_eq!(refined(offset, dated, None), learned, "{date}");
        }
    }
}
