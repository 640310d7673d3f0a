//! What a view, or a batch, is copied as.

use model::locale::Locale;
use model::tr;
use web_sys::Element;

use super::fill::{Fill, Part, present};
use super::markup::{Markup, pressed};

/// The markup of the view's menu, for the end of the page's head. That of a batch is in its panel.
pub const COPY_MENU: &str = include_str!("copy_menu.html");

/// A form of the view; of a batch, one of the first three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyAs {
    /// The command for `aliyun`.
    Aliyun,
    /// The command for `curl`.
    Curl,
    /// The rows, or the batch.
    Json,
    /// A link whose range goes with the time.
    SlidingLink,
    /// A link whose range stands.
    PinnedLink,
}

const CHOICES: [(CopyAs, &str); 5] = [
    (CopyAs::Aliyun, "[data-as=aliyun]"),
    (CopyAs::Curl, "[data-as=curl]"),
    (CopyAs::Json, "[data-as=json]"),
    (CopyAs::SlidingLink, "[data-as=sliding]"),
    (CopyAs::PinnedLink, "[data-as=pinned]"),
];

impl CopyAs {
    /// What the toast says of it; `rows` are those of a page, and none for a batch.
    pub fn words(self, locale: &Locale, rows: Option<usize>) -> String {
        match self {
            Self::Aliyun => tr!(locale, "Copied as aliyun CLI").to_owned(),
            Self::Curl => tr!(locale, "Copied as curl").to_owned(),
            Self::Json => match rows {
                None => tr!(locale, "Copied as JSON").to_owned(),
                Some(1) => tr!(locale, "Copied the 1 row of this page as JSON").to_owned(),
                Some(rows) => {
                    tr!(locale, "Copied the {rows} rows of this page as JSON", rows = rows)
                }
            },
            Self::SlidingLink => tr!(locale, "Copied a sliding link").to_owned(),
            Self::PinnedLink => tr!(locale, "Copied a link with pinned times").to_owned(),
        }
    }
}

/// Binds a menu; `has_json` is whether there is anything but the request.
pub fn bind_copy_menu(
    menu: Element,
    has_json: impl Fn() -> bool + 'static,
    on_copy: impl Fn(CopyAs) + 'static,
) {
    let menu = Markup(menu);
    menu.on("click", "", move |event| {
        if let Some(choice) = pressed(&event, CHOICES) {
            on_copy(choice);
        }
    });
    menu.show(move |_| fills(has_json()));
}

fn fills(has_json: bool) -> Vec<Fill> {
    vec![("[data-as=json]", Part::Attribute("disabled"), present(!has_json))]
}
