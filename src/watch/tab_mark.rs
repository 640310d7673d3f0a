//! A mark on the tab of a page that nobody looks at: a sign before its title, and a dot on its icon.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::document;
use model::view::watch::Sign;

use crate::browser::{self, page};

/// Where the icon's drawing ends.
const END: &str = "%3C/svg%3E";
/// The title of this tab, and its mark, which goes when the page is looked at.
#[derive(Clone, Default)]
pub struct TabMark(Rc<RefCell<Tab>>);

#[derive(Default)]
struct Tab {
    /// Without the sign. The page has one before it is given another.
    title: Option<String>,
    mark: Option<Mark>,
}

struct Mark {
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

    /// Gives the tab a title. A mark stays before it.
    pub fn set_title(&self, title: String) {
        self.0.borrow_mut().title = Some(title);
        self.show_title();
    }

    /// Marks the tab unless somebody looks at it. Of several marks the worst is shown.
    pub fn set(&self, sign: Sign) {
        if !browser::is_hidden() && document().has_focus().unwrap_or_default() {
            return;
        }
        let mut tab = self.0.borrow_mut();
        let before = tab.mark.take();
        let icon = before.as_ref().map_or_else(page::tab_icon, |mark| mark.icon.clone());
        let sign = before.map_or(sign, |mark| mark.sign.max(sign));
        page::set_tab_icon(&marked(&icon, sign));
        tab.mark = Some(Mark { sign, icon });
        tab.title.get_or_insert_with(|| document().title());
        drop(tab);
        self.show_title();
    }

    fn clear(&self) {
        let mark = self.0.borrow_mut().mark.take();
        if let Some(Mark { icon, .. }) = mark {
            page::set_tab_icon(&icon);
            self.show_title();
        }
    }

    fn show_title(&self) {
        let tab = self.0.borrow();
        if let Some(title) = &tab.title {
            document().set_title(&titled(title, tab.mark.as_ref().map(|mark| mark.sign)));
        }
    }
}

/// The title with the sign of a mark before it.
fn titled(title: &str, sign: Option<Sign>) -> String {
    sign.map_or_else(|| title.to_owned(), |sign| format!("{} {title}", text(sign)))
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
    fn a_sign_stands_before_the_title_and_changes_nothing_in_it() {
        for (title, sign, shown) in [
            ("Batch tasks · PolarDB", None, "Batch tasks · PolarDB"),
            ("Batch tasks · PolarDB", Some(Sign::Good), "✓ Batch tasks · PolarDB"),
            ("Batch tasks", Some(Sign::Partly), "! Batch tasks"),
            // A batch may be called so.
            ("✓ tick", None, "✓ tick"),
            ("✓ tick", Some(Sign::Bad), "✗ ✓ tick"),
        ] {
            assert_eq!(titled(title, sign), shown);
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
