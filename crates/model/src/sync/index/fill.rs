//! What is wanted is read in ranges of time of about 1,000 rows, the newest first.

use super::Index;
use super::interval::{EARLIEST, Interval};
use super::job::{Job, Kind};
use super::outcome::{MOST_OF_RANGE, MOST_STRIKES};
use super::part::Part;

/// So many rows are read as one range: ten calls.
pub(super) const SLICE: u64 = 1_000;
/// The fewest rows that a range is chosen for.
const SMALLEST: u64 = 100;
/// How long a range of [`SLICE`] rows is if nobody knows, in seconds.
const UNKNOWN_WIDTH: i64 = 7 * 86_400;
/// After so many replies with rows of another range no more is asked.
const MOST_MISFITS: u32 = 4;
/// How much longer or shorter the next range may be.
const STEP: i64 = 4;

/// A part of the list that is to be complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Want {
    pub(super) range: Interval,
    /// Only so many of it.
    pub(super) newest: Option<u64>,
}

/// What there is to do for a wish.
enum Step {
    /// Nothing any more.
    Done,
    /// Nothing before something else is read.
    Later,
    /// The service does not say what is in a range: this one is left alone.
    GiveUp(Interval),
    /// To read this range, of about so many rows.
    Read(Interval, u64),
}

impl Index {
    /// Begins to read the next range of what is wanted.
    pub(super) fn fill(&mut self, endpoint: u16) {
        while let Some(want) = self.wants.first().copied() {
            match self.step(endpoint, want) {
                Step::Read(range, rows) => {
                    let id = self.new_id();
                    let part = &mut self.parts[usize::from(endpoint)];
                    let most = if range.from == i64::MIN { MOST_OF_RANGE } else { 2 * rows };
                    part.push(id, Kind::Fill, range, most);
                    return;
                }
                Step::GiveUp(gap) => self.parts[usize::from(endpoint)].unproved.add(gap),
                Step::Later => return,
                Step::Done => {}
            }
            let is_done = |endpoint: usize| matches!(self.step(endpoint as u16, want), Step::Done);
            if !(0..self.parts.len()).all(is_done) {
                return;
            }
            self.wants.remove(0);
        }
    }

    /// Forgets wishes that are fulfilled.
    pub(super) fn forget_fulfilled(&mut self) {
        let wants = std::mem::take(&mut self.wants);
        let is_open = |want: &Want| {
            (0..self.parts.len()).any(|at| !matches!(self.step(at as u16, *want), Step::Done))
        };
        self.wants = wants.into_iter().filter(is_open).collect();
    }

    fn step(&self, endpoint: u16, want: Want) -> Step {
        let part = &self.parts[usize::from(endpoint)];
        let Some(newest_at) = part.newest_at else { return Step::Later };
        let bound = Interval::new(self.floor, newest_at.max(self.floor));
        let Some(range) = want.range.within(bound) else { return Step::Done };
        let mut done = part.coverage.clone();
        part.unproved.iter().for_each(|tried| done.add(tried));
        let around = done.around(range.to).and_then(|known| known.within(range));
        let have = around.map_or(0, |known| self.count(endpoint, known));
        let missing = want.newest.map_or(u64::MAX, |newest| newest.saturating_sub(have));
        let gap = done.gaps(range).first().copied().filter(|_| missing > 0);
        let Some(gap) = gap else { return Step::Done };
        let is_head = |job: &Job| {
            let is_reading = matches!(job.kind, Kind::Head | Kind::Whole | Kind::Difference);
            is_reading && job.range.within(gap).is_some()
        };
        if part.due.head || part.jobs.iter().any(is_head) {
            return Step::Later;
        }
        if part.misfits >= MOST_MISFITS || part.strikes >= MOST_STRIKES && part.width == Some(1) {
            return Step::GiveUp(gap);
        }
        // A little more, so that it need not be two ranges.
        let rows = missing.saturating_add(missing / 20).clamp(SMALLEST, SLICE + SLICE / 20);
        Step::Read(self.slice(endpoint, gap, rows), rows)
    }

    /// The newest part of a gap that has about so many rows.
    fn slice(&self, endpoint: u16, gap: Interval, rows: u64) -> Interval {
        let part = &self.parts[usize::from(endpoint)];
        let covered: u64 = part.coverage.iter().map(|known| self.count(endpoint, known)).sum();
        let left = part.expected.map(|total| total.saturating_sub(covered));
        if gap.from == i64::MIN && left.is_some_and(|left| left <= SLICE.min(2 * rows)) {
            return gap;
        }
        let width = part.width.unwrap_or_else(|| self.first_width());
        let width = width.saturating_mul(rows as i64) / SLICE as i64;
        let from = gap.to.saturating_sub(width.max(1));
        if from <= gap.from.max(EARLIEST) { gap } else { Interval { from, ..gap } }
    }

    /// How long a range is, by the rows of the first page.
    fn first_width(&self) -> i64 {
        let rows: Vec<i64> =
            self.store.rows(Interval::ALL).take(SMALLEST as usize).map(|row| row.created).collect();
        let span = rows.first().zip(rows.last()).map_or(0, |(newest, oldest)| newest - oldest);
        if rows.len() < 2 || span == 0 {
            return UNKNOWN_WIDTH;
        }
        span.saturating_mul(SLICE as i64) / rows.len() as i64
    }

    /// There are too many rows in a range: the next one is shorter.
    pub(super) fn narrow(&mut self, endpoint: u16, job: &Job) {
        let total = job.pages.total.unwrap_or(SLICE).max(1);
        let width = job.range.width().saturating_mul(SLICE as i64) / total as i64;
        let part = &mut self.parts[usize::from(endpoint)];
        part.width = Some(width.max(1));
        part.strikes += 1;
        if job.range.from == i64::MIN {
            // The count by which the rest was taken for one range is wrong.
            part.expected = None;
        }
    }
}

impl Part {
    /// The next range is as long as this one would have been with [`SLICE`] rows.
    pub(super) fn learn_width(&mut self, job: &Job) {
        let width = job.range.width().max(1);
        if job.kind != Kind::Fill || job.range.from == i64::MIN {
            return;
        }
        let rows = job.pages.seen.len().max(1) as i64;
        let even = width.saturating_mul(SLICE as i64) / rows;
        let last = self.width.unwrap_or(even);
        self.width = Some(even.clamp(last / STEP, last.saturating_mul(STEP)).max(1));
    }
}
