//! A mark on the tab of a page that nobody looks at: a sign before its title, and a dot on its icon.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::{document, window};

use crate::browser;
use crate::components::fill::Part;
use crate::components::markup::Markup;

const ICON: &str = "link[rel=icon]";
const TITLE: &str = "title";
/// Where the icon's drawing ends.
const END: &str = "%3C/svg%3E";

/// What the mark tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// All went well.
    Good,
    /// It ended, but not all is well.
    Partly,
    /// It went wrong.
    Bad,
}

/// The mark of this tab, which goes when the page is looked at.
#[derive(Clone, Default)]
pub struct TabMark(Rc<RefCell<Option<Shown>>>);

struct Shown {
    sign: Sign,
    /// The icon without the mark.
    icon: String,
}

impl TabMark {
    /// No mark yet.
    pub fn of_window() -> Self {
        let mark = Self::default();
        let clear = {
            let mark = mark.clone();
            move |_| {
                if !browser::is_hidden() {
                    mark.clear();
                }
            }
        };
        browser::on_window("visibilitychange", clear.clone());
        browser::on_window("focus", clear);
        mark
    }

    /// Marks the tab unless somebody looks at it. Of several marks the worst is shown.
    pub fn set(&self, sign: Sign) {
        if !browser::is_hidden() && document().has_focus().unwrap_or_default() {
            return;
        }
        let before = self.0.take();
        let icon = Markup::of_page(ICON).0;
        let plain = match &before {
            Some(shown) => shown.icon.clone(),
            None => icon.get_attribute("href").unwrap_or_default(),
        };
        let sign = before.map_or(sign, |shown| shown.sign.max(sign));
        set_title(&format!("{} {}", sign.text(), without_sign(&document().title())));
        Part::Attribute("href").set(&icon, &marked(&plain, sign));
        self.0.replace(Some(Shown { sign, icon: plain }));
    }

    fn clear(&self) {
        if let Some(Shown { icon, .. }) = self.0.take() {
            set_title(without_sign(&document().title()));
            Part::Attribute("href").set(&Markup::of_page(ICON).0, &icon);
        }
    }
}

impl Sign {
    const ALL: [Self; 3] = [Self::Good, Self::Partly, Self::Bad];

    fn text(self) -> &'static str {
        match self {
            Self::Good => "✓",
            Self::Partly => "!",
            Self::Bad => "✗",
        }
    }

    fn colour(self) -> &'static str {
        match self {
            Self::Good => "1F8F50",
            Self::Partly => "B87400",
            Self::Bad => "D63A34",
        }
    }
}

/// Brings the page to the front, as far as the browser lets it.
pub fn come_to_front() {
    // Nothing but a detached window refuses.
    let _ = window().focus();
}

/// In the same text node, which follows the language.
fn set_title(title: &str) {
    Part::Text.set(&Markup::of_page(TITLE).0, title);
}

fn without_sign(title: &str) -> &str {
    let of = |sign: Sign| title.strip_prefix(sign.text())?.strip_prefix(' ');
    Sign::ALL.into_iter().find_map(of).unwrap_or(title)
}

/// The icon with a dot in its corner.
fn marked(icon: &str, sign: Sign) -> String {
    let dot = format!("%3Ccircle cx='14' cy='6' r='6' fill='%23{}'/%3E", sign.colour());
    icon.strip_suffix(END)
        .map_or_else(|| icon.to_owned(), |drawing| drawing.to_owned() + &dot + END)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_goes_as_it_came() {
        for (title, plain) in [
            ("✓ Batch tasks · PolarDB", "Batch tasks · PolarDB"),
            ("✗ ✓ tick", "✓ tick"),
            ("Batch tasks", "Batch tasks"),
            ("✓", "✓"),
        ] {
            assert_eq!(without_sign(title), plain);
        }
    }

    #[test]
    fn the_dot_is_drawn_over_the_icon() {
        assert_eq!(
            marked("data:image/svg+xml,%3Csvg%3E%3C/svg%3E", Sign::Bad),
            "data:image/svg+xml,%3Csvg%3E%3Ccircle cx='14' cy='6' r='6' fill='%23D63A34'/%3E%3C/svg%3E"
        );
        assert_eq!(marked("icon.png", Sign::Good), "icon.png");
    }
}
