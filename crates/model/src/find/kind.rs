//! How a batch stands, as chips and the order by status have it.

use crate::status::BatchStatus;
use crate::task::Standing;

/// How a batch stands, in the order of the column "Status": what needs a look rises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Sub-tasks are running.
    Running,
    /// Sub-tasks are being handed out.
    Dispatching,
    /// Ended with failures.
    Failed,
    /// Ended as completed although some sub-tasks did not succeed.
    PartlyDone,
    /// A status that is not documented.
    Other,
    /// Ended, and every sub-task succeeded.
    Completed,
}

impl Kind {
    /// In the order of the column.
    pub const ALL: [Self; 6] = [
        Self::Running,
        Self::Dispatching,
        Self::Failed,
        Self::PartlyDone,
        Self::Other,
        Self::Completed,
    ];

    /// The documented status of such a batch.
    pub fn status(self) -> Option<BatchStatus> {
        match self {
            Self::Running => Some(BatchStatus::Running),
            Self::Dispatching => Some(BatchStatus::Dispatching),
            Self::Failed => Some(BatchStatus::Failed),
            Self::PartlyDone | Self::Completed => Some(BatchStatus::Completed),
            Self::Other => None,
        }
    }

    /// Whether such a batch goes on.
    pub fn goes_on(self) -> bool {
        matches!(self, Self::Running | Self::Dispatching)
    }
}

impl From<Standing> for Kind {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Dispatching => Self::Dispatching,
            Standing::Running => Self::Running,
            Standing::Completed => Self::Completed,
            Standing::CompletedWithRest { .. } => Self::PartlyDone,
            Standing::Failed => Self::Failed,
            Standing::Unknown => Self::Other,
        }
    }
}
