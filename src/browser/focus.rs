//! The focus, and what is selected.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use leptos::leptos_dom::helpers;
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusOptions, HtmlElement, MutationObserver, MutationObserverInit};

use super::elements::find;
use super::events::target;
use super::{listener, on_window};

/// Focuses an element; the page does not scroll for it.
pub fn focus(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // It fails for no element that the page has.
    let _ = element.focus_with_options(&options);
}

/// Focuses an element once what is to be shown is shown: a hidden one cannot have the focus.
pub fn focus_soon(element: &HtmlElement) {
    let element = element.clone();
    helpers::request_animation_frame(move || focus(&element));
}

/// Focuses the first element that a selector fits.
pub fn focus_first(selector: &str) {
    find(selector).iter().for_each(focus);
}

/// Whether the focus is on an element or on something in it.
pub fn has_focus(element: &Element) -> bool {
    element.contains(document().active_element().as_deref())
}

/// Whether something is open over the page that Escape closes first.
pub fn has_open_menu() -> bool {
    find(":popover-open, dialog[open]").is_some()
}

/// Focuses the tasks whenever what had the focus is no longer shown: it would begin at the top of the page again.
pub fn keep_focus_on_page() {
    let left = |event: &Event| target(event)?.dyn_into::<HtmlElement>().ok();
    on_window("focusout", move |event| {
        // The browser says so in the midst of its layout, and may have a place of its own for the focus.
        let left = left(&event);
        helpers::set_timeout(move || left.iter().for_each(replace), Duration::ZERO);
    });
    // Firefox and WebKit send no event for an element that was removed.
    let last = Rc::new(RefCell::new(None));
    let focused = Rc::clone(&last);
    on_window("focusin", move |event| *focused.borrow_mut() = left(&event));
    let is_gone = |element: &mut HtmlElement| !element.is_connected();
    let check = move |_| {
        let gone = last.borrow_mut().take_if(is_gone);
        gone.iter().for_each(replace);
    };
    let options = MutationObserverInit::new();
    options.set_child_list(true);
    options.set_subtree(true);
    let observer = MutationObserver::new(listener(Box::new(check)).unchecked_ref());
    if let (Ok(observer), Some(body)) = (observer, document().body()) {
        // It fails for no element.
        let _ = observer.observe_with_options(&body, &options);
    }
}

/// Focuses the tasks in the place of an element that had the focus and is no longer shown.
fn replace(left: &HtmlElement) {
    let is_lost = document().active_element().is_none_or(|at| at.tag_name() == "BODY");
    if is_lost && left.offset_parent().is_none() {
        focus_first("#tasks");
    }
}

/// Whether a text of the page is selected.
pub fn has_selected_text() -> bool {
    let selection = window().get_selection().ok().flatten();
    selection.is_some_and(|selection| !selection.is_collapsed())
}
