//! One sentence over rows that are still shown although the last refresh failed.

use super::markup::Markup;
use super::part::present;

/// What the banner says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BannerState {
    /// A few words; without any there is no banner.
    pub title: String,
    /// The rest of the sentence.
    pub text: String,
}

/// Binds the banner; its button calls `on_retry`.
pub fn bind_banner(
    state: impl Fn() -> BannerState + Copy + 'static,
    on_retry: impl Fn() + 'static,
) {
    let banner = Markup::of_page(".banner");
    banner.attribute("hidden", move || present(state().title.is_empty()));
    banner.part("strong").text(move || state().title);
    banner.part("p > span").text(move || state().text);
    banner.part("button").on("click", move |_| on_retry());
}
