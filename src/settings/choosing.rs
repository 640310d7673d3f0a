//! What follows from a preference: each acts on the page at once.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::chips;
use model::find::kind::Kind;
use model::locale::Locale;
use model::preferences::Preferences;
use model::query::PageSize;

use super::keyboard::{KeyboardDialog, follow_keys};
use super::preferences::PreferencesDialog;
use super::reading_ahead::ReadingAhead;
use crate::ask::Memory;
use crate::browser::focus::keep_focus_on_page;
use crate::browser::keys;
use crate::browser::page::set_root_attribute;
use crate::last_views::LastViews;
use crate::pages::page::Page;
use crate::{browser, i18n, language, navigation, preferences};

/// Mounts the dialogs with preferences and keys, and acts on keys and on what is chosen, there or in a control of the page.
pub(crate) fn mount_settings(page: Page, views: LastViews) {
    page.preferences.with_untracked(apply_look);
    page.follow_preferences();
    page.keep_interval();
    page.follow_visits();
    let reads_ahead = ReadingAhead::of_page();
    browser::mount("body", move || {
        let is_kept = Signal::derive(move || {
            // Read again whenever something is chosen: storage is no signal.
            page.preferences.track();
            views.is_on()
        });
        let choose = move |(name, value): (String, String)| match &*name {
            "views" => views.switch(!value.is_empty()),
            "index" => reads_ahead.switch(!value.is_empty()),
            _ => page.choose_field(&name, &value),
        };
        view! {
            <PreferencesDialog
                is_open=page.shows_preferences
                keeps_views=views.are_possible().then_some(is_kept)
                reads_ahead=reads_ahead.is_on()
                on_choose=Callback::new(choose)
                on_clear=Callback::new(move |()| views.clear())
                on_reset=Callback::new(move |()| {
                    reads_ahead.switch(true);
                    page.preferences.set(Preferences::default());
                })
            />
            <KeyboardDialog
                is_open=page.shows_keys
                on_switch=Callback::new(move |is_on| page.switch_shortcuts(is_on))
            />
        }
    });
    keep_focus_on_page();
    follow_keys(move || page.has_shortcuts(), move |key| page.act_on(key));
}

impl Page {
    /// Chooses one preference, by its name.
    pub(crate) fn choose_field(self, name: &str, value: &str) {
        self.preferences.update(|chosen| *chosen = chosen.with_field(name, value));
    }

    /// Keeps the interval that was chosen in the head of the page.
    fn keep_interval(self) {
        Effect::new(move |before: Option<Duration>| {
            let interval = self.live.refreshing.with(|refreshing| refreshing.interval);
            let set_up = self.config.with_value(|config| config.poll.base);
            let chosen = self.preferences.with_untracked(|chosen| chosen.interval);
            if before != Some(interval) && interval != chosen.unwrap_or(set_up) {
                self.choose_field("interval", &(interval.as_millis() as u64).to_string());
            }
            interval
        });
    }

    /// Whether single keys do anything.
    pub(crate) fn has_shortcuts(self) -> bool {
        !self.preferences.with_untracked(|chosen| chosen.has_no_shortcuts)
    }

    fn switch_shortcuts(self, is_on: bool) {
        self.choose_field("shortcuts", if is_on { "true" } else { "" });
    }

    /// Keeps what is chosen, and lets the page follow. What was chosen before the features were loaded is done now.
    fn follow_preferences(self) {
        let mut before = preferences::kept();
        Effect::new(move |_| {
            let next = self.preferences.get();
            if next != before {
                untrack(|| self.apply(&next, &before));
                before = next;
            }
        });
    }

    fn apply(self, next: &Preferences, before: &Preferences) {
        preferences::keep(next);
        apply_look(next);
        if next.interval != before.interval {
            let set_up = self.config.with_value(|config| config.poll.base);
            self.live.set_interval(next.interval.unwrap_or(set_up));
        }
        if next.page_size != before.page_size {
            let size = next
                .page_size
                .map_or_else(PageSize::default, |size| PageSize::clamped(size.into()));
            let location = self.location.get_untracked();
            self.navigation.push(&location.with_query(location.query.with_size(size)));
        }
        if (&next.zone, &next.zoneless) != (&before.zone, &before.zoneless) {
            i18n::set_zones(self.locale, next);
        }
        if next.language != before.language {
            change_language(self.locale, next.language.clone());
        }
    }

    /// Acts on a key that presses no control.
    fn act_on(self, key: &str) -> bool {
        match key {
            "/" => focus_alone(".search input"),
            "g" => {
                // Tab leads from the button into its menu.
                focus_alone(".display");
                keys::press(".display:focus");
            }
            "f" => self.toggle_failed(),
            "p" => self.live.toggle_pause(),
            "?" => self.shows_keys.set(true),
            "u" => {
                let zone = self.locale.get_untracked().zone;
                let is_utc = zone.name_at(self.now.get_untracked()) == "UTC";
                self.choose_field("zone", if is_utc { "" } else { "UTC" });
            }
            _ => return false,
        }
        true
    }

    /// Shows failed batches only, or those of any status if failed ones are all that is shown.
    fn toggle_failed(self) {
        let location = self.location.get_untracked();
        let query = chips::only(&location.query, Kind::Failed);
        self.navigation.push(&location.with_query(query));
    }
}

/// Focuses the one control that the selector finds, where it is shown. The page scrolls to it.
fn focus_alone(selector: &str) {
    keys::walk(selector, selector, 0);
}

/// Without a choice, the language of the browser.
fn change_language(locale: RwSignal<Locale>, chosen: Option<String>) {
    let language = chosen.unwrap_or_else(|| language::of_browser().to_owned());
    spawn_local(async move {
        if browser::page::is_rewritten() {
            // What translates pages has put its own texts in the place of ours, which nothing of ours reaches.
            return navigation::reload();
        }
        if let Some(translations) = language::change(&language).await {
            i18n::set_translations(locale, translations);
        }
    });
}

/// The looks that are the style sheet's to know.
fn apply_look(chosen: &Preferences) {
    set_root_attribute("data-theme", &chosen.field("theme"));
    set_root_attribute("data-density", &chosen.field("density"));
    set_root_attribute("data-hides", &chosen.hidden.join(" "));
}
