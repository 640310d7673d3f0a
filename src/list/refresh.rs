//! How old the rows are, whether they are refreshed by themselves, and a button to do it now.

use std::time::Duration;

use leptos::prelude::*;
use model::locale::Locale;
use model::tr;
use model::view::choices::with_current;
use model::view::refresh::{Liveness, RefreshState, interval_words, intervals};

use crate::i18n::use_locale;
use crate::ui::icon::Icon;

/// The refresh control of the page head.
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
    on_toggle: impl Fn() + Copy + Send + 'static,
    /// Asks now.
    on_refresh: impl Fn() + Copy + Send + 'static,
) -> impl IntoView {
    let locale = use_locale();
    let state = Memo::new(move |_| state(&locale.read()));
    view! {
        <div class="refresh" role="group" aria-label=move || tr!(locale.read(), "Refresh")>
            {move || state.with(|state| pace(state, exact_age.get(), &locale.read(), on_toggle))}
            <Interval set_up=set_up interval=interval on_change=on_interval />
            {move || state.with(|state| now_button(state, &locale.read(), on_refresh))}
        </div>
    }
}

/// How old the rows are, and the button that stops the automatic refresh or starts it again.
fn pace<T: Fn() + 'static>(
    state: &RefreshState,
    exact_age: Option<String>,
    locale: &Locale,
    on_toggle: T,
) -> impl IntoView + use<T> {
    let name = state.liveness.name();
    let is_on = state.liveness != Liveness::Paused;
    view! {
        <span class="age" tabindex="0" data-state=name title=exact_age>
            {state.age.clone()}
        </span>
        <button
            type="button"
            class="button live"
            data-state=name
            aria-pressed=if is_on { "true" } else { "false" }
            title=tr!(locale, "Automatic refresh")
            on:click=move |_| on_toggle()
        >
            <span class="dot"></span>
            <span class="word">{state.liveness.word(locale)}</span>
        </button>
    }
}

/// The button that asks now.
fn now_button<R: Fn() + 'static>(
    state: &RefreshState,
    locale: &Locale,
    on_refresh: R,
) -> impl IntoView + use<R> {
    let label = tr!(locale, "Refresh now");
    view! {
        <button
            type="button"
            class="button square"
            data-state=if state.is_refreshing { "busy" } else { "idle" }
            disabled=state.is_blocked
            aria-label=label
            title=label
            on:click=move |_| on_refresh()
        >
            <Icon name="i-refresh" />
        </button>
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
