//! Ranges of creation time in seconds, and sets of them.

use std::cmp::{max, min};

/// Where a range without a beginning is halved, it begins here: no batch is that old.
pub(super) const EARLIEST: i64 = 1_000_000_000;

/// From `from` to `to`, both included. [`i64::MIN`] and [`i64::MAX`] are open sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Interval {
    pub(super) from: i64,
    pub(super) to: i64,
}

/// Disjoint intervals, the oldest first.
///
/// Two of them are one where they share a second. Neighbours have to: a batch is created within a second, and of the ranges
/// until 12:00:00 and from 12:00:01 on neither has the one of 12:00:00.5.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Intervals(Vec<Interval>);

impl Interval {
    pub(super) const ALL: Self = Self { from: i64::MIN, to: i64::MAX };

    pub(super) fn new(from: i64, to: i64) -> Self {
        Self { from, to }
    }

    pub(super) fn contains(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    pub(super) fn holds(self, second: i64) -> bool {
        self.from <= second && second <= self.to
    }

    /// What is in both; `None` where they share no second.
    pub(super) fn within(self, other: Self) -> Option<Self> {
        let both = Self { from: max(self.from, other.from), to: min(self.to, other.to) };
        (both.from <= both.to).then_some(both)
    }

    /// Its length in seconds.
    pub(super) fn width(self) -> i64 {
        self.to.saturating_sub(self.begin())
    }

    /// Two parts that share a second, the newer one first: at `middle`, if that is in the inner half. `None` for a second.
    pub(super) fn halves(self, middle: Option<i64>) -> Option<[Self; 2]> {
        let (begin, width) = (self.begin(), self.width());
        if width <= 1 {
            return None;
        }
        let margin = max(width / 4, 1);
        let middle = middle.unwrap_or(begin + width / 2).clamp(begin + margin, self.to - margin);
        Some([Self { from: middle, ..self }, Self { to: middle, ..self }])
    }

    fn begin(self) -> i64 {
        if self.from == i64::MIN { min(EARLIEST, self.to) } else { self.from }
    }
}

impl Intervals {
    pub(super) fn add(&mut self, added: Interval) {
        let apart = |known: &Interval| known.within(added).is_none();
        let joined = self.0.iter().filter(|known| !apart(known)).fold(added, |sum, known| {
            Interval { from: min(sum.from, known.from), to: max(sum.to, known.to) }
        });
        self.0.retain(apart);
        let place = self.0.partition_point(|known| known.to < joined.from);
        self.0.insert(place, joined);
    }

    pub(super) fn remove(&mut self, removed: Interval) {
        let mut left = Vec::with_capacity(self.0.len() + 1);
        for known in &self.0 {
            if known.within(removed).is_none() {
                left.push(*known);
                continue;
            }
            if known.from < removed.from {
                left.push(Interval { to: removed.from, ..*known });
            }
            if removed.to < known.to {
                left.push(Interval { from: removed.to, ..*known });
            }
        }
        self.0 = left;
    }

    /// The interval that this second is in.
    pub(super) fn around(&self, second: i64) -> Option<Interval> {
        self.0.iter().copied().find(|known| known.holds(second))
    }

    pub(super) fn newest(&self) -> Option<Interval> {
        self.0.last().copied()
    }

    pub(super) fn contains(&self, wanted: Interval) -> bool {
        self.0.iter().any(|known| known.contains(wanted))
    }

    /// What is missing of `wanted`, the newest first, each with a second that is there on either side.
    pub(super) fn gaps(&self, wanted: Interval) -> Vec<Interval> {
        let (mut gaps, mut to) = (Vec::new(), wanted.to);
        for known in self.0.iter().rev().filter(|known| known.within(wanted).is_some()) {
            if known.to < to {
                gaps.push(Interval { from: known.to, to });
            }
            to = known.from;
        }
        if wanted.from < to {
            gaps.push(Interval { from: wanted.from, to });
        }
        gaps
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Interval> {
        self.0.iter().copied()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(intervals: &[(i64, i64)]) -> Intervals {
        let mut set = Intervals::default();
        for (from, to) in intervals {
            set.add(Interval::new(*from, *to));
        }
        set
    }

    fn pairs(intervals: impl IntoIterator<Item = Interval>) -> Vec<(i64, i64)> {
        intervals.into_iter().map(|known| (known.from, known.to)).collect()
    }

    #[test]
    fn ranges_join_where_they_share_a_second() {
        for (added, joined) in [
            (&[(1, 3), (4, 6)][..], &[(1, 3), (4, 6)][..]),
            (&[(4, 6), (1, 4)], &[(1, 6)]),
            (&[(1, 2), (5, 6), (9, 9), (2, 5)], &[(1, 6), (9, 9)]),
            (&[(3, 4), (i64::MIN, 10)], &[(i64::MIN, 10)]),
        ] {
            assert_eq!(pairs(set(added).iter()), joined);
        }
    }

    #[test]
    fn gaps_are_the_newest_first_and_share_their_ends() {
        let known = set(&[(10, 20), (30, 40)]);
        for (wanted, gaps) in [
            ((10, 20), &[][..]),
            ((15, 35), &[(20, 30)][..]),
            ((0, 50), &[(40, 50), (20, 30), (0, 10)]),
            ((i64::MIN, 5), &[(i64::MIN, 5)]),
            ((42, 50), &[(42, 50)]),
            ((40, 40), &[]),
        ] {
            let wanted = Interval::new(wanted.0, wanted.1);
            assert_eq!(pairs(known.gaps(wanted)), gaps);
            assert_eq!(known.contains(wanted), gaps.is_empty());
        }
    }

    #[test]
    fn what_is_removed_can_be_added_again() {
        let mut known = set(&[(i64::MIN, 40)]);
        known.remove(Interval::new(10, 20));
        assert_eq!(pairs(known.iter()), [(i64::MIN, 10), (20, 40)]);
        assert!(!known.contains(Interval::new(10, 20)));
        known.add(Interval::new(10, 20));
        assert_eq!(pairs(known.iter()), [(i64::MIN, 40)]);
    }

    #[test]
    fn a_range_is_halved_down_to_a_second() {
        for (range, middle, halves) in [
            ((0, 100), None, Some([(50, 100), (0, 50)])),
            ((0, 100), Some(60), Some([(60, 100), (0, 60)])),
            ((0, 100), Some(99), Some([(75, 100), (0, 75)])),
            ((0, 2), Some(2), Some([(1, 2), (0, 1)])),
            ((7, 8), None, None),
            (
                (i64::MIN, EARLIEST + 8),
                None,
                Some([(EARLIEST + 4, EARLIEST + 8), (i64::MIN, EARLIEST + 4)]),
            ),
            ((i64::MIN, 5), None, None),
        ] {
            let found = Interval::new(range.0, range.1).halves(middle);
            assert_eq!(found.map(|halves| halves.map(|half| (half.from, half.to))), halves);
        }
    }
}
