//! How many batches each chip stands for, under all other filters.

use super::kind::Kind;
use crate::status::BatchStatus;

/// How many batches stand how. They add up to what the other filters let through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts([u64; Kind::ALL.len()]);

impl Counts {
    /// One batch more.
    pub fn add(&mut self, kind: Kind) {
        self.0[kind as usize] += 1;
    }

    /// How many stand so.
    pub fn of(&self, kind: Kind) -> u64 {
        self.0[kind as usize]
    }

    /// How many have this status, as PolarDB counts them.
    pub fn of_status(&self, status: BatchStatus) -> u64 {
        let are_meant = Kind::ALL.into_iter().filter(|kind| kind.status() == Some(status));
        are_meant.map(|kind| self.of(kind)).sum()
    }

    /// All of them.
    pub fn total(&self) -> u64 {
        self.0.iter().sum()
    }
}

impl FromIterator<Kind> for Counts {
    fn from_iter<I: IntoIterator<Item = Kind>>(kinds: I) -> Self {
        kinds.into_iter().fold(Self::default(), |mut counts, kind| {
            counts.add(kind);
            counts
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_add_up_and_polardb_counts_partly_done_ones_as_completed() {
        let counts: Counts = [
            Kind::Running,
            Kind::Completed,
            Kind::PartlyDone,
            Kind::Other,
            Kind::Completed,
            Kind::Failed,
        ]
        .into_iter()
        .collect();
        assert_eq!(
            Kind::ALL.map(|kind| counts.of(kind)),
            [1, 0, 1, 1, 1, 2],
            "running, dispatching, failed, partly done, other, completed"
        );
        assert_eq!(counts.total(), 6);
        assert_eq!(BatchStatus::ALL.map(|status| counts.of_status(status)), [0, 1, 3, 1]);
    }
}
