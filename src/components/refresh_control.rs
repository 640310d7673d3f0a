//! How old the rows are, whether they are refreshed by themselves, and a button to do it now.

use super::fill::{Fill, Part};
use super::markup::Markup;

/// What the control shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshState {
    /// `Updated 2 s ago`, `Next try in 8 s`; changes with the clock.
    pub age: String,
    /// How the automatic refresh stands.
    pub liveness: Liveness,
    /// Whether a request is on its way.
    pub is_refreshing: bool,
}

/// How the automatic refresh stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Liveness {
    /// It goes on.
    Live,
    /// The last attempts failed, it goes on.
    Troubled,
    /// The user stopped it.
    Paused,
    /// It stopped, because only somebody's action can help.
    Stopped,
}

/// Binds the refresh control of the page head. `on_toggle` stops or starts the automatic refresh, and
/// `on_refresh` asks now.
pub fn bind_refresh_control(
    state: impl Fn() -> RefreshState + 'static,
    on_toggle: impl Fn() + 'static,
    on_refresh: impl Fn() + 'static,
) {
    let control = Markup::of_page(".refresh");
    control.on("click", ".live", move |_| on_toggle());
    control.on("click", ".square", move |_| on_refresh());
    control.show(move || fills(state()));
}

fn fills(state: RefreshState) -> Vec<Fill> {
    let RefreshState { age, liveness, is_refreshing } = state;
    let is_on = liveness != Liveness::Paused;
    let busy = if is_refreshing { "busy" } else { "idle" };
    vec![
        (".age", Part::Text, age),
        (".live", Part::Attribute("data-state"), liveness.name().to_owned()),
        (".live", Part::Attribute("aria-pressed"), is_on.to_string()),
        (".word", Part::Text, liveness.word().to_owned()),
        (".square", Part::Attribute("data-state"), busy.to_owned()),
    ]
}

impl Liveness {
    fn word(self) -> &'static str {
        match self {
            Self::Live | Self::Troubled => "Live",
            Self::Paused => "Paused",
            Self::Stopped => "Stopped",
        }
    }

    /// What the style sheet calls it.
    fn name(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Troubled => "troubled",
            Self::Paused => "paused",
            Self::Stopped => "stopped",
        }
    }
}
