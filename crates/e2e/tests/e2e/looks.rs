//! The looks that the page can have: languages, themes and widths, each changed in place.

use serde_json::json;

use crate::states::{Place, State};
use crate::view::HAS_TOOLS;
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
pub(crate) const WIDTHS: [u32; 2] = [1440, 390];
const PHONE: u32 = WIDTHS[1];

/// How a window is: its heights, in the order of [`WIDTHS`], and how many pixels it has for each of CSS.
#[derive(Clone, Copy)]
pub(crate) struct Window {
    pub(crate) heights: [u32; 2],
    pub(crate) scale: u32,
}

/// Brings a state about and calls `look_at` in each look that is wanted; there has to be one.
pub(crate) async fn in_looks(
    visit: &Visit,
    state: &State,
    window: Window,
    is_wanted: impl Fn(Look) -> bool,
    mut look_at: impl AsyncFnMut(Look),
) {
    let mut looks = looks_of(state);
    looks.retain(|look| is_wanted(*look));
    be_still(visit).await;
    resize(visit, looks[0].width, window).await;
    state.bring_about(visit).await;
    let (mut language, mut width) = ("", looks[0].width);
    for look in looks {
        if look.language != language {
            language = look.language;
            speak(visit, state, language).await;
        }
        if look.width != width {
            width = look.width;
            resize(visit, width, window).await;
        }
        visit.run(&format!("document.documentElement.dataset.theme = '{}'", look.theme)).await;
        look_at(look).await;
    }
}

/// All looks of a state, those first that are changed into each other at the least cost.
pub(crate) fn looks_of(state: &State) -> Vec<Look> {
    let widths = WIDTHS.into_iter().filter(|width| is_at(*width, state.place));
    let sizes = LANGUAGES
        .into_iter()
        .flat_map(|language| widths.clone().map(move |width| (language, width)));
    let looks = |(language, width)| THEMES.map(|theme| Look { language, theme, width });
    sizes.flat_map(looks).collect()
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
    visit.browser.reduce_motion().await;
    // As on a phone, and on most desks.
    visit.browser.devtools("Emulation.setScrollbarsHidden", json!({ "hidden": true })).await;
}

/// Chooses a language as the header does, also where a dialog is over it. A page without the header's tools comes anew.
async fn speak(visit: &Visit, state: &State, language: &str) {
    if visit.value(HAS_TOOLS).await != true {
        state.bring_about_in(visit, language).await;
    }
    const LANGUAGE: &str = "document.documentElement.lang.slice(0, 2)";
    if visit.value(HAS_TOOLS).await == true && visit.value(LANGUAGE).await != language {
        // The menu stays closed: what is open would close.
        let mount = "document.querySelector('#more-menu').dispatchEvent(new Event('beforetoggle'))";
        visit.run(mount).await;
        visit.expect("document.querySelector('.language') !== null", true).await;
        visit.run("document.querySelector('.language').click()").await;
    }
    visit.expect(LANGUAGE, language).await;
}

/// A narrow page is that of a phone, with fingers.
async fn resize(visit: &Visit, width: u32, window: Window) {
    let touch = json!({ "enabled": width == PHONE, "maxTouchPoints": 1 });
    visit.browser.devtools("Emulation.setTouchEmulationEnabled", touch).await;
    let height = window.heights[usize::from(width == PHONE)];
    let size = json!({ "width": width, "height": height, "deviceScaleFactor": window.scale, "mobile": false });
    visit.browser.devtools("Emulation.setDeviceMetricsOverride", size).await;
    visit.expect("innerWidth", width).await;
}
