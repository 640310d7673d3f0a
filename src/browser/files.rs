//! Texts as files that the browser saves.

use std::time::Duration;

use leptos::leptos_dom::helpers;
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// The browser reads the file after the click that asks for it, and nobody is told when it has. A text is not in its
/// way so long.
const READ_WITHIN: Duration = Duration::from_secs(40);

/// Saves a text under a name. It fails where the browser refuses.
pub fn save(name: &str, content_type: &str, text: &str) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(content_type);
    let parts = js_sys::Array::of1(&text.into());
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link = document().create_element("a")?.unchecked_into::<HtmlAnchorElement>();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // Nothing but a detached page refuses.
    helpers::set_timeout(move || drop(Url::revoke_object_url(&url)), READ_WITHIN);
    Ok(())
}
