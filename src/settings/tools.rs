//! The tools at the right end of the header.

use leptos::prelude::*;
use model::locale::Locale;
use model::preferences::Preferences;
use model::{tr, word};

use crate::i18n::translated;
use crate::language;
use crate::pages::page::Page;
use crate::ui::icon::Icon;

/// The tools. They cannot be used before the features are there.
#[component]
pub fn Tools(
    /// The signals of the page.
    page: Page,
) -> impl IntoView {
    let (locale, chosen) = (page.locale, page.preferences);
    let is_chinese =
        move || chosen.read().language.as_deref().unwrap_or(language::of_browser()) == "zh";
    let theme = move || theme_label(chosen.read().theme.as_deref(), &locale.read());
    let change_language = move |event| {
        chosen.update(|chosen| chosen.language = Some(event_target_value(&event)));
    };
    let change_theme = move |_| chosen.update(|chosen| chosen.theme = next_theme(chosen));
    view! {
        <div class="tools" inert=move || !page.has_features.get()>
            <button
                type="button"
                class="button quiet zone-button"
                popovertarget="zone-menu"
                title=translated(word!("Time zone"))
            >
                <Icon name="i-clock" />
                <span class="zone-words"></span>
            </button>
            <label class="language">
                <Icon name="i-globe" />
                <select
                    class="field bare"
                    aria-label=translated(word!("Language"))
                    on:change=change_language
                >
                    <option value="en" translate="no" prop:selected=move || !is_chinese()>
                        "EN"
                    </option>
                    <option value="zh" translate="no" lang="zh-CN" prop:selected=is_chinese>
                        "中文"
                    </option>
                </select>
            </label>
            <button
                type="button"
                class="icon-button theme"
                aria-label=theme
                title=theme
                on:click=change_theme
            >
                <Icon name="i-theme" />
            </button>
            <ToolButton
                class="icon-button help"
                label=word!("Keyboard")
                icon="i-help"
                opens=page.shows_keys
            />
            <ToolButton
                class="icon-button open-preferences"
                label=word!("Preferences")
                icon="i-gear"
                opens=page.shows_preferences
            />
        </div>
    }
}

#[component]
fn ToolButton(
    class: &'static str,
    /// The label in English.
    label: &'static str,
    icon: &'static str,
    /// What it sets.
    opens: RwSignal<bool>,
) -> impl IntoView {
    let label = translated(label);
    view! {
        <button
            type="button"
            class=class
            aria-label=label
            title=label
            on:click=move |_| opens.set(true)
        >
            <Icon name=icon />
        </button>
    }
}

fn theme_label(theme: Option<&str>, locale: &Locale) -> &'static str {
    match theme {
        None => tr!(locale, "Theme: auto"),
        Some("light") => tr!(locale, "Theme: light"),
        Some(_) => tr!(locale, "Theme: dark"),
    }
}

fn next_theme(chosen: &Preferences) -> Option<String> {
    match chosen.theme.as_deref() {
        None => Some("light".to_owned()),
        Some("light") => Some("dark".to_owned()),
        Some(_) => None,
    }
}
