//! The page around the components: attributes of its root, and components at the end of its body.

use leptos::prelude::{IntoView, document, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Renders a component at the end of the page, for as long as it lives.
pub fn mount_last<V: IntoView + 'static>(component: impl FnOnce() -> V + 'static) {
    if let Some(body) = document().body() {
        leptos::mount::mount_to(body, component).forget();
    }
}

/// Sets an attribute of the root element; it is removed for an empty value.
pub fn set_root_attribute(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        // The names are ours, so none is refused.
        let _ = match value {
            "" => root.remove_attribute(name),
            value => root.set_attribute(name, value),
        };
    }
}

/// The address of the page's script as it is written there; it has the release in it.
pub fn script_address() -> String {
    let script = document().query_selector("script[src]").ok().flatten();
    script.and_then(|script| script.get_attribute("src")).unwrap_or_default()
}

/// Lets people use a part of the page that could not do anything until now.
pub fn release_inert(selector: &str) {
    if let Ok(Some(part)) = document().query_selector(selector) {
        let _ = part.remove_attribute("inert");
    }
}

/// Whether the page is visible and has the focus.
pub fn is_in_front() -> bool {
    !document().hidden() && document().has_focus().unwrap_or_default()
}

/// Brings the page to the front, as far as the browser allows it.
pub fn come_to_front() {
    // Nothing but a detached window refuses.
    let _ = window().focus();
}

/// The title of the tab.
pub fn title() -> String {
    document().title()
}

/// Changes the title of the tab in its text node, which follows the language.
pub fn set_title(title: &str) {
    let text = document().query_selector("title").ok().flatten();
    if let Some(text) = text.and_then(|title| title.first_child()) {
        text.set_node_value(Some(title));
    }
}

/// The address of the icon of the tab.
pub fn tab_icon() -> String {
    icon_link().and_then(|link| link.get_attribute("href")).unwrap_or_default()
}

/// Changes the icon of the tab.
pub fn set_tab_icon(address: &str) {
    if let Some(link) = icon_link() {
        let _ = link.set_attribute("href", address);
    }
}

fn icon_link() -> Option<Element> {
    document().query_selector("link[rel=icon]").ok().flatten()
}

/// Renders a component of one element before an element of the page, for as long as it lives.
pub fn mount_before<V: IntoView + 'static>(
    selector: &str,
    component: impl FnOnce() -> V + 'static,
) {
    let next = document().query_selector(selector).ok().flatten();
    let place = document().create_element("div").ok().and_then(|place| place.dyn_into().ok());
    let (Some(next), Some(place)) = (next, place) else { return };
    let place: HtmlElement = place;
    leptos::mount::mount_to(place.clone(), component).forget();
    if let Some(element) = place.first_element_child() {
        // Only a detached document refuses.
        let _ = next.insert_adjacent_element("beforebegin", &element);
    }
}
