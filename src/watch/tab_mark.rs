//! A mark on the tab of a page that nobody looks at: a sign before its title, and a dot on its icon.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::document;
use model::view::watch::Sign;

use crate::browser::{self, page};

/// Where the icon's drawing ends.
const END: &str = "%3C/svg%3E";
const SIGNS: [Sign; 3] = [Sign::Good, Sign::Partly, Sign::Bad];

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
        let plain = before.as_ref().map_or_else(page::tab_icon, |shown| shown.icon.clone());
        let sign = before.map_or(sign, |shown| shown.sign.max(sign));
        document().set_title(&format!("{} {}", text(sign), without_sign(&document().title())));
        page::set_tab_icon(&marked(&plain, sign));
        self.0.replace(Some(Shown { sign, icon: plain }));
    }

    fn clear(&self) {
        if let Some(Shown { icon, .. }) = self.0.take() {
            document().set_title(without_sign(&document().title()));
            page::set_tab_icon(&icon);
        }
    }
}

fn text(sign: Sign) -> &'static str {
    match sign {
        Sign::Good => "✓",
        Sign::Partly => "!",
        Sign::Bad => "✗",
    }
}

fn colour(sign: Sign) -> &'static str {
    match sign {
        Sign::Good => "1F8F50",
        Sign::Partly => "B87400",
        Sign::Bad => "D63A34",
    }
}

fn without_sign(title: &str) -> &str {
    let of = |sign: Sign| title.strip_prefix(text(sign))?.strip_prefix(' ');
    SIGNS.into_iter().find_map(of).unwrap_or(title)
}

/// The icon with a dot in its corner.
fn marked(icon: &str, sign: Sign) -> String {
    let dot = format!("%3Ccircle cx='14' cy='6' r='6' fill='%23{}'/%3E", colour(sign));
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
