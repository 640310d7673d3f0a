//! Copies of the batch: its link, and itself as a command or as JSON.

use leptos::prelude::*;
use model::batch_json::batch_json;
use model::command::{aliyun_command, curl_command};
use model::request::Request;
use model::tr;

use super::open_batch::OpenBatch;
use crate::address::{absolute, of_view, origin};
use crate::i18n::use_locale;
use crate::ui::icon::Icon;

/// A form that a batch is copied in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CopyAs {
    /// The command for `aliyun`.
    Aliyun,
    /// The command for `curl`.
    Curl,
    /// The batch with its subtasks.
    Json,
}

/// The button "Copy as", and the forms to choose from. Without a batch there is no JSON.
#[component]
pub fn CopyMenu(
    /// The batch.
    batch: OpenBatch,
) -> impl IntoView {
    let locale = use_locale();
    let has_json = Memo::new(move |_| batch.with(|_| ()).is_some());
    let item =
        move |name: &'static str, icon: &'static str, label: &'static str, choice: CopyAs| {
            let is_disabled = choice == CopyAs::Json && !has_json.get();
            view! {
                <button
                    type="button"
                    class="item"
                    data-as=name
                    popovertarget="copy-batch-menu"
                    popovertargetaction="hide"
                    disabled=is_disabled
                    on:click=move |_| copy_as(batch, choice)
                >
                    <Icon name=icon />
                    {label}
                </button>
            }
        };
    move || {
        let locale = locale.read();
        let (copy_as, head) = (tr!(locale, "Copy as"), tr!(locale, "Copy this batch as"));
        view! {
            <button
                type="button"
                class="button quiet copy-batch"
                popovertarget="copy-batch-menu"
                aria-label=copy_as
                title=copy_as
            >
                <Icon name="i-code" />
                <span class="word">{copy_as}</span>
                <Icon name="i-down" />
            </button>
            <div
                id="copy-batch-menu"
                class="popover take-menu copy-batch-menu"
                popover="auto"
                role="group"
                aria-label=head
            >
                <p class="menu-head">{head}</p>
                {item("aliyun", "i-code", tr!(locale, "aliyun CLI"), CopyAs::Aliyun)}
                {item("curl", "i-code", "curl", CopyAs::Curl)}
                {item("json", "i-table", "JSON", CopyAs::Json)}
            </div>
        }
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

/// Copies the link to the view with the panel.
pub(super) fn copy_link(batch: OpenBatch) {
    let address = batch.around.location.with_untracked(of_view);
    let text = tr!(batch.around.locale.get_untracked(), "Link copied").to_owned();
    batch.around.copying.copy(address, text);
}

fn copy_as(batch: OpenBatch, choice: CopyAs) {
    let locale = &batch.around.locale.get_untracked();
    let key = batch.key.get_untracked();
    let request = Request::Batch { batch_id: key.batch_id };
    let endpoint = key.endpoint;
    let (text, words) = match choice {
        CopyAs::Aliyun => (
            aliyun_command(&request, endpoint.region.as_deref()),
            tr!(locale, "Copied as aliyun CLI"),
        ),
        CopyAs::Curl => (
            curl_command(&absolute(&endpoint.url), &origin(), endpoint.wants_token, &request),
            tr!(locale, "Copied as curl"),
        ),
        CopyAs::Json => (
            untrack(|| batch.with(|batch| batch_json(locale, batch))).unwrap_or_default(),
            tr!(locale, "Copied as JSON"),
        ),
    };
    batch.around.copying.copy(text, words.to_owned());
}
