//! How many connections there may be: as many as the system lets the process have open files.

/// The most connections that may be silent for long, wherever there are files for more.
const LARGEST_CROWD: usize = 1000;

/// Files for all else: calls to PolarDB, the log, the console.
const OTHER_FILES: usize = 160;

/// Limits of the connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Crowd {
    /// From so many on, none may be silent for long: they would take what others need.
    pub(super) begins_at: usize,
    /// With so many, the next one waits until one of them is closed.
    pub(super) most: usize,
}

impl Crowd {
    /// By the limit of open files, which is raised as far as the system allows it: the usual one is for programs that
    /// cannot deal with more.
    pub(super) fn of_process() -> Self {
        let files = rlimit::increase_nofile_limit(u64::MAX).unwrap_or(1024);
        Self::of(usize::try_from(files).unwrap_or(usize::MAX))
    }

    fn of(files: usize) -> Self {
        let most = files.saturating_sub(OTHER_FILES).max(files / 4).max(1);
        Self { begins_at: (most / 2).clamp(1, LARGEST_CROWD), most }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_the_limit_of_open_files() {
        for (files, begins_at, most) in [
            (0, 1, 1),
            (64, 8, 16),
            (256, 48, 96),
            (1024, 432, 864),
            (16_384, 1000, 16_224),
            (usize::MAX, 1000, usize::MAX - 160),
        ] {
            assert_eq!(Crowd::of(files), Crowd { begins_at, most }, "{files}");
        }
    }
}
