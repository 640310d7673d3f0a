//! The refresh control: how old the rows are, and whether they are refreshed by themselves.

use std::time::Duration;

use super::choices::with_current;
use crate::locale::Locale;
use crate::{tr, word};

/// What the control shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshState {
    /// `Updated 2 s ago`, `Data from 14:52:08`, `Next try in 8 s`; changes with the clock.
    pub age: String,
    /// Why there is nothing newer than that, where it is said: ` · Next try in 8 s`.
    pub why: String,
    /// How the automatic refresh stands.
    pub liveness: Liveness,
    /// Whether an answer is taking its time.
    pub is_refreshing: bool,
    /// Whether asking now would only make it worse.
    pub is_blocked: bool,
}

/// How the automatic refresh stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Liveness {
    /// It goes on.
    Live,
    /// The last attempts failed, it goes on.
    Troubled,
    /// The service asked for a pause.
    Throttled,
    /// The user stopped it.
    Paused,
    /// It waits for a connection.
    Offline,
    /// It stopped, because only somebody's action can help.
    Stopped,
}

impl Liveness {
    /// What the button says.
    pub fn word(self, locale: &Locale) -> &'static str {
        locale.text(match self {
            Self::Live => word!("Live"),
            Self::Throttled => word!("Waiting"),
            Self::Troubled => word!("Retrying"),
            Self::Paused => word!("Paused"),
            Self::Offline => word!("Offline"),
            Self::Stopped => word!("Stopped"),
        })
    }

    /// What the style sheet calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Troubled => "troubled",
            Self::Throttled => "throttled",
            Self::Paused => "paused",
            Self::Offline => "offline",
            Self::Stopped => "stopped",
        }
    }
}

/// The pauses on offer, with that of the deployment besides.
pub fn intervals(current: Duration) -> Vec<Duration> {
    with_current(&[5, 10, 30, 60].map(Duration::from_secs), current)
}

/// A pause in seconds: `5 s`, `5.5 s`.
pub fn interval_words(locale: &Locale, pause: Duration) -> String {
    let seconds = match pause.subsec_millis() / 100 {
        0 => pause.as_secs().to_string(),
        tenths => format!("{}.{tenths}", pause.as_secs()),
    };
    tr!(locale, "{seconds} s", seconds = seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_of_the_deployment_joins_the_choices() {
        for (current, choices) in [
            (5_000, "5 s, 10 s, 30 s, 60 s"),
            (1_000, "1 s, 5 s, 10 s, 30 s, 60 s"),
            (5_500, "5 s, 5.5 s, 10 s, 30 s, 60 s"),
            (300_000, "5 s, 10 s, 30 s, 60 s, 300 s"),
        ] {
            let offered = intervals(Duration::from_millis(current));
            let offered = offered.into_iter();
            let offered: Vec<_> =
                offered.map(|pause| interval_words(&Locale::default(), pause)).collect();
            assert_eq!(offered.join(", "), choices);
        }
    }
}
