//! How old the rows are, whether they are refreshed by themselves, and a button to do it now.

use leptos::prelude::*;

use super::icon::icon;

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
    /// `Updated 2 s ago`, `Next try in 8 s`; changes with the clock.
    #[prop(into)]
    age: Signal<String>,
    /// How the automatic refresh stands.
    #[prop(into)]
    liveness: Signal<Liveness>,
    /// Whether a request is on its way.
    #[prop(into)]
    is_refreshing: Signal<bool>,
    /// Stops or starts the automatic refresh.
    on_toggle: Callback<()>,
    /// Asks now.
    on_refresh: Callback<()>,
) -> impl IntoView {
    let word = move || match liveness.get() {
        Liveness::Live | Liveness::Troubled => "Live",
        Liveness::Paused => "Paused",
        Liveness::Stopped => "Stopped",
    };
    let state = move || match liveness.get() {
        Liveness::Live => "live",
        Liveness::Troubled => "troubled",
        Liveness::Paused => "paused",
        Liveness::Stopped => "stopped",
    };
    let is_on = move || (liveness.get() != Liveness::Paused).to_string();
    view! {
        <div class="refresh" role="group" aria-label="Refresh">
            <span class="age">{move || age.get()}</span>
            <button
                type="button"
                class="button live"
                data-state=state
                aria-pressed=is_on
                aria-label="Automatic refresh"
                title="Automatic refresh"
                on:click=move |_| on_toggle.run(())
            >
                <span class="dot"></span>
                {word}
            </button>
            <button
                type="button"
                class="button square"
                class:turning=move || is_refreshing.get()
                aria-label="Refresh now"
                title="Refresh now"
                on:click=move |_| on_refresh.run(())
            >
                {icon("i-refresh")}
            </button>
        </div>
    }
}
