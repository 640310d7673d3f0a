//! The result of the user's own action, for a few seconds. Failures of loading never come here.

use leptos::prelude::*;
use model::locale::Locale;
use model::tr;

use super::icon::Icon;
use crate::i18n::use_locale;

/// What to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Whether it went well.
    pub is_good: bool,
    /// What was done, or was not.
    pub words: String,
    /// What it was done to.
    pub text: String,
}

/// The toast, hidden most of the time. It is created once, in a region that screen readers announce changes of.
#[component]
pub fn Toast(
    /// What it says, if anything.
    notice: ReadSignal<Option<Notice>>,
    /// Called when it is to go.
    on_close: Callback<()>,
) -> impl IntoView {
    let locale = use_locale();
    move || toast(notice.read().as_ref(), &locale.read(), on_close)
}

/// The toast with what it says now.
fn toast(
    notice: Option<&Notice>,
    locale: &Locale,
    on_close: Callback<()>,
) -> impl IntoView + use<> {
    let (tone, icon) = match notice {
        Some(Notice { is_good: false, .. }) => ("bad", "i-failed"),
        _ => ("ok", "i-done"),
    };
    let (words, text) =
        notice.map(|notice| (notice.words.clone(), notice.text.clone())).unwrap_or_default();
    view! {
        <div class="toast" hidden=notice.is_none()>
            <span class="badge" data-tone=tone>
                <Icon name=icon />
            </span>
            <span class="toast-words">{words}</span>
            <code>{text}</code>
            <button
                type="button"
                class="icon-button"
                aria-label=tr!(locale, "Close")
                on:click=move |_| on_close.run(())
            >
                <Icon name="i-close" />
            </button>
        </div>
    }
}
