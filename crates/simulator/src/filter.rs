//! What a list is narrowed to.

use crate::class::{Kind, Status};

/// What a list asks for. The sets hold no text, so that matching costs a comparison of bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Filter {
    pub(crate) kinds: KindSet,
    pub(crate) statuses: StatusSet,
    /// The earliest creation, included.
    pub(crate) from: Option<i64>,
    /// The latest creation, included.
    pub(crate) to: Option<i64>,
}

/// A set of kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct KindSet(u8);

/// A set of statuses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StatusSet(u8);

impl KindSet {
    pub(crate) const ALL: Self = Self(u8::MAX);

    /// The kind of this name, or none at all.
    pub(crate) fn named(name: &str) -> Self {
        Self(
            Kind::ALL
                .into_iter()
                .filter(|kind| kind.text() == name)
                .fold(0, |set, kind| set | bit(kind as u8)),
        )
    }

    pub(crate) fn contains(self, kind: Kind) -> bool {
        self.0 & bit(kind as u8) != 0
    }
}

impl StatusSet {
    pub(crate) const ALL: Self = Self(u8::MAX);

    /// The statuses of these names; a name that is none adds nothing.
    pub(crate) fn named(names: &[String]) -> Self {
        let is_named = |status: &Status| names.iter().any(|name| name == status.text());
        Self(
            Status::ALL.into_iter().filter(is_named).fold(0, |set, status| set | bit(status as u8)),
        )
    }

    pub(crate) fn contains(self, status: Status) -> bool {
        self.0 & bit(status as u8) != 0
    }

    /// Whether a batch that has ended can be among them.
    pub(crate) fn has_final(self) -> bool {
        [Status::Completed, Status::Failed, Status::Archiving]
            .into_iter()
            .any(|status| self.contains(status))
    }
}

fn bit(number: u8) -> u8 {
    1 << number
}
