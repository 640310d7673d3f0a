//! The tools at the right end of the header.

use leptos::prelude::*;
use model::locale::Locale;
use model::{tr, word};

use crate::i18n::{translated, use_locale};
use crate::ui::icon::Icon;
use crate::{language, preferences};

/// The tools. What they do comes with the features, and a press before that would be lost.
#[component]
pub fn Tools() -> impl IntoView {
    let locale = use_locale();
    let is_chinese = move || {
        preferences::current().language.as_deref().unwrap_or(language::of_browser()) == "zh"
    };
    let theme = move || theme_label(preferences::current().theme.as_deref(), &locale.read());
    view! {
        <div class="tools" inert>
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
                <select class="field bare" aria-label=translated(word!("Language"))>
                    <option value="en" translate="no" prop:selected=move || !is_chinese()>
                        "EN"
                    </option>
                    <option value="zh" translate="no" lang="zh-CN" prop:selected=is_chinese>
                        "中文"
                    </option>
                </select>
            </label>
            <button type="button" class="icon-button theme" aria-label=theme title=theme>
                <Icon name="i-theme" />
            </button>
            <ToolButton class="icon-button help" label=word!("Keyboard") icon="i-help" />
            <ToolButton
                class="icon-button open-preferences"
                label=word!("Preferences")
                icon="i-gear"
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
) -> impl IntoView {
    let label = translated(label);
    view! {
        <button type="button" class=class aria-label=label title=label>
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
