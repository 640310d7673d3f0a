//! A new release of the site while the page is open: offered beside the toasts until somebody closes the offer. Only a press
//! reloads the page.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::release::Releases;
use model::word;

use crate::api;
use crate::browser::page::script_address;
use crate::i18n::translated;
use crate::pages::page::Page;
use crate::ui::icon::Icon;
use crate::{browser, navigation};

/// Looks for another release while the page is visible, and as soon as it is again.
pub(crate) fn mount_releases(page: Page) {
    // A page that `trunk` serves reloads itself.
    let Some(releases) = Releases::of_page(&script_address(), page.now.get_untracked()) else {
        return;
    };
    let is_offered = RwSignal::new(false);
    browser::mount(".toast-place", move || view! { <ReleaseNotice is_offered=is_offered /> });
    let releases = Rc::new(RefCell::new(releases));
    Effect::new(move |_| {
        let now = page.now.get();
        let is_offline = page.live.refreshing.with_untracked(|refreshing| refreshing.is_offline);
        if browser::is_hidden() || is_offline || !releases.borrow_mut().look(now) {
            return;
        }
        let releases = Rc::clone(&releases);
        spawn_local(async move {
            let html = api::get_page().await.unwrap_or_default();
            if releases.borrow_mut().is_news(&html) {
                is_offered.set(true);
            }
        });
    });
}

/// Offers to reload the page.
#[component]
fn ReleaseNotice(
    /// Whether there is a release to offer.
    is_offered: RwSignal<bool>,
) -> impl IntoView {
    let notice = move || {
        view! {
            <div class="toast release">
                <span class="badge" data-tone="ok">
                    <Icon name="i-refresh" />
                </span>
                <span class="toast-words">{translated(word!("A new version is ready."))}</span>
                <button type="button" class="button act" on:click=|_| navigation::reload()>
                    {translated(word!("Reload"))}
                </button>
                <button
                    type="button"
                    class="icon-button"
                    aria-label=translated(word!("Close"))
                    on:click=move |_| is_offered.set(false)
                >
                    <Icon name="i-close" />
                </button>
            </div>
        }
    };
    view! { <Show when=move || is_offered.get()>{notice()}</Show> }
}
