//! Signing in with a token, which the proxy checks.

use leptos::prelude::*;
use model::failure::FailureKind;

use super::token_dialog::{Refusal, TokenDialog};
use crate::live::List;
use crate::pages::page::Page;
use crate::{browser, token};

/// Mounts the dialog for a token. It opens by itself where nothing can be read without one.
pub(crate) fn mount_sign_in(page: Page) {
    let is_open = RwSignal::new(false);
    let refusal = RwSignal::new(None);
    // While a token is checked: when the failure before it was.
    let checking_since = RwSignal::new(None);
    let endpoint = move || page.key.get_untracked().endpoint;
    open_when_needed(page, is_open);
    Effect::new(move |_| {
        page.live.known.with(|list| {
            let since = checking_since.get_untracked().filter(|_| !list.is_in_flight());
            let Some(failed_before) = since else { return };
            checking_since.set(None);
            match is_refused(list) && list.failed_at() != failed_before {
                true => refusal.set(Some(Refusal::NotAccepted)),
                false => is_open.set(false),
            }
        });
    });
    let try_token = move |typed: String| {
        if token::hold(&endpoint(), &typed) {
            checking_since.set(Some(page.live.known.with_untracked(List::failed_at)));
            page.refresh();
        } else {
            refusal.set(Some(Refusal::NotAWord));
        }
    };
    browser::mount("body", move || {
        let label = Signal::derive(move || page.key.with(|key| key.endpoint.label.clone()));
        view! {
            <TokenDialog
                endpoint=label
                is_open=is_open
                is_checking=Signal::derive(move || checking_since.with(Option::is_some))
                refusal=refusal
                on_token=Callback::new(try_token)
                on_close=Callback::new(move |()| checking_since.set(None))
            />
        }
    });
}

/// Opens the dialog where somebody asks for it, and where nothing was typed yet.
fn open_when_needed(page: Page, is_open: RwSignal<bool>) {
    Effect::new(move |_| {
        let endpoint = page.key.get_untracked().endpoint;
        let is_first = endpoint.wants_token && token::of(&endpoint).is_none();
        if page.sign_ins.get() > 0 || is_first {
            is_open.set(true);
        }
    });
}

fn is_refused(list: &List) -> bool {
    list.failure().is_some_and(|failure| failure.kind == FailureKind::SignInRequired)
}
