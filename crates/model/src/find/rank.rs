//! The ranks of texts in their order, made a bit at a time: comparing 100,000 names would hold up the page for too long.
//!
//! Slots that have been added are sorted among themselves, then merged into those that were sorted before.

use std::cmp::Ordering;
use std::mem;

/// How two slots compare.
pub(super) type Compare<'a> = &'a dyn Fn(u32, u32) -> Ordering;

/// Slots in order, with their ranks.
#[derive(Default)]
pub(super) struct Ranking {
    sorted: Vec<u32>,
    /// By slot; equal ones have the same.
    ranks: Vec<u32>,
    job: Option<Job>,
}

/// What is being done about slots that have been added.
enum Job {
    /// Runs of `width` are merged, two at a time, from `source` to `target`.
    Sorting { source: Vec<u32>, target: Vec<u32>, width: usize, merge: Merge },
    /// All that was sorted before, and then all that has been added, is merged.
    Joining { source: Vec<u32>, target: Vec<u32>, merge: Merge },
    /// The ranks are written anew: so many are, the last of them this one.
    Numbering { ranks: Vec<u32>, done: usize, rank: u32 },
}

/// Two runs that are merged: what is left of them.
#[derive(Clone, Copy)]
struct Merge {
    left: usize,
    left_end: usize,
    right: usize,
    right_end: usize,
}

/// How many times longer the left run has to be for [`Merge::skip`].
const LOPSIDED: usize = 20;

impl Ranking {
    /// Whether this many slots have their ranks.
    pub(super) fn is_done(&self, count: usize) -> bool {
        self.job.is_none() && self.ranks.len() == count
    }

    /// The rank of a slot, as far as [`step`](Self::step) came.
    pub(super) fn rank(&self, slot: u32) -> u32 {
        self.ranks.get(slot as usize).copied().unwrap_or_default()
    }

    /// Takes at most `steps` steps, each of about one comparison, towards the ranks of the first `count` slots. Returns whether more
    /// are needed.
    pub(super) fn step(&mut self, count: usize, mut steps: usize, compare: Compare) -> bool {
        while steps > 0 && !self.is_done(count) {
            let job = self.job.take().unwrap_or_else(|| Job::added(self.sorted.len(), count));
            self.job = self.continued(job, &mut steps, compare);
        }
        !self.is_done(count)
    }

    /// Takes all steps that are needed.
    pub(super) fn finish(&mut self, count: usize, compare: Compare) {
        while self.step(count, usize::MAX, compare) {}
    }

    fn continued(&mut self, job: Job, steps: &mut usize, compare: Compare) -> Option<Job> {
        match job {
            Job::Sorting { source, mut target, width, mut merge } => {
                if !merge.proceed(&source, &mut target, steps, compare) {
                    return Some(Job::Sorting { source, target, width, merge });
                }
                Some(self.sorted_on(source, target, width, merge))
            }
            Job::Joining { source, mut target, mut merge } => {
                if !merge.proceed(&source, &mut target, steps, compare) {
                    return Some(Job::Joining { source, target, merge });
                }
                self.sorted = target;
                let ranks = vec![0; self.sorted.len()];
                Some(Job::Numbering { ranks, done: 0, rank: 0 })
            }
            Job::Numbering { ranks, done, rank } => {
                self.numbered(ranks, (done, rank), steps, compare)
            }
        }
    }

    /// What comes after two runs are merged: the next two, wider ones, or joining.
    fn sorted_on(&self, source: Vec<u32>, target: Vec<u32>, width: usize, merge: Merge) -> Job {
        let count = source.len();
        if merge.right_end < count {
            let merge = Merge::of(merge.right_end, width, count);
            return Job::Sorting { source, target, width, merge };
        }
        let (source, mut target, width) = (target, source, width.saturating_mul(2));
        target.clear();
        if width < count {
            return Job::Sorting { source, target, width, merge: Merge::of(0, width, count) };
        }
        let (known, all) = (self.sorted.len(), self.sorted.len() + count);
        let source = [&*self.sorted, &source].concat();
        let merge = Merge { left: 0, left_end: known, right: known, right_end: all };
        Job::Joining { source, target: Vec::with_capacity(all), merge }
    }

    fn numbered(
        &mut self,
        mut ranks: Vec<u32>,
        (mut done, mut rank): (usize, u32),
        steps: &mut usize,
        compare: Compare,
    ) -> Option<Job> {
        // Those that had ranks before need no comparison.
        let known = |slot: u32| self.ranks.get(slot as usize);
        let differ = |a: u32, b: u32| match (known(a), known(b)) {
            (Some(a), Some(b)) => a != b,
            _ => compare(a, b) != Ordering::Equal,
        };
        while let Some(slot) = self.sorted.get(done).copied() {
            if *steps == 0 {
                return Some(Job::Numbering { ranks, done, rank });
            }
            *steps -= 1;
            let before = done.checked_sub(1).map(|before| self.sorted[before]);
            rank += u32::from(before.is_some_and(|before| differ(before, slot)));
            ranks[slot as usize] = rank;
            done += 1;
        }
        self.ranks = ranks;
        None
    }
}

impl Job {
    /// The slots from `known` to `count` have been added.
    fn added(known: usize, count: usize) -> Self {
        let source: Vec<u32> = (known as u32..count as u32).collect();
        let target = Vec::with_capacity(source.len());
        let merge = Merge::of(0, 1, source.len());
        Self::Sorting { source, target, width: 1, merge }
    }
}

impl Merge {
    /// The two runs of `width` from `begin` on.
    fn of(begin: usize, width: usize, count: usize) -> Self {
        let middle = begin.saturating_add(width).min(count);
        let right_end = middle.saturating_add(width).min(count);
        Self { left: begin, left_end: middle, right: middle, right_end }
    }

    /// Goes on for at most `steps`; whether it is over.
    fn proceed(
        &mut self,
        source: &[u32],
        target: &mut Vec<u32>,
        steps: &mut usize,
        compare: Compare,
    ) -> bool {
        while *steps > 0 {
            *steps -= 1;
            self.skip(source, target, compare);
            let is_left = match (self.left < self.left_end, self.right < self.right_end) {
                (false, false) => return true,
                (true, true) => compare(source[self.left], source[self.right]).is_le(),
                (has_left, _) => has_left,
            };
            let from = if is_left { &mut self.left } else { &mut self.right };
            target.push(source[mem::replace(from, *from + 1)]);
        }
        false
    }

    /// Takes all at once what comes before the next one of the right run, where that is so much shorter that looking for the place
    /// takes fewer comparisons: a few rows have come to many.
    fn skip(&mut self, source: &[u32], target: &mut Vec<u32>, compare: Compare) {
        let (left, right) = (self.left..self.left_end, self.right..self.right_end);
        if right.is_empty() || left.len() / LOPSIDED < right.len() {
            return;
        }
        let next = source[self.right];
        let before = &source[left];
        let count = before.partition_point(|slot| compare(*slot, next).is_le());
        target.extend_from_slice(&before[..count]);
        self.left += count;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The ranks by the standard library.
    fn ranks(texts: &[String]) -> Vec<u32> {
        let mut distinct = texts.to_vec();
        distinct.sort();
        distinct.dedup();
        texts.iter().map(|text| distinct.binary_search(text).unwrap() as u32).collect()
    }

    proptest! {
        #[test]
        fn ranks_are_right_however_texts_come_and_steps_are_cut(
            texts in proptest::collection::vec("[abc]{0,3}", 0..120),
            known in 0_usize..120,
            steps in 1_usize..40,
        ) {
            let compare = |a: u32, b: u32| texts[a as usize].cmp(&texts[b as usize]);
            let mut ranking = Ranking::default();
            let known = known.min(texts.len());
            // Some come while the others are being sorted.
            ranking.step(known, steps, &compare);
            let mut slices = 0;
            while ranking.step(texts.len(), steps, &compare) {
                slices += 1;
                prop_assert!(slices < 9_000);
            }
            let found: Vec<u32> = (0..texts.len() as u32).map(|slot| ranking.rank(slot)).collect();
            prop_assert_eq!(found, ranks(&texts));
        }
    }
}
