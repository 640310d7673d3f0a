//! How old the rows are, whether they are refreshed by themselves, and a button to do it now.

use leptos::prelude::*;
use model::locale::Locale;
use model::tr;
use model::view::refresh::RefreshState;

use crate::i18n::use_locale;
use crate::ui::icon::Icon;

/// The id of the menu of the automatic refresh, which the controls have.
pub const LIVE_MENU: &str = "live-menu";

/// The refresh control of the page head. It is created once: it changes each second, and its buttons keep their listeners.
#[component]
pub fn RefreshControl(
    /// What it shows.
    state: impl Fn(&Locale) -> RefreshState + Copy + Send + Sync + 'static,
    /// The exact time of the rows, once somebody wants to know it.
    exact_age: RwSignal<Option<String>>,
    /// Asks now.
    on_refresh: impl Fn() + 'static,
) -> impl IntoView {
    let locale = use_locale();
    let state = Memo::new(move |_| state(&locale.read()));
    let name = move || state.with(|state| state.liveness.name());
    view! {
        <div class="refresh" role="group" aria-label=move || tr!(locale.read(), "Refresh")>
            <span class="age" tabindex="0" data-state=name title=exact_age>
                {move || state.with(|state| state.age.clone())}
                <span class="age-why">{move || state.with(|state| state.why.clone())}</span>
            </span>
            <button
                type="button"
                class="button live"
                popovertarget=LIVE_MENU
                data-state=name
                title=move || tr!(locale.read(), "Automatic refresh")
            >
                <span class="dot"></span>
                <span class="word">
                    {move || state.with(|state| state.liveness.word(&locale.read()))}
                </span>
                <Icon name="i-down" />
            </button>
            <button
                type="button"
                class="button square"
                data-state=move || {
                    if state.with(|state| state.is_refreshing) { "busy" } else { "idle" }
                }
                disabled=move || state.with(|state| state.is_blocked)
                aria-label=move || tr!(locale.read(), "Refresh now")
                title=move || tr!(locale.read(), "Refresh now")
                on:click=move |_| on_refresh()
            >
                <Icon name="i-refresh" />
            </button>
        </div>
    }
}
