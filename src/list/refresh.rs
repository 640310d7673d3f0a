//! How old the rows are, whether they are refreshed by themselves, and a button to do it now.

use std::time::Duration;

use leptos::prelude::*;
use model::locale::Locale;
use model::tr;
use model::view::choices::with_current;
use model::view::refresh::{Liveness, RefreshState, interval_words, intervals};

use crate::i18n::use_locale;
use crate::ui::icon::Icon;

/// The refresh control of the page head. It is created once: it changes each second, and its buttons keep their listeners.
#[component]
pub fn RefreshControl(
    /// What it shows.
    state: impl Fn(&Locale) -> RefreshState + Copy + Send + Sync + 'static,
    /// The exact time of the rows, once somebody wants to know it.
    exact_age: RwSignal<Option<String>>,
    /// The pause between two answers that the deployment has set up.
    set_up: Duration,
    /// The pause in force.
    interval: impl Fn() -> Duration + Send + 'static,
    /// Called with another pause.
    on_interval: impl Fn(Duration) + 'static,
    /// Stops the automatic refresh, or starts it again.
    on_toggle: impl Fn() + 'static,
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
            </span>
            <button
                type="button"
                class="button live"
                data-state=name
                aria-pressed=move || {
                    state.with(|state| state.liveness != Liveness::Paused).to_string()
                }
                title=move || tr!(locale.read(), "Automatic refresh")
                on:click=move |_| on_toggle()
            >
                <span class="dot"></span>
                <span class="word">
                    {move || state.with(|state| state.liveness.word(&locale.read()))}
                </span>
            </button>
            <Interval set_up=set_up interval=interval on_change=on_interval />
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

/// The choice of the pause between two answers.
#[component]
fn Interval(
    set_up: Duration,
    interval: impl Fn() -> Duration + Send + 'static,
    on_change: impl Fn(Duration) + 'static,
) -> impl IntoView {
    let locale = use_locale();
    let choose = move |event| {
        if let Ok(milliseconds) = event_target_value(&event).parse() {
            on_change(Duration::from_millis(milliseconds));
        }
    };
    let label = move || tr!(locale.read(), "Refresh every");
    let options = move || {
        let (locale, current) = (locale.read(), interval());
        let option = |pause: Duration| {
            let value = (pause.as_millis() as u64).to_string();
            view! {
                <option value=value prop:selected=pause == current>
                    {interval_words(&locale, pause)}
                </option>
            }
        };
        with_current(&intervals(set_up), current).into_iter().map(option).collect_view()
    };
    view! {
        <select class="button interval" aria-label=label title=label on:change=choose>
            {options}
        </select>
    }
}
