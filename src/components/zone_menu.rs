//! The menu of zones, which times are shown in.

use chrono::{DateTime, Utc};
use model::locale::Locale;
use model::tr;
use web_sys::Element;

use super::fill::{Fill, Part};
use super::markup::{Markup, pressed};
use crate::zone;

/// The markup, for the tools of the header.
pub const ZONE_MENU: &str = include_str!("zone_menu.html");

const CHOICES: [(&str, &str); 3] = [
    ("", "[data-zone='']"),
    ("UTC", "[data-zone=UTC]"),
    ("Asia/Shanghai", "[data-zone='Asia/Shanghai']"),
];

/// What is chosen: the IANA names of both zones; empty where nothing is.
pub struct Zones {
    /// Of the times that are shown.
    pub shown: String,
    /// Of times that do not name theirs.
    pub zoneless: String,
}

/// Binds the menu and its button. `on_choose` is called with the IANA name of a zone, empty for the browser's own, and
/// `on_other` when none of these will do.
pub fn bind_zone_menu(
    menu: Element,
    zones: impl Fn() -> Zones + Copy + 'static,
    now: impl Fn() -> DateTime<Utc> + 'static,
    on_choose: impl Fn(&str) + 'static,
    on_other: impl Fn() + 'static,
) {
    let menu = Markup(menu);
    menu.on("click", "", move |event| {
        if let Some(zone) = pressed(&event, CHOICES) {
            on_choose(zone);
        }
    });
    menu.on("click", ".other", move |_| on_other());
    menu.show(move |locale| fills(locale, &zones()));
    // Not with every tick: the browser has to make a formatter to tell it.
    let own = zone::name_of_browser();
    Markup::of_page(".zone-button").show(move |locale| {
        let shown = zones().shown;
        let name = if shown.is_empty() { &own } else { &shown };
        vec![(".zone-words", Part::Text, button_words(locale, name, now()))]
    });
}

fn fills(locale: &Locale, zones: &Zones) -> Vec<Fill> {
    let zoneless = if zones.zoneless.is_empty() { "UTC" } else { &zones.zoneless };
    let mut fills: Vec<Fill> = CHOICES
        .map(|(zone, place)| {
            (place, Part::Attribute("aria-pressed"), (zone == zones.shown).to_string())
        })
        .into();
    let hint = tr!(locale, "Times that come without a zone are taken for {zone}.", zone = zoneless);
    fills.push((".hint", Part::Text, hint));
    fills
}

/// `UTC+8 · Shanghai`; of UTC the offset says all.
fn button_words(locale: &Locale, name: &str, now: DateTime<Utc>) -> String {
    let offset = locale.zone.name_at(now);
    let city = name.rsplit('/').next().unwrap_or_default().replace('_', " ");
    let city = if city == "Shanghai" { tr!(locale, "Shanghai").to_owned() } else { city };
    if city.is_empty() || city == offset { offset } else { format!("{offset} · {city}") }
}
