//! The batch taken along: its ids, its link, and itself as a command or as JSON.

use leptos::prelude::*;
use model::batch_json::batch_json;
use model::command::aliyun_command;
use model::request::Request;
use model::tr;
use web_sys::Element;

use super::batch_panel::Panel;
use super::take::curl;
use crate::browser;
use crate::components::copy_menu::{CopyAs, bind_copy_menu};
use crate::components::fill::within;
use crate::components::markup::Markup;
use crate::i18n;

/// Binds what is copied of the panel's head and of the facts.
pub(super) fn bind_copies(panel: Panel, beside: &Element) {
    let menu = within(beside, ".copy-batch-menu");
    let has_json = move || panel.with_batch(|_| ()).is_some();
    bind_copy_menu(menu, has_json, move |choice| panel.copy_as(choice));
    let copying = panel.page.copying;
    let markup = Markup(beside.clone());
    markup.on("click", ".copy-id", move |_| {
        copying.on_copy().run(panel.key.with_untracked(|key| key.batch_id.clone()));
    });
    markup.on("click", ".copy-request", move |_| {
        let id = untrack(|| panel.with_batch(|batch| batch.request_id.clone()));
        copying.on_copy().run(id.flatten().unwrap_or_default());
    });
    markup.on("click", ".copy-link", move |_| {
        let location = panel.page.location.get_untracked();
        let address = browser::address_of(&location.to_search());
        copying.copy(address, tr!(i18n::untracked(), "Link copied").to_owned());
    });
}

impl Panel {
    fn copy_as(self, choice: CopyAs) {
        let locale = &i18n::untracked();
        let key = self.key.get_untracked();
        let request = Request::Batch { batch_id: key.batch_id };
        let text = match choice {
            CopyAs::Aliyun => aliyun_command(&request, key.endpoint.region.as_deref()),
            CopyAs::Curl => curl(&key.endpoint, &request),
            // It has no time that a link could slide with.
            CopyAs::Json | CopyAs::SlidingLink | CopyAs::PinnedLink => {
                untrack(|| self.with_batch(|batch| batch_json(locale, batch))).unwrap_or_default()
            }
        };
        self.page.copying.copy(text, choice.words(locale, None));
    }
}
