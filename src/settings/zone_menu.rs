//! The menu of zones, which times are shown in.

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use model::locale::Locale;
use model::preferences::Preferences;
use model::{tr, word};

use super::tools::MORE_MENU;
use crate::i18n::{translated, use_locale};
use crate::ui::menu::{Menu, MenuChoice};

/// The id of the popover.
const MENU: &str = "zone-menu";

/// The zones on offer, by IANA name; empty for the browser's own.
const CHOICES: [&str; 3] = ["", "UTC", "Asia/Shanghai"];

/// The menu.
#[component]
pub fn ZoneMenu(
    /// What is chosen.
    chosen: RwSignal<Preferences>,
    /// Called with the IANA name of a zone, empty for the browser's own.
    on_choose: Callback<&'static str>,
    /// Called when none of these will do.
    on_other: Callback<()>,
) -> impl IntoView {
    let locale = use_locale();
    let item = move |zone: &'static str| {
        let label =
            move || if zone.is_empty() { tr!(locale.read(), "Browser default") } else { zone };
        view! {
            <MenuChoice
                // Closing the menu that this one is opened from closes both.
                menu=MORE_MENU
                label=Signal::derive(move || label().to_owned())
                is_chosen=Signal::derive(move || chosen.read().field("zone") == zone)
                on_choose=move || on_choose.run(zone)
                attr:data-zone=zone
                attr:translate=(!zone.is_empty()).then_some("no")
            />
        }
    };
    let hint = move || assumed_zone_hint(&chosen.read().field("zoneless"), &locale.read());
    view! {
        <Menu id=MENU class="popover zone-menu" label=word!("Time zone")>
            {CHOICES.map(item).into_iter().collect_view()}
            <button
                type="button"
                class="item other"
                popovertarget=MORE_MENU
                popovertargetaction="hide"
                on:click=move |_| on_other.run(())
            >
                <span>{translated(word!("Other zones…"))}</span>
            </button>
            <p class="hint">{hint}</p>
        </Menu>
    }
}

/// The label of the button that opens the menu: `UTC+8 · Shanghai`.
#[component]
pub fn ZoneLabel(
    /// What is chosen.
    chosen: RwSignal<Preferences>,
    /// The IANA name of the browser's own zone: not asked with every tick, since the browser has to make a formatter to
    /// tell it.
    own: String,
    /// The time.
    now: ReadSignal<DateTime<Utc>>,
) -> impl IntoView {
    let locale = use_locale();
    let label = Memo::new(move |_| {
        let zone = chosen.read().field("zone");
        let name = if zone.is_empty() { &own } else { &zone };
        zone_label(name, now.get(), &locale.read())
    });
    move || label.get()
}

fn assumed_zone_hint(zone: &str, locale: &Locale) -> String {
    let zone = if zone.is_empty() { "UTC" } else { zone };
    tr!(locale, "Times that come without a zone are taken for {zone}.", zone = zone)
}

/// Of UTC the offset says all.
fn zone_label(name: &str, now: DateTime<Utc>, locale: &Locale) -> String {
    let offset = locale.zone.name_at(now);
    let city = name.rsplit('/').next().unwrap_or_default().replace('_', " ");
    let city = if city == "Shanghai" { tr!(locale, "Shanghai").to_owned() } else { city };
    if city.is_empty() || city == offset { offset } else { format!("{offset} · {city}") }
}
