//! The result of the user's own action, for a few seconds. Failures of loading never come here.

use leptos::prelude::*;

use super::fill::{Fill, Part, present};
use super::markup::Markup;

/// What to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// This text is on the clipboard.
    Copied(String),
    /// The browser did not allow copying; the text is there to be selected.
    NotCopied(String),
}

/// Binds the place of the toast, which is empty most of the time; `on_close` is called when it is to go.
pub fn bind_toast(notice: ReadSignal<Option<Notice>>, on_close: impl Fn() + 'static) {
    let toast = Markup::of_page(".toast");
    toast.on("click", "button", move |_| on_close());
    toast.show(move || notice.with(|notice| fills(notice.as_ref())));
}

fn fills(notice: Option<&Notice>) -> Vec<Fill> {
    let (tone, icon, words, text) = match notice {
        None => ("", "", "", ""),
        Some(Notice::Copied(text)) => ("ok", "#i-done", "Copied", text.as_str()),
        Some(Notice::NotCopied(text)) => {
            ("bad", "#i-failed", "Copy failed. Select the text instead.", text.as_str())
        }
    };
    vec![
        ("", Part::Attribute("hidden"), present(notice.is_none())),
        (".badge", Part::Attribute("data-tone"), tone.to_owned()),
        ("use", Part::Attribute("href"), icon.to_owned()),
        (".toast-words", Part::Text, words.to_owned()),
        ("code", Part::Text, text.to_owned()),
    ]
}
