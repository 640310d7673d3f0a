//! The address of the page, and addresses in full, as they are copied.

use leptos::prelude::window;
use model::location::Location;
use web_sys::Url;

/// The path of the page.
pub fn path() -> String {
    window().location().pathname().unwrap_or_default()
}

/// The path of the folder that the page is in, which ends with `/`.
pub fn folder() -> String {
    let mut path = path();
    path.truncate(path.rfind('/').map_or(0, |slash| slash + 1));
    path
}

/// Where the page comes from: `https://console.example`.
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// The address of a view, for somebody else to open.
pub fn of_view(location: &Location) -> String {
    [&*origin(), &path(), &location.to_search()].concat()
}

/// What is relative to the page, in full. Without a name and a password, which are for nobody else; a lone `?` is the
/// page itself.
pub fn absolute(address: &str) -> String {
    let page = format!("{}{}", origin(), path());
    let Ok(url) = Url::new_with_base(address, &page) else { return address.to_owned() };
    url.set_username("");
    url.set_password("");
    if url.search().is_empty() {
        url.set_search("");
    }
    url.href()
}
