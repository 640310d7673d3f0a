//! Texts as files that the browser saves, and on the clipboard where there is no interface for it.

use std::time::Duration;

use leptos::leptos_dom::helpers;
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlDocument, HtmlTextAreaElement, Url};

use super::elements::find;
use super::focus::focus;

/// The browser reads the file after the click that asks for it, and nobody is told when it has.
const READ_WITHIN: Duration = Duration::from_secs(40);

/// Saves a text, or bytes, under a name. It fails where the browser refuses.
pub fn save(name: &str, content_type: &str, content: &JsValue) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(content_type);
    let parts = js_sys::Array::of1(content);
    let blob = Blob::new_with_blob_sequence_and_options(&parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link = document().create_element("a")?.unchecked_into::<HtmlAnchorElement>();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // Nothing but a detached page refuses.
    helpers::set_timeout(move || drop(Url::revoke_object_url(&url)), READ_WITHIN);
    Ok(())
}

/// Copies a text in the older way: from a field, and in the open dialog, outside of which nothing can be selected.
pub fn copy_selected(text: &str) -> Result<bool, JsValue> {
    let field = document().create_element("textarea")?.unchecked_into::<HtmlTextAreaElement>();
    let focused = document().active_element();
    let place = find("dialog:modal").or_else(|| find("body")).ok_or(JsValue::NULL)?;
    field.set_value(text);
    field.set_class_name("unseen");
    place.append_child(&field)?;
    field.select();
    let is_done = document().unchecked_into::<HtmlDocument>().exec_command("copy");
    field.remove();
    focused.iter().for_each(|focused| focus(focused.unchecked_ref()));
    is_done
}
