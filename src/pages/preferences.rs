//! What the tools of the header do.

use leptos::prelude::*;
use model::tr;

use super::page::Page;
use crate::browser::events::is_within;
use crate::last_views::LastViews;
use crate::live::List;
use crate::settings::choosing::mount_settings;
use crate::settings::zone_menu::{ZoneLabel, ZoneMenu};
use crate::{browser, zone};

/// Mounts the dialogs with preferences and keys, and binds the tools, which the controls have.
pub(crate) fn bind_settings(page: Page, views: LastViews) {
    mount_settings(page, views);
    bind_tools(page);
}

/// Mounts the menu of zones and lets people use the tools.
fn bind_tools(page: Page) {
    let choose = Callback::new(move |zone| page.choose_field("zone", zone));
    let on_other = Callback::new(move |()| page.shows_preferences.set(true));
    // Not with every tick: the browser has to make a formatter to tell it.
    let own = zone::name_of_browser();
    browser::mount(".zone-words", move || {
        view! { <ZoneLabel chosen=page.preferences own=own now=page.now /> }
    });
    browser::mount(".tools", move || {
        view! { <ZoneMenu chosen=page.preferences on_choose=choose on_other=on_other /> }
    });
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
        for event in ["pointerover", "focusin"] {
            browser::on_window(event, move |event| {
                if is_within(&event, ".age") {
                    tell();
                }
            });
        }
    }
}
