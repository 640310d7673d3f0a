//! A new release of the site while the page is open: offered beside the toasts, for as long as nobody closes it. Nothing
//! but a press reloads the page.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use model::release::Releases;

use super::page::Page;
use crate::api;
use crate::browser;
use crate::components::markup::Markup;
use crate::components::stencil::Stencil;
use crate::effect::follow;

const NOTICE: &str = include_str!("../components/release_notice.html");

/// Looks for another release while somebody looks at the page, which is also when they come back to it.
pub(crate) fn bind_releases(page: Page) {
    let script = Markup::of_page("script[src]").0.get_attribute("src").unwrap_or_default();
    // A page that `trunk` serves reloads itself.
    let Some(releases) = Releases::of_page(&script, page.now.get_untracked()) else { return };
    let releases = Rc::new(RefCell::new(releases));
    follow(move || {
        let now = page.now.get();
        let is_offline = page.live.refreshing.with_untracked(|refreshing| refreshing.is_offline);
        if browser::is_hidden() || is_offline || !releases.borrow_mut().look(now) {
            return;
        }
        let releases = Rc::clone(&releases);
        spawn_local(async move {
            let html = api::get_page().await.unwrap_or_default();
            if releases.borrow_mut().is_news(&html) {
                offer();
            }
        });
    });
}

/// In the place of an offer that is still there.
fn offer() {
    let place = Markup::of_page(".toast-place").0;
    if let Ok(Some(old)) = place.query_selector(".release") {
        old.remove();
    }
    let Some(notice) = Stencil::new(NOTICE).and_then(|notice| notice.place_in(&place)) else {
        return;
    };
    let notice = Markup(notice);
    notice.on("click", ".act", |_| browser::reload());
    let element = notice.0.clone();
    notice.on("click", ".icon-button", move |_| element.remove());
}
