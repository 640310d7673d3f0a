//! The menu of the automatic refresh: whether it goes on, and how often it asks.

use std::time::Duration;

use leptos::prelude::*;
use model::view::choices::with_current;
use model::view::refresh::{interval_words, intervals};
use model::word;

use super::refresh::LIVE_MENU;
use crate::i18n::{translated, use_locale};
use crate::ui::menu::{Menu, MenuChoice};

/// The menu.
#[component]
pub fn LiveMenu(
    /// Whether the user has stopped the refresh.
    is_paused: Memo<bool>,
    /// The pause between two answers that the deployment has set up.
    set_up: Duration,
    /// The pause in force.
    interval: Memo<Duration>,
    /// Stops the automatic refresh, or starts it again.
    on_toggle: Callback<()>,
    /// Called with another pause.
    on_interval: Callback<Duration>,
) -> impl IntoView {
    let locale = use_locale();
    let state = move |label: &'static str, stops: bool| {
        let choose = move || {
            if is_paused.get_untracked() != stops {
                on_toggle.run(());
            }
        };
        view! {
            <MenuChoice
                menu=LIVE_MENU
                label=Signal::derive(move || locale.read().text(label).to_owned())
                is_chosen=Signal::derive(move || is_paused.get() == stops)
                on_choose=choose
            />
        }
    };
    let pause = move |pause: Duration| {
        view! {
            <MenuChoice
                menu=LIVE_MENU
                label=Signal::derive(move || interval_words(&locale.read(), pause))
                is_chosen=Signal::derive(move || interval.get() == pause)
                on_choose=move || on_interval.run(pause)
            />
        }
    };
    let pauses = move || {
        let pauses = with_current(&intervals(set_up), interval.get());
        pauses.into_iter().map(pause).collect_view()
    };
    view! {
        <Menu id=LIVE_MENU class="popover take-menu live-menu" label=word!("Automatic refresh")>
            {state(word!("Live"), false)}
            {state(word!("Paused"), true)}
            <hr />
            <p class="menu-head">{translated(word!("Refresh every"))}</p>
            {pauses}
        </Menu>
    }
}
