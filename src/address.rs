//! Addresses in full, as they are copied.

use leptos::prelude::window;
use web_sys::Url;

use crate::browser;

/// Where the page comes from: `https://console.example`.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// What is relative to the page, in full. Without a name and a password, which are for nobody else; a lone `?` is the
/// page itself.
pub fn absolute(address: &str) -> String {
    let page = format!("{}{}", origin(), browser::path());
    let Ok(url) = Url::new_with_base(address, &page) else { return address.to_owned() };
    url.set_username("");
    url.set_password("");
    if url.search().is_empty() {
        url.set_search("");
    }
    url.href()
}
