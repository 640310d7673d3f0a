//! Components in the places that `index.html` keeps for them.

use leptos::prelude::{IntoView, document};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::attention;

/// Renders a component into an element of `index.html`, for as long as the page lives.
pub fn mount<V: IntoView + 'static>(selector: &str, component: impl FnOnce() -> V + 'static) {
    let place = document().query_selector(selector).ok().flatten();
    if let Some(place) = place.and_then(|place| place.dyn_into::<HtmlElement>().ok()) {
        leptos::mount::mount_to(place, component).forget();
    }
}

/// Renders a component in the place of what an element of `index.html` has in it. Focus there goes to the first link of
/// the component.
pub fn mount_instead<V: IntoView + 'static>(
    selector: &str,
    component: impl FnOnce() -> V + 'static,
) {
    let Ok(Some(place)) = document().query_selector(selector) else { return };
    let had_focus = attention::has_focus(&place);
    place.set_text_content(None);
    mount(selector, component);
    if had_focus && let Ok(Some(link)) = place.query_selector("a") {
        attention::focus(&link);
    }
}

/// Removes the elements of `index.html` that fit a selector.
pub fn remove_all(selector: &str) {
    let Ok(found) = document().query_selector_all(selector) else { return };
    for at in 0..found.length() {
        if let Some(element) = found.get(at).and_then(|it| it.dyn_into::<Element>().ok()) {
            element.remove();
        }
    }
}
