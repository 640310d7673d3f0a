//! The result of the user's own action, for a few seconds. Failures of loading never come here.

use leptos::prelude::*;

use super::fill::{Fill, Part, present};
use super::markup::Markup;

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

/// Binds the place of the toast, which is empty most of the time; `on_close` is called when it is to go.
pub fn bind_toast(notice: ReadSignal<Option<Notice>>, on_close: impl Fn() + 'static) {
    let toast = Markup::of_page(".toast");
    toast.on("click", "button", move |_| on_close());
    toast.show(move |_| notice.with(|notice| fills(notice.as_ref())));
}

fn fills(notice: Option<&Notice>) -> Vec<Fill> {
    let (tone, icon) = match notice {
        None => ("", ""),
        Some(Notice { is_good: true, .. }) => ("ok", "#i-done"),
        Some(Notice { is_good: false, .. }) => ("bad", "#i-failed"),
    };
    let said = |part: fn(&Notice) -> &String| notice.map(part).cloned().unwrap_or_default();
    vec![
        ("", Part::Attribute("hidden"), present(notice.is_none())),
        (".badge", Part::Attribute("data-tone"), tone.to_owned()),
        ("use", Part::Attribute("href"), icon.to_owned()),
        (".toast-words", Part::Text, said(|notice| &notice.words)),
        ("code", Part::Text, said(|notice| &notice.text)),
    ]
}
