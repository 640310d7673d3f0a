//! What the batch is shared as: its link, a line, commands and JSON.

use leptos::prelude::*;
use model::batch::Batch;
use model::batch_json::batch_json;
use model::command::{WAITER, aliyun_command, curl_command};
use model::request::Request;
use model::view::share::share_menu::summary_line;
use model::{tr, word};

use super::open_batch::OpenBatch;
use crate::address::{absolute, of_view, origin};
use crate::i18n::use_locale;
use crate::ui::icon::Icon;
use crate::ui::menu::{Menu, MenuButton, MenuItem};

/// A form that a batch is copied in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CopyAs {
    /// The link to the view with the panel.
    Link,
    /// `BatchId`.
    Id,
    /// A line for a chat or a ticket.
    Summary,
    /// The command for `aliyun`.
    Aliyun,
    /// The same, which waits until the batch has completed.
    Waiter,
    /// The command for `curl`.
    Curl,
    /// The batch with its subtasks.
    Json,
    /// `RequestId` of the last answer, for support.
    RequestId,
}

/// The id of the menu.
const SHARE_MENU: &str = "share-batch-menu";

/// The button "Share", and the forms to choose from. Some need the batch.
#[component]
pub fn ShareMenu(
    /// The batch.
    batch: OpenBatch,
) -> impl IntoView {
    let locale = use_locale();
    let has_batch = Memo::new(move |_| batch.with(|_| ()).is_some());
    // There is nothing to wait for in one that has ended.
    let runs = Memo::new(move |_| batch.with(|batch| batch.task.runs()).unwrap_or_default());
    let button = move || {
        let share = tr!(locale.read(), "Share");
        view! { <MenuButton class="button quiet share-batch" menu=SHARE_MENU icon="i-out" label=share /> }
    };
    let items = move || {
        let (locale, is_off) = (locale.read(), !has_batch.get());
        let item = |key, icon, label, choice, is_disabled| {
            let choose = Callback::new(move |()| copy_as(batch, choice));
            view! {
                <MenuItem
                    menu=SHARE_MENU
                    key=key
                    icon=icon
                    label=label
                    is_disabled=is_disabled
                    on_choose=choose
                />
            }
        };
        view! {
            {item("link", "i-link", tr!(locale, "Copy link"), CopyAs::Link, false)}
            {item("id", "i-copy", tr!(locale, "Copy batch ID"), CopyAs::Id, false)}
            {item("summary", "i-list", tr!(locale, "Copy summary"), CopyAs::Summary, is_off)}
            <hr />
            {item("aliyun", "i-code", tr!(locale, "Copy as CLI"), CopyAs::Aliyun, false)}
            {runs
                .get()
                .then(|| {
                    let label = tr!(locale, "Copy as CLI, with --waiter");
                    item("waiter", "i-code", label, CopyAs::Waiter, false)
                })}
            {item("curl", "i-code", tr!(locale, "Copy as curl"), CopyAs::Curl, false)}
            {item("json", "i-table", tr!(locale, "Copy as JSON"), CopyAs::Json, is_off)}
            <hr />
            {item("request", "i-copy", tr!(locale, "Copy request ID"), CopyAs::RequestId, is_off)}
        }
    };
    view! {
        {button}
        <Menu id=SHARE_MENU class="popover take-menu share-batch-menu" label=word!("Share")>
            {items}
        </Menu>
    }
}

/// A button that copies something.
#[component]
pub fn IconButton(
    /// Its classes besides those of an icon button.
    class: &'static str,
    /// Its icon.
    icon: &'static str,
    /// What it copies.
    label: &'static str,
    /// Called when it is pressed.
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=["icon-button ", class].concat()
            aria-label=label
            title=label
            on:click=move |_| on_press.run(())
        >
            <Icon name=icon />
        </button>
    }
}

fn copy_as(batch: OpenBatch, choice: CopyAs) {
    let locale = &batch.around.locale.get_untracked();
    let key = batch.key.get_untracked();
    let request = Request::Batch { batch_id: key.batch_id.clone() };
    let endpoint = key.endpoint;
    let command = || aliyun_command(&request, endpoint.region.as_deref());
    let link = || batch.around.location.with_untracked(of_view);
    let of_batch =
        |text: &dyn Fn(&Batch) -> String| untrack(|| batch.with(text)).unwrap_or_default();
    let (text, words) = match choice {
        CopyAs::Link => (link(), tr!(locale, "Link copied")),
        CopyAs::Id => (key.batch_id, ""),
        CopyAs::Summary => {
            let line = of_batch(&|batch| summary_line(locale, &batch.task));
            (format!("{line}\n{}", link()), tr!(locale, "Copied the summary"))
        }
        CopyAs::Aliyun => (command(), tr!(locale, "Copied as aliyun CLI")),
        CopyAs::Waiter => (command() + WAITER, tr!(locale, "Copied as aliyun CLI")),
        CopyAs::Curl => (
            curl_command(&absolute(&endpoint.url), &origin(), endpoint.wants_token, &request),
            tr!(locale, "Copied as curl"),
        ),
        CopyAs::Json => {
            (of_batch(&|batch| batch_json(locale, batch)), tr!(locale, "Copied as JSON"))
        }
        CopyAs::RequestId => (of_batch(&|batch| batch.request_id.clone().unwrap_or_default()), ""),
    };
    batch.around.copying.copy(text, words.to_owned());
}
