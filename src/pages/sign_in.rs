//! Signing in: with a token, which the proxy judges, or elsewhere, from where the user comes back.

use leptos::prelude::*;
use model::failure::FailureKind;
use model::tr;

use super::page::Page;
use crate::components::fill::Part;
use crate::components::markup::target;
use crate::components::token_dialog::TokenDialog;
use crate::effect::follow;
use crate::i18n;
use crate::live::List;
use crate::{browser, token};

/// Lets addresses to sign in at say where to come back to. The view may change as long as nobody goes there.
pub(crate) fn bind_way_back() {
    const HERE: &str = "{here}";
    browser::on_window("click", |event| {
        let Some(link) = target(&event).and_then(|it| it.closest("a[href*='{here}']").ok()?) else {
            return;
        };
        let search = window().location().search().unwrap_or_default();
        let here = String::from(js_sys::encode_uri_component(&browser::address_of(&search)));
        let address = link.get_attribute("href").unwrap_or_default().replace(HERE, &here);
        Part::Attribute("href").set(&link, &address);
    });
}

/// Binds the dialog. It opens by itself where there is nothing to be seen without a token.
pub(crate) fn bind_sign_in(page: Page) {
    // While a token is tried: when the failure before that was.
    let tried_after = RwSignal::new(None);
    let endpoint = move || page.key.get_untracked().endpoint;
    let state = move || {
        (page.key.with(|key| key.endpoint.label.clone()), tried_after.with(Option::is_some))
    };
    let on_token = move |dialog: &TokenDialog, typed: &str| {
        if token::hold(&endpoint(), typed) {
            tried_after.set(Some(page.live.known.with_untracked(List::failed_at)));
            page.refresh();
        } else {
            dialog.refuse(tr!(
                i18n::untracked(),
                "A token is one word of letters, digits and signs."
            ));
        }
    };
    // Who closes it reads the verdict on the page.
    let dialog = TokenDialog::new(state, on_token, move || tried_after.set(None));
    let Some(dialog) = dialog else { return };
    let opened = dialog.clone();
    follow(move || {
        let endpoint = endpoint();
        let is_first = endpoint.wants_token && token::of(&endpoint).is_none();
        if page.sign_ins.get() > 0 || is_first {
            opened.open();
        }
    });
    follow(move || {
        page.live.known.with(|list| {
            let Some(failed_before) = tried_after.get_untracked().filter(|_| !list.is_in_flight())
            else {
                return;
            };
            let is_refused = list.failed_at() != failed_before
                && list
                    .failure()
                    .is_some_and(|failure| failure.kind == FailureKind::SignInRequired);
            tried_after.set(None);
            if is_refused {
                dialog.refuse(tr!(
                    i18n::untracked(),
                    "This token is not accepted: it is wrong or has expired."
                ));
            } else {
                dialog.close();
            }
        });
    });
}
