//! The menu at the right end of the header, for what is set once: language, zone, theme, keys and preferences.

use leptos::prelude::*;
use model::locale::Locale;
use model::preferences::Preferences;
use model::{tr, word};

use super::zone_menu::{ZoneLabel, ZoneMenu};
use crate::i18n::translated;
use crate::pages::page::Page;
use crate::ui::icon::Icon;
use crate::ui::menu::Menu;
use crate::{language, zone};

/// The id of the menu.
pub(super) const MORE_MENU: &str = "more-menu";

/// The button and its menu, of which nothing can be used before the features are there.
#[component]
pub fn Tools(
    /// The signals of the page.
    page: Page,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="icon-button more"
            popovertarget=MORE_MENU
            aria-label=translated(word!("More"))
            title=translated(word!("More"))
        >
            <svg class="icon" aria-hidden="true">
                <path stroke-width="2.2" d="M3 8h.01M8 8h.01M13 8h.01"></path>
            </svg>
        </button>
        <svg class="sprite" aria-hidden="true">
            <symbol id="i-globe" viewBox="0 0 16 16">
                <circle cx="8" cy="8" r="6"></circle>
                <path d="M2 8h12M8 2c-4.500 4-4.500 8 0 12M8 2c4.500 4 4.500 8 0 12"></path>
            </symbol>
            <symbol id="i-theme" viewBox="0 0 16 16">
                <circle cx="8" cy="8" r="6"></circle>
                <path fill="currentColor" d="M8 2a6 6 0 0 1 0 12Z"></path>
            </symbol>
            <symbol id="i-keyboard" viewBox="0 0 16 16">
                <rect x="1.500" y="4" width="13" height="8.500" rx="1.500"></rect>
                <path d="M4.500 7h.1M8 7h.1M11.500 7h.1M5.500 9.800h5"></path>
            </symbol>
        </svg>
        <Menu id=MORE_MENU class="popover take-menu more-menu" label=word!("More")>
            <div class="tools" inert=move || !page.has_features.get()>
                {looks(page)}
                <hr />
                <ToolButton
                    class="item help"
                    label=word!("Keyboard")
                    icon="i-keyboard"
                    key="?"
                    opens=page.shows_keys
                />
                <ToolButton
                    class="item open-preferences"
                    label=word!("Preferences")
                    icon="i-sliders"
                    key=""
                    opens=page.shows_preferences
                />
            </div>
            <ZoneMenu
                chosen=page.preferences
                on_choose=Callback::new(move |zone| page.choose_field("zone", zone))
                on_other=Callback::new(move |()| page.shows_preferences.set(true))
            />
        </Menu>
    }
}

/// Language, zone and theme, each with what is in force. A press on the language or the theme takes the next one.
fn looks(page: Page) -> impl IntoView {
    let (locale, chosen) = (page.locale, page.preferences);
    let is_chinese =
        move || chosen.read().language.as_deref().unwrap_or(language::of_browser()) == "zh";
    let next_language = move |_| {
        let next = if untrack(is_chinese) { "en" } else { "zh" };
        chosen.update(|chosen| chosen.language = Some(next.to_owned()));
    };
    let change_theme = move |_| chosen.update(|chosen| chosen.theme = next_theme(chosen));
    view! {
        <button type="button" class="item language" on:click=next_language>
            <Icon name="i-globe" />
            <span>{translated(word!("Language"))}</span>
            <span class="value" translate="no">
                {move || if is_chinese() { "中文" } else { "English" }}
            </span>
        </button>
        <button type="button" class="item zone-button" popovertarget="zone-menu">
            <Icon name="i-clock" />
            <span>{translated(word!("Time zone"))}</span>
            <span class="value zone-words">
                <ZoneLabel chosen=page.preferences own=zone::name_of_browser() now=page.now />
            </span>
        </button>
        <button type="button" class="item theme" on:click=change_theme>
            <Icon name="i-theme" />
            <span>{translated(word!("Theme"))}</span>
            <span class="value">
                {move || theme_word(chosen.read().theme.as_deref(), &locale.read())}
            </span>
        </button>
    }
}

#[component]
fn ToolButton(
    class: &'static str,
    /// The label in English.
    label: &'static str,
    icon: &'static str,
    /// The key that does the same; empty for none.
    key: &'static str,
    /// What it sets.
    opens: RwSignal<bool>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=class
            popovertarget=MORE_MENU
            popovertargetaction="hide"
            on:click=move |_| opens.set(true)
        >
            <Icon name=icon />
            <span>{translated(label)}</span>
            <span class="value" aria-hidden="true">
                {key}
            </span>
        </button>
    }
}

fn theme_word(theme: Option<&str>, locale: &Locale) -> &'static str {
    match theme {
        None => tr!(locale, "Auto"),
        Some("light") => tr!(locale, "Light"),
        Some(_) => tr!(locale, "Dark"),
    }
}

fn next_theme(chosen: &Preferences) -> Option<String> {
    match chosen.theme.as_deref() {
        None => Some("light".to_owned()),
        Some("light") => Some("dark".to_owned()),
        Some(_) => None,
    }
}
