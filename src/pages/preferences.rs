//! What the tools of the header do.

use leptos::prelude::*;
use model::tr;

use super::page::Page;
use crate::browser;
use crate::browser::events::is_within;
use crate::last_views::LastViews;
use crate::live::List;
use crate::settings::choosing::mount_settings;

/// Mounts the dialogs with preferences and keys, and lets people use the tools, which the controls have.
pub(crate) fn bind_settings(page: Page, views: LastViews) {
    mount_settings(page, views);
    page.has_features.set(true);
    page.tell_exact_age();
}

impl Page {
    /// The exact time of the rows, for who points at their age or focuses it. Not before: it would be another one after
    /// every answer.
    fn tell_exact_age(self) {
        let tell = move || {
            let locale = &self.locale.get_untracked();
            let received = |list: &List| list.answer().map(|answer| answer.received_at);
            let exact = self.live.known.with_untracked(received).map(|at| locale.zone.full(at));
            let title = exact.map(|time| tr!(locale, "Data from {time}", time = time));
            self.exact_age.set(title);
        };
        browser::on_window("beforeprint", move |_| tell());
        for event in ["pointerover", "focusin"] {
            browser::on_window(event, move |event| {
                if is_within(&event, ".age") {
                    tell();
                }
            });
        }
    }
}
