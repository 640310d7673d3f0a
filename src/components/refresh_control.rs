//! How old the rows are, whether they are refreshed by themselves, and a button to do it now.

use leptos::prelude::*;

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
    state: Memo<RefreshState>,
    on_toggle: impl Fn() + 'static,
    on_refresh: impl Fn() + 'static,
) {
    let control = Markup::of_page(".refresh");
    let liveness = move || state.with(|state| state.liveness);
    control.part(".age").text(move || state.with(|state| state.age.clone()));
    let live = control.part(".live");
    live.attribute("data-state", move || liveness().name().to_owned())
        .attribute("aria-pressed", move || (liveness() != Liveness::Paused).to_string())
        .on("click", move |_| on_toggle());
    live.part(".word").text(move || liveness().word().to_owned());
    let is_busy = move || state.with(|state| state.is_refreshing);
    control
        .part(".square")
        .attribute("data-state", move || if is_busy() { "busy" } else { "idle" }.to_owned())
        .on("click", move |_| on_refresh());
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
