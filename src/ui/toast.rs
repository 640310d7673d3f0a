//! The result of the user's own action, for a few seconds. Failures of loading never come here.

use leptos::prelude::*;
use model::word;

use super::icon::Icon;
use crate::i18n::translated;

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
    let look = move || match &*notice.read() {
        None => ("", ""),
        Some(Notice { is_good: true, .. }) => ("ok", "#i-done"),
        Some(Notice { is_good: false, .. }) => ("bad", "#i-failed"),
    };
    let text = move |part: fn(&Notice) -> &String| {
        notice.read().as_ref().map(part).cloned().unwrap_or_default()
    };
    view! {
        <div class="toast" hidden=move || notice.read().is_none()>
            <span class="badge" data-tone=move || look().0>
                <svg class="icon" aria-hidden="true">
                    <use_ href=move || look().1></use_>
                </svg>
            </span>
            <span class="toast-words">{move || text(|notice| &notice.words)}</span>
            <code>{move || text(|notice| &notice.text)}</code>
            <button
                type="button"
                class="icon-button"
                aria-label=translated(word!("Close"))
                on:click=move |_| on_close.run(())
            >
                <Icon name="i-close" />
            </button>
        </div>
    }
}
