//! The window in the URL, so that a link shows the same part of time.

use std::time::Duration;

use leptos::leptos_dom::helpers::set_timeout;
use leptos::prelude::*;
use model::location::Location;
use model::view::timeline::window::ChosenWindow;

use super::state::Timeline;

impl Timeline {
    /// The URL of the same list says another window, as one step back may. One that says none asks for no other.
    pub(super) fn follow_url(self, asked: Option<String>) {
        if asked.is_none() {
            return self.write();
        }
        if let Some(read) = self.read(asked.as_deref()) {
            self.chosen.set(Some(read));
        }
        self.said.set_value(asked);
    }

    /// The window that a URL means, if it says one.
    pub(super) fn read(self, asked: Option<&str>) -> Option<ChosenWindow> {
        ChosenWindow::read(asked?, self.now_untracked())
    }

    /// Whether the rows are those of the URL. Else they are on their way, and what the URL says is about them.
    pub(super) fn is_of_url(self, list: &Location) -> bool {
        self.page.location.with_untracked(|location| {
            location.query == list.query && location.env == list.env && location.view == list.view
        })
    }

    /// Writes the window into the URL, as no step of the history.
    fn write(self) {
        let is_current = self
            .rows
            .with_untracked(|rows| rows.as_ref().is_some_and(|rows| self.is_of_url(&rows.list)));
        let chosen = self.chosen.get_untracked().filter(|_| is_current);
        if let Some(chosen) = chosen {
            let window = Some(chosen.to_text(self.now_untracked()));
            self.said.set_value(window.clone());
            let location = self.page.location.get_untracked();
            self.page.navigation.replace(&Location { window, ..location });
        }
    }

    /// Writes the window once nobody has moved it for a while: browsers refuse more than a few changes a second.
    pub(super) fn write_later(self) {
        const PAUSE: Duration = Duration::from_millis(300);
        self.changes.update_value(|changes| *changes = changes.wrapping_add(1));
        let change = self.changes.get_value();
        set_timeout(
            move || {
                if self.changes.get_value() == change {
                    self.write();
                }
            },
            PAUSE,
        );
    }
}
