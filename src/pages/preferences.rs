//! Preferences on the page: the dialog, the tools of the header, the keys, and what follows from a choice.

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::locale::Locale;
use model::preferences::Preferences;
use model::query::PageSize;
use model::status::BatchStatus;
use model::tr;

use super::page::Page;
use crate::ask::Memory;
use crate::components::fill::{Part, present};
use crate::components::keyboard_dialog::bind_keyboard_dialog;
use crate::components::markup::{Markup, field_value};
use crate::components::preferences_dialog::{Choices, PreferencesDialog};
use crate::components::stencil::Stencil;
use crate::components::zone_menu::{ZONE_MENU, Zones, bind_zone_menu};
use crate::keyboard::bind_keyboard;
use crate::last_views::LastViews;
use crate::live::List;
use crate::{attention, i18n, language, preferences};

/// Binds all of it.
pub(crate) fn bind_preferences(page: Page, views: LastViews) {
    apply_look(&preferences::chosen());
    let tools = Markup::of_page(".tools");
    let dialog = PreferencesDialog::new(Choices {
        field: Box::new(move |name| match name {
            "views" => present(views.is_on()),
            _ => preferences::current().field(name),
        }),
        on_choose: Box::new(move |name, value| match name {
            "views" => views.switch(!value.is_empty()),
            _ => page.choose(&preferences::chosen().with_field(name, value)),
        }),
        on_clear: Box::new(move || views.clear()),
        keeps_views: views.are_possible(),
        on_reset: Box::new(move || page.choose(&Preferences::default())),
    });
    let open = move || {
        if let Some(dialog) = &dialog {
            dialog.open();
        }
    };
    page.bind_zones(&tools, open.clone());
    tools.on("click", ".open-preferences", move |_| open());
    tools.on("change", ".language select", move |event| {
        page.choose_field("language", &field_value(&event));
    });
    tools.on("click", ".theme", move |_| page.choose_field("theme", next_theme()));
    tools.show(|locale| {
        let chosen = preferences::current();
        let language = chosen.language.as_deref().unwrap_or(language::of_browser()).to_owned();
        let theme = theme_words(locale, chosen.theme.as_deref());
        vec![
            // Until now a press would have been lost.
            ("", Part::Attribute("inert"), String::new()),
            (".language select", Part::Value, language),
            (".theme", Part::Attribute("title"), theme.to_owned()),
            (".theme", Part::Attribute("aria-label"), theme.to_owned()),
        ]
    });
    page.keep_controls();
    page.bind_age();
    bind_keyboard_dialog(
        || !preferences::current().has_no_shortcuts,
        move |is_on| page.choose_field("shortcuts", &present(is_on)),
    );
    bind_keyboard(|| !preferences::chosen().has_no_shortcuts, move |key| page.act_on(key));
}

impl Page {
    fn bind_zones(self, tools: &Markup, on_other: impl Fn() + 'static) {
        let Some(menu) = Stencil::new(ZONE_MENU).and_then(|menu| menu.place_in(&tools.0)) else {
            return;
        };
        let zones = || {
            let chosen = preferences::current();
            Zones { shown: chosen.field("zone"), zoneless: chosen.field("zoneless") }
        };
        let choose = move |zone: &str| self.choose_field("zone", zone);
        bind_zone_menu(menu, zones, move || self.now.get(), choose, on_other);
    }

    /// What is chosen at the list's own controls is kept, too.
    fn keep_controls(self) {
        for (name, control) in [("interval", ".interval"), ("size", ".page-size select")] {
            Markup::of_page("body").on("change", control, move |event| {
                self.choose_field(name, &field_value(&event));
            });
        }
    }

    /// The age of the rows has its exact time, for who points at it or comes to it by keyboard. Not before: it would be
    /// another one after every answer.
    fn bind_age(self) {
        for event in ["pointerenter", "focus"] {
            let age = Markup::of_page(".age");
            let place = age.0.clone();
            age.on(event, "", move |_| {
                let locale = &i18n::untracked();
                let received = |list: &List| list.answer().map(|answer| answer.received_at);
                let exact = self.live.known.with_untracked(received).map(|at| locale.zone.full(at));
                let title = exact.map(|time| tr!(locale, "Data from {time}", time = time));
                Part::Attribute("title").set(&place, &title.unwrap_or_default());
            });
        }
    }

    fn choose_field(self, name: &str, value: &str) {
        self.choose(&preferences::chosen().with_field(name, value));
    }

    /// Chooses, and lets the page follow.
    fn choose(self, next: &Preferences) {
        let before = preferences::chosen();
        preferences::choose(next.clone());
        apply_look(next);
        if next.interval != before.interval {
            let set_up = self.config.with_value(|config| config.poll.base);
            let interval = next.interval.unwrap_or(set_up);
            self.live.set_interval(interval);
            let milliseconds = interval.as_millis().to_string();
            Part::Value.set(&Markup::of_page(".interval").0, &milliseconds);
        }
        if next.page_size != before.page_size {
            let size = next
                .page_size
                .map_or_else(PageSize::default, |size| PageSize::clamped(size.into()));
            let location = self.location.get_untracked();
            self.navigation.push(&location.with_query(location.query.with_size(size)));
        }
        if (&next.zone, &next.zoneless) != (&before.zone, &before.zoneless) {
            i18n::set_zones(next);
        }
        if next.language == before.language {
            return;
        }
        let language = next.language.clone().unwrap_or_else(|| language::of_browser().to_owned());
        spawn_local(async move {
            if let Some(translations) = language::change(&language).await {
                i18n::set_translations(translations);
            }
        });
    }

    /// Acts on a key that presses no control.
    fn act_on(self, key: &str) -> bool {
        match key {
            "/" => attention::focus(&Markup::of_page(".open-batch input").0),
            "f" => self.turn_to_failed(),
            "u" => {
                let is_utc = i18n::untracked().zone.name_at(self.now.get_untracked()) == "UTC";
                self.choose_field("zone", if is_utc { "" } else { "UTC" });
            }
            _ => return false,
        }
        true
    }

    /// Shows only what failed, or what is of any status if that is what is shown.
    fn turn_to_failed(self) {
        let location = self.location.get_untracked();
        let query = location.query.with_only(BatchStatus::Failed);
        self.navigation.push(&location.with_query(query));
    }
}

/// The looks that are the style sheet's to know.
fn apply_look(chosen: &Preferences) {
    let root = Markup::of_page("").0;
    Part::Attribute("data-theme").set(&root, &chosen.field("theme"));
    Part::Attribute("data-density").set(&root, &chosen.field("density"));
    Part::Attribute("data-hides").set(&root, &chosen.hidden.join(" "));
    let size = chosen.page_size.map_or_else(String::new, |size| format!("size={size}"));
    Part::Attribute("href").set(&Markup::of_page(".brand").0, &format!("?{size}"));
}

fn next_theme() -> &'static str {
    match preferences::chosen().theme.as_deref() {
        None => "light",
        Some("light") => "dark",
        Some(_) => "",
    }
}

fn theme_words(locale: &Locale, theme: Option<&str>) -> &'static str {
    match theme {
        None => tr!(locale, "Theme: auto"),
        Some("light") => tr!(locale, "Theme: light"),
        Some(_) => tr!(locale, "Theme: dark"),
    }
}
