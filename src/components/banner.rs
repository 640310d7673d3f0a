//! One sentence over rows that are still shown although the last refresh failed.

use super::fill::{Fill, Part, present};
use super::markup::Markup;

/// What the banner says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BannerState {
    /// A few words; without any there is no banner.
    pub title: String,
    /// The rest of the sentence.
    pub text: String,
}

/// Binds the banner; its button calls `on_retry`.
pub fn bind_banner(state: impl Fn() -> BannerState + 'static, on_retry: impl Fn() + 'static) {
    let banner = Markup::of_page(".banner");
    banner.on("click", "button", move |_| on_retry());
    banner.show(move || fills(state()));
}

fn fills(state: BannerState) -> Vec<Fill> {
    vec![
        ("", Part::Attribute("hidden"), present(state.title.is_empty())),
        ("strong", Part::Text, state.title),
        ("p > span", Part::Text, state.text),
    ]
}
