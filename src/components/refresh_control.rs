//! How old the rows are, whether they are refreshed by themselves, and a button to do it now.

use leptos::prelude::*;

use super::icon::icon;

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

/// The refresh control of the page head.
#[component]
pub fn RefreshControl(
    /// What to show.
    state: impl Fn() -> RefreshState + Copy + Send + 'static,
    /// Stops or starts the automatic refresh.
    on_toggle: impl Fn() + 'static,
    /// Asks now.
    on_refresh: impl Fn() + 'static,
) -> impl IntoView {
    let liveness = move || state().liveness;
    view! {
        <div class="refresh" role="group" aria-label="Refresh">
            <span class="age">{move || state().age}</span>
            <button
                type="button"
                class="button live"
                data-state=move || liveness().name()
                aria-pressed=move || if liveness() == Liveness::Paused { "false" } else { "true" }
                aria-label="Automatic refresh"
                title="Automatic refresh"
                on:click=move |_| on_toggle()
            >
                <span class="dot"></span>
                {move || liveness().word()}
            </button>
            <button
                type="button"
                class="button square"
                data-state=move || if state().is_refreshing { "busy" } else { "idle" }
                aria-label="Refresh now"
                title="Refresh now"
                on:click=move |_| on_refresh()
            >
                {icon("i-refresh")}
            </button>
        </div>
    }
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
