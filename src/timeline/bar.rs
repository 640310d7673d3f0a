//! The bar above the lanes: what colours mean, which part of time is shown, and buttons that change it.

use leptos::prelude::*;
use model::locale::Locale;
use model::view::timeline::window::WindowChange;
use model::{tr, word};

use super::state::Timeline;
use crate::i18n::{translated, use_locale};

/// The bar above the lanes, hidden while the table is shown.
#[component]
pub fn TimelineBar(
    /// The signals of the timeline.
    timeline: Timeline,
) -> impl IntoView {
    let locale = use_locale();
    let times = Memo::new(move |_| {
        let frame = timeline.frame().unwrap_or_default();
        (frame.times, format!(" {}", frame.zone))
    });
    let window = move || {
        let (times, zone) = times.get();
        view! {
            <span class="times">{times}</span>
            <span class="times-zone">{zone}</span>
        }
    };
    let button = move |class, zoom, label: &'static str, sign, change| {
        view! { <Zoom timeline=timeline class=class zoom=zoom label=label sign=sign change=change /> }
    };
    view! {
        <div class="span-bar" hidden=Signal::derive(move || timeline.rows.with(Option::is_none))>
            <div class="legend" aria-hidden="true">
                {move || locale.with(legend)}
            </div>
            <p class="window">{window}</p>
            <div class="zoom" role="group" aria-label=translated(word!("Time shown"))>
                {button(
                    "button square",
                    "out",
                    word!("Zoom out"),
                    Some("−"),
                    WindowChange::ZoomOut,
                )}
                {button("button", "fit", word!("Fit"), None, WindowChange::FitPage)}
                {button("button square", "in", word!("Zoom in"), Some("+"), WindowChange::ZoomIn)}
            </div>
            {button("button", "now", word!("Now"), None, WindowChange::ShowNow)}
        </div>
    }
}

/// A button that changes which part of time is shown.
#[component]
fn Zoom(
    timeline: Timeline,
    class: &'static str,
    /// Its name in the markup.
    zoom: &'static str,
    label: &'static str,
    /// What it shows instead of its label.
    sign: Option<&'static str>,
    change: WindowChange,
) -> impl IntoView {
    let locale = use_locale();
    move || {
        let label = locale.read().text(label);
        let name = sign.map(|_| label);
        view! {
            <button
                type="button"
                class=class
                data-zoom=zoom
                aria-label=name
                title=name
                on:click=move |_| timeline.change(change)
            >
                {sign.unwrap_or(label)}
            </button>
        }
    }
}

/// What the colours of bars mean.
fn legend(locale: &Locale) -> impl IntoView + use<> {
    [
        ("ran", Some("run"), tr!(locale, "Ran so far")),
        ("ahead", None, tr!(locale, "Forecast to ETA")),
        ("ran", Some("ok"), tr!(locale, "Completed")),
        ("ran", Some("warn"), tr!(locale, "Partly done")),
        ("ran", Some("bad"), tr!(locale, "Failed")),
    ]
    .map(|(class, tone, text)| {
        view! {
            <span>
                <i class=class data-tone=tone></i>
                {text}
            </span>
        }
    })
    .into_iter()
    .collect_view()
}
