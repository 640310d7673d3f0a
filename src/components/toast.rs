//! The result of the user's own action, for a few seconds. Failures of loading never come here.

use leptos::prelude::*;

use super::markup::Markup;
use super::part::present;

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
    let words = move || match notice.get() {
        None => ["", "", "", ""].map(str::to_owned),
        Some(Notice::Copied(text)) => ["ok", "#i-done", "Copied", &text].map(str::to_owned),
        Some(Notice::NotCopied(text)) => {
            ["bad", "#i-failed", "Copy failed. Select the text instead.", &text].map(str::to_owned)
        }
    };
    toast.attribute("hidden", move || present(notice.with(Option::is_none)));
    toast.part(".badge").attribute("data-tone", move || words()[0].clone());
    toast.part(".badge use").attribute("href", move || words()[1].clone());
    toast.part(".toast-words").text(move || words()[2].clone());
    toast.part("code").text(move || words()[3].clone());
    toast.part("button").on("click", move |_| on_close());
}
