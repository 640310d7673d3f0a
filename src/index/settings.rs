//! What the deployment and the user say of the index.

use leptos::prelude::*;
use model::config::{ConfigError, index_auto, unknown_field};
use model::json::Json;
use model::{tr, word};

use crate::api::{self, File};
use crate::pages::page::Page;
use crate::ui::toast::Notice;
use crate::{json, storage};

/// Said of a field that means nothing, which is named.
const UNKNOWN: &str = word!("config.json has a field that is not known");

/// Whether the user lets tasks be read ahead, as the browser keeps it.
pub(super) fn is_wanted() -> bool {
    kept("index").as_deref() != Some("off")
}

/// How many of the newest batches are read by themselves; `None` where the deployment wants no index. A mistake in `config.json` is named,
/// and then there is none; a field that is not known is named, too.
pub(super) async fn auto(page: Page) -> Option<u32> {
    let json = if page.is_configured { config().await? } else { Json::Null };
    if let Some(field) = unknown_field(&json) {
        let words = page.locale.get_untracked().text(UNKNOWN).to_owned();
        page.copying.keep(Notice { is_good: false, words, text: field });
    }
    match index_auto(&json) {
        Ok(auto) => auto,
        Err(error) => {
            page.copying.keep(notice(page, &error));
            None
        }
    }
}

/// `config.json` once more: the first rows do without what it says of the index. `boot.js` keeps it where it may. `None` where it
/// cannot be had now: it may forbid the index.
async fn config() -> Option<Json> {
    if let Some(text) = kept("config") {
        return json::read_text(&text);
    }
    match api::get_file("config.json").await {
        File::Found(text) => json::read_text(&text),
        File::Missing | File::Failed(_) => None,
    }
}

fn notice(page: Page, error: &ConfigError) -> Notice {
    let locale = &page.locale.get_untracked();
    let must_be = tr!(
        locale,
        "{field} must be {expected}.",
        field = error.field,
        expected = locale.text(error.expected)
    );
    let words = tr!(locale, "config.json cannot be used");
    Notice { is_good: false, words: words.to_owned(), text: must_be }
}

fn kept(name: &str) -> Option<String> {
    storage::local_storage()?.get_item(&storage::storage_name(name)).ok()?
}
