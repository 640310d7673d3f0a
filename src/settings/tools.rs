//! The tools at the right end of the header.

use leptos::prelude::*;
use model::locale::Locale;
use model::{tr, word};

use crate::i18n::{translated, use_locale};
use crate::language;
use crate::preferences::use_preferences;
use crate::ui::icon::Icon;

/// What the tools ask for. The features act on it when they are loaded.
#[derive(Clone, Copy)]
pub struct ToolSignals {
    /// The preference that was last chosen outside of the dialog: its name, and its new value.
    pub choice: RwSignal<Option<(&'static str, String)>>,
    /// Whether the dialog with preferences is open.
    pub shows_preferences: RwSignal<bool>,
    /// Whether the dialog with the keys is open.
    pub shows_keys: RwSignal<bool>,
    /// Whether the features are there.
    pub are_ready: RwSignal<bool>,
}

impl ToolSignals {
    /// Provides them to all that is below the current owner.
    pub fn provide() -> Self {
        let signals = Self {
            choice: RwSignal::new(None),
            shows_preferences: RwSignal::new(false),
            shows_keys: RwSignal::new(false),
            are_ready: RwSignal::new(false),
        };
        provide_context(signals);
        signals
    }
}

/// The tools. They cannot be used before the features are there.
#[component]
pub fn Tools(
    /// What they ask for.
    signals: ToolSignals,
) -> impl IntoView {
    let ToolSignals { choice, shows_preferences, shows_keys, are_ready } = signals;
    let (locale, chosen) = (use_locale(), use_preferences());
    let is_chinese =
        move || chosen.read().language.as_deref().unwrap_or(language::of_browser()) == "zh";
    let theme = move || theme_label(chosen.read().theme.as_deref(), &locale.read());
    let change_language = move |event| choice.set(Some(("language", event_target_value(&event))));
    let change_theme = move |_| {
        let next = chosen.with_untracked(|chosen| next_theme(chosen.theme.as_deref()));
        choice.set(Some(("theme", next.to_owned())));
    };
    view! {
        <div class="tools" inert=move || !are_ready.get()>
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
                opens=shows_keys
            />
            <ToolButton
                class="icon-button open-preferences"
                label=word!("Preferences")
                icon="i-gear"
                opens=shows_preferences
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

fn next_theme(theme: Option<&str>) -> &'static str {
    match theme {
        None => "light",
        Some("light") => "dark",
        Some(_) => "",
    }
}
