//! The four documented states of a batch, and how any other text is kept.

/// A documented value of a batch's `Status`, which is also what the list can be filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BatchStatus {
    /// Subtasks are being handed out.
    Dispatching,
    /// Subtasks are running.
    Running,
    /// The batch has ended; not every subtask need have succeeded.
    Completed,
    /// The batch has ended with failures.
    Failed,
}

impl BatchStatus {
    /// In the order in which a batch goes through them, which is also the order on the screen.
    pub const ALL: [Self; 4] = [Self::Dispatching, Self::Running, Self::Completed, Self::Failed];

    /// The value on the wire.
    pub fn api_name(self) -> &'static str {
        match self {
            Self::Dispatching => "DISPATCHING",
            Self::Running => "RUNNING",
            Self::Completed => "COMPLETED",
            Self::Failed => "FAILED",
        }
    }

    /// The status of this name on the wire, exactly as documented.
    pub fn from_api_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.api_name() == name)
    }
}
