//! When somebody was here last, kept in the browser as a short text.

use chrono::{DateTime, TimeDelta, Utc};

/// The end of the last visit, and of this one as far as it is known. A page that is loaded again goes on with the visit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Visits {
    /// When the visit before this one ended.
    last: Option<DateTime<Utc>>,
    /// When the page was left or hidden last.
    left: Option<DateTime<Utc>>,
}

/// Who was away for so long begins another visit.
const BREAK: TimeDelta = TimeDelta::minutes(30);

impl Visits {
    /// Reads what was kept; what cannot be read is not known.
    pub fn read(text: &str) -> Self {
        let mut seconds = text.split(' ').map(|part| part.parse().ok());
        let mut next = || DateTime::from_timestamp(seconds.next()??, 0);
        Self { last: next(), left: next() }
    }

    /// The text that [`read`](Self::read) reads.
    pub fn to_text(self) -> String {
        let text = |at: Option<DateTime<Utc>>| at.map(|at| at.timestamp().to_string());
        [self.last, self.left].map(|at| text(at).unwrap_or_else(|| "-".to_owned())).join(" ")
    }

    /// Somebody looks at the page.
    #[must_use]
    pub fn seen(self, now: DateTime<Utc>) -> Self {
        match self.left {
            Some(left) if now - left >= BREAK => Self { last: Some(left), ..self },
            _ => self,
        }
    }

    /// Nobody looks at the page any more.
    #[must_use]
    pub fn left(self, now: DateTime<Utc>) -> Self {
        let now = DateTime::from_timestamp(now.timestamp(), 0);
        Self { left: now, ..self }
    }

    /// When the visit before this one ended, by a clock that was not set back since.
    pub fn last(self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.last.filter(|last| *last <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes)
    }

    #[test]
    fn a_visit_ends_when_nobody_looks_for_half_an_hour() {
        let first = Visits::read("").seen(at(0));
        assert_eq!((first.last(at(0)), &*first.to_text()), (None, "- -"));
        // Loaded again after a minute, and left.
        let first = Visits::read(&first.left(at(10)).to_text()).seen(at(11));
        assert_eq!(first.last(at(11)), None);
        let first = first.left(at(20));
        assert_eq!(first.to_text(), "- 1200");
        let second = Visits::read(&first.to_text()).seen(at(50));
        assert_eq!(second.last(at(50)), Some(at(20)));
        // Hidden for a while, and for the night.
        let second = second.left(at(60)).seen(at(70));
        assert_eq!(second.last(at(70)), Some(at(20)));
        let third = second.left(at(80)).seen(at(600));
        assert_eq!((third.last(at(600)), &*third.to_text()), (Some(at(80)), "4800 4800"));
    }

    #[test]
    fn what_cannot_be_read_is_not_known() {
        for text in ["", "-", "a b", "1e9 5", "99999999999999999999 -", "NaN NaN"] {
            assert_eq!(Visits::read(text).last(at(1)), None, "{text}");
        }
        // By a clock that was fast.
        assert_eq!(Visits::read("6000 6000").last(at(99)), None);
        assert_eq!(Visits::read("6000 6000").last(at(100)), Some(at(100)));
    }
}
