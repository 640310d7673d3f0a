//! The looks that the page can have: languages, themes and widths, each changed in place.

use serde_json::json;

use crate::states::{Place, State};
use crate::visit::Visit;

/// What somebody sees the page in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Look {
    pub(crate) language: &'static str,
    pub(crate) theme: &'static str,
    pub(crate) width: u32,
}

const LANGUAGES: [&str; 2] = ["en", "zh"];
const THEMES: [&str; 2] = ["light", "dark"];
/// How wide the page is on a desk and on a phone.
pub(crate) const WIDTHS: [u32; 2] = [1440, PHONE];
const PHONE: u32 = 390;

/// Brings a state about and calls `look_at` in each look. The window has one of these heights.
pub(crate) async fn in_all_looks(
    visit: &Visit,
    state: &State,
    heights: [u32; 2],
    mut look_at: impl AsyncFnMut(Look),
) {
    be_still(visit).await;
    let widths = WIDTHS.into_iter().zip(heights);
    let sizes: Vec<_> = widths.filter(|(width, _)| is_at(*width, state.place)).collect();
    resize(visit, sizes[0].0, sizes[0].1).await;
    state.bring_about(visit).await;
    for language in LANGUAGES {
        speak(visit, state, language).await;
        for &(width, height) in &sizes {
            resize(visit, width, height).await;
            for theme in THEMES {
                visit.run(&format!("document.documentElement.dataset.theme = '{theme}'")).await;
                look_at(Look { language, theme, width }).await;
            }
        }
    }
}

fn is_at(width: u32, place: Place) -> bool {
    match place {
        Place::Everywhere => true,
        Place::Desk => width != PHONE,
        Place::Phone => width == PHONE,
    }
}

/// Nothing moves, and nothing lies beside the page.
async fn be_still(visit: &Visit) {
    let still = json!([{ "name": "prefers-reduced-motion", "value": "reduce" }]);
    visit.browser.devtools("Emulation.setEmulatedMedia", json!({ "features": still })).await;
    // As on a phone, and on most desks.
    visit.browser.devtools("Emulation.setScrollbarsHidden", json!({ "hidden": true })).await;
}

/// Chooses a language as the header does, also where a dialog is over it. A page without the header's tools comes anew.
async fn speak(visit: &Visit, state: &State, language: &str) {
    if visit.value("document.querySelector('.tools')?.inert").await != false {
        state.bring_about_in(visit, language).await;
    }
    let choose = format!(
        "const list = document.querySelector('.language select');
         if (list) list.value = '{language}';
         list?.dispatchEvent(new Event('change', {{ bubbles: true }}));"
    );
    visit.run(&choose).await;
    visit.expect("document.documentElement.lang.slice(0, 2)", language).await;
}

/// A narrow page is that of a phone, with fingers.
async fn resize(visit: &Visit, width: u32, height: u32) {
    let touch = json!({ "enabled": width == PHONE, "maxTouchPoints": 1 });
    visit.browser.devtools("Emulation.setTouchEmulationEnabled", touch).await;
    let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
    visit.browser.devtools("Emulation.setDeviceMetricsOverride", size).await;
    visit.expect("innerWidth", width).await;
}
