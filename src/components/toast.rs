//! The result of the user's own action, for a few seconds. Failures of loading never come here.

use leptos::prelude::*;

use super::icon::icon;

/// What to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// This text is on the clipboard.
    Copied(String),
    /// The browser did not allow copying; the text is there to be selected.
    NotCopied(String),
}

/// The place of the toast; empty most of the time.
#[component]
pub fn Toast(
    /// What to say, if anything.
    notice: ReadSignal<Option<Notice>>,
    /// Called when the toast is to go.
    on_close: impl Fn() + Copy + Send + 'static,
) -> impl IntoView {
    let toast = move || {
        notice.get().map(|notice| {
            let (tone, symbol, words, text) = match notice {
                Notice::Copied(text) => ("ok", "i-done", "Copied", text),
                Notice::NotCopied(text) => {
                    ("bad", "i-failed", "Copy failed. Select the text instead.", text)
                }
            };
            view! {
                <div class="toast">
                    <span class="badge" data-tone=tone>{icon(symbol)}</span>
                    <span>{words}</span>
                    <code>{text}</code>
                    <button
                        type="button"
                        class="icon-button"
                        aria-label="Close"
                        on:click=move |_| on_close()
                    >
                        {icon("i-close")}
                    </button>
                </div>
            }
        })
    };
    view! { <div class="toast-place" role="status">{toast}</div> }
}
