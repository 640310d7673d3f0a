//! What kind of batch it is and how it will end: one throw, so that a million can be counted.

use crate::dice::{Dice, Throw};

/// What a batch does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Install,
    Uninstall,
    /// A type that no document names.
    SyncIndex,
}

impl Kind {
    pub(crate) const ALL: [Self; 3] = [Self::Install, Self::Uninstall, Self::SyncIndex];

    /// `TaskType`.
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Install => "polarclaw_install_skills",
            Self::Uninstall => "polarclaw_uninstall_skills",
            Self::SyncIndex => "polarclaw_sync_index",
        }
    }
}

/// `Status` of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Dispatching,
    Running,
    Completed,
    Failed,
    /// A status that no document names.
    Archiving,
}

impl Status {
    pub(crate) const ALL: [Self; 5] =
        [Self::Dispatching, Self::Running, Self::Completed, Self::Failed, Self::Archiving];

    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Dispatching => "DISPATCHING",
            Self::Running => "RUNNING",
            Self::Completed => "COMPLETED",
            Self::Failed => "FAILED",
            Self::Archiving => "ARCHIVING",
        }
    }
}

/// How a batch ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    Whole,
    /// COMPLETED, though some subtasks failed.
    Partly,
    Failed,
    Archiving,
}

impl Outcome {
    /// The status once it has ended.
    pub(crate) fn status(self) -> Status {
        match self {
            Self::Whole | Self::Partly => Status::Completed,
            Self::Failed => Status::Failed,
            Self::Archiving => Status::Archiving,
        }
    }
}

/// Kind and outcome of one batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Class {
    pub(crate) kind: Kind,
    pub(crate) outcome: Outcome,
}

impl Class {
    /// Without `oddities` only what the documents name comes up.
    pub(crate) fn throw(dice: Dice, oddities: bool) -> Self {
        let bits = dice.bits(Throw::Class);
        let kind = match bits % 100 {
            0..70 => Kind::Install,
            98.. if oddities => Kind::SyncIndex,
            _ => Kind::Uninstall,
        };
        let outcome = match (bits >> 32) % 100 {
            0..77 => Outcome::Whole,
            77..86 => Outcome::Partly,
            98.. if oddities => Outcome::Archiving,
            _ => Outcome::Failed,
        };
        Self { kind, outcome }
    }
}
