//! A text of the page as a file that the browser saves.

use leptos::leptos_dom::helpers;
use leptos::prelude::document;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// The browser reads the file after the click that asks for it, and nobody is told when it has. A text is not in its
/// way so long.
const READ_WITHIN: Duration = Duration::from_secs(40);

/// Saves a text under a name; `false` where the browser refuses.
pub fn save(name: &str, content_type: &str, text: &str) -> bool {
    try_save(name, content_type, text).is_ok()
}

fn try_save(name: &str, content_type: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(content_type);
    let blob =
        Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&text.into()), &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link = document().create_element("a")?.unchecked_into::<HtmlAnchorElement>();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    let revoke = move || {
        // Nothing but a detached page refuses.
        let _ = Url::revoke_object_url(&url);
    };
    helpers::set_timeout(revoke, READ_WITHIN);
    Ok(())
}
