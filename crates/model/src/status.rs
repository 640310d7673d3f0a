//! The states of a batch and of its subtasks: the documented values, and any other text kept as it came.

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

    /// The status of this name, in whatever case, as people type it into links.
    pub fn from_typed(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.api_name().eq_ignore_ascii_case(name))
    }

    /// The status of this name on the wire, exactly as documented.
    pub fn from_api_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.api_name() == name)
    }
}

/// A documented value of a subtask's `Status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SubtaskStatus {
    /// Ended well.
    Completed,
    /// Ended with an error.
    Failed,
    /// Given up before its end.
    TempTerminated,
    /// Waits for something else to be resolved.
    Blocking,
    /// Waits for a person.
    HumanProcessing,
    /// Halted.
    Pause,
    /// Running.
    Running,
    /// Not begun.
    Waiting,
}

impl SubtaskStatus {
    /// In the order of the bar that shows how many subtasks are in each.
    pub const ALL: [Self; 8] = [
        Self::Completed,
        Self::Failed,
        Self::TempTerminated,
        Self::Blocking,
        Self::HumanProcessing,
        Self::Pause,
        Self::Running,
        Self::Waiting,
    ];

    /// The value on the wire.
    pub fn api_name(self) -> &'static str {
        match self {
            Self::Completed => "COMPLETED",
            Self::Failed => "FAILED",
            Self::TempTerminated => "TEMP_TERMINATED",
            Self::Blocking => "BLOCKING",
            Self::HumanProcessing => "HUMAN_PROCESSING",
            Self::Pause => "PAUSE",
            Self::Running => "RUNNING",
            Self::Waiting => "WAITING",
        }
    }

    /// Whether somebody has to look at it: failed, blocked, or in the hands of a person.
    pub fn needs_attention(self) -> bool {
        matches!(self, Self::Failed | Self::Blocking | Self::HumanProcessing)
    }
}

/// A `Status` as a reply bears it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reported<S> {
    /// One of the documented values.
    Known(S),
    /// Any other text, trimmed; empty where none was sent.
    Unknown(String),
}

/// A batch's `Status` as a reply bears it.
pub type ReportedStatus = Reported<BatchStatus>;

impl<S> Reported<S> {
    fn read_by(received: &str, from_api_name: impl Fn(&str) -> Option<S>) -> Self {
        let name = received.trim();
        from_api_name(name).map_or_else(|| Self::Unknown(name.to_owned()), Self::Known)
    }
}

impl ReportedStatus {
    /// Reads the text of a status field: the API's own sample says `"RUNNING "`.
    pub fn read(received: &str) -> Self {
        Self::read_by(received, BatchStatus::from_api_name)
    }

    /// The value on the wire, trimmed.
    pub fn name(&self) -> &str {
        match self {
            Self::Known(status) => status.api_name(),
            Self::Unknown(text) => text,
        }
    }

    /// Whether nothing more will happen. An unknown status is never taken for an end.
    pub fn is_finished(&self) -> bool {
        matches!(self, Self::Known(BatchStatus::Completed | BatchStatus::Failed))
    }
}

impl Reported<SubtaskStatus> {
    /// Reads the text of a subtask's status field.
    pub fn read_subtask(received: &str) -> Self {
        let named =
            |name: &str| SubtaskStatus::ALL.into_iter().find(|status| status.api_name() == name);
        Self::read_by(received, named)
    }
}

/// A set of statuses to filter by; empty means every status, unknown ones too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct StatusSet(u8);

impl StatusSet {
    /// Whether `status` was chosen.
    pub fn contains(self, status: BatchStatus) -> bool {
        self.0 & bit(status) != 0
    }

    /// With `status` chosen if it was not, and the other way round.
    #[must_use]
    pub fn toggled(self, status: BatchStatus) -> Self {
        Self(self.0 ^ bit(status))
    }

    /// Whether none was chosen.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The chosen ones, in the order of [`BatchStatus::ALL`].
    pub fn iter(self) -> impl Iterator<Item = BatchStatus> {
        BatchStatus::ALL.into_iter().filter(move |status| self.contains(*status))
    }
}

impl FromIterator<BatchStatus> for StatusSet {
    fn from_iter<I: IntoIterator<Item = BatchStatus>>(statuses: I) -> Self {
        Self(statuses.into_iter().fold(0, |bits, status| bits | bit(status)))
    }
}

fn bit(status: BatchStatus) -> u8 {
    1 << status as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trims_and_keeps_unknown_statuses() {
        assert_eq!(ReportedStatus::read("RUNNING "), ReportedStatus::Known(BatchStatus::Running));
        assert_eq!(ReportedStatus::read(" ARCHIVING"), ReportedStatus::Unknown("ARCHIVING".into()));
        assert_eq!(ReportedStatus::read("running"), ReportedStatus::Unknown("running".into()));
    }

    #[test]
    fn only_documented_ends_are_ends() {
        for (text, finished) in [
            ("COMPLETED", true),
            ("FAILED", true),
            ("RUNNING", false),
            ("ARCHIVED", false),
            ("", false),
        ] {
            assert_eq!(ReportedStatus::read(text).is_finished(), finished, "{text}");
        }
    }

    #[test]
    fn all_documented_states_of_a_subtask_are_read() {
        for (text, read) in [
            ("COMPLETED", Reported::Known(SubtaskStatus::Completed)),
            ("FAILED ", Reported::Known(SubtaskStatus::Failed)),
            ("TEMP_TERMINATED", Reported::Known(SubtaskStatus::TempTerminated)),
            ("BLOCKING", Reported::Known(SubtaskStatus::Blocking)),
            ("HUMAN_PROCESSING", Reported::Known(SubtaskStatus::HumanProcessing)),
            ("PAUSE", Reported::Known(SubtaskStatus::Pause)),
            ("RUNNING", Reported::Known(SubtaskStatus::Running)),
            ("WAITING", Reported::Known(SubtaskStatus::Waiting)),
            (" SKIPPED", Reported::Unknown("SKIPPED".into())),
        ] {
            assert_eq!(Reported::read_subtask(text), read);
        }
    }

    #[test]
    fn a_set_lists_its_statuses_in_screen_order() {
        let set = StatusSet::default().toggled(BatchStatus::Failed).toggled(BatchStatus::Running);
        assert_eq!(set.iter().collect::<Vec<_>>(), [BatchStatus::Running, BatchStatus::Failed]);
        assert!(set.toggled(BatchStatus::Failed).toggled(BatchStatus::Running).is_empty());
    }
}
