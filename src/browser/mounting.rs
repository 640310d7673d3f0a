//! Components in the places that `index.html` keeps for them.

use leptos::prelude::IntoView;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::elements::{find, find_all};
use super::focus::{focus, has_focus};

/// Renders a component into an element of `index.html`, for as long as the page lives.
pub fn mount<V: IntoView + 'static>(selector: &str, component: impl FnOnce() -> V + 'static) {
    if let Some(place) = find(selector) {
        leptos::mount::mount_to(place, component).forget();
    }
}

/// Renders a component in the place of what an element of `index.html` has in it. Focus there goes to its first link.
pub fn mount_instead<V: IntoView + 'static>(
    selector: &str,
    component: impl FnOnce() -> V + 'static,
) {
    let Some(place) = find(selector) else { return };
    let had_focus = has_focus(&place);
    place.set_text_content(None);
    mount(selector, component);
    if had_focus && let Ok(Some(link)) = place.query_selector("a") {
        focus(link.unchecked_ref());
    }
}

/// Removes the elements of `index.html` that fit a selector.
pub fn remove_all(selector: &str) {
    find_all::<Element>(selector).iter().for_each(Element::remove);
}
