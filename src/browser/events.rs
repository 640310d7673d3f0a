//! Events on elements that other parts of the page render: listened for on the window, so that it does not matter when the
//! elements are there.

use js_sys::Reflect;
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, PointerEvent};

use super::on_window;

/// The name of a field, and its new value.
pub struct FieldChange {
    /// Its attribute `name`.
    pub name: String,
    /// Its value; of a box `true` or nothing.
    pub value: String,
}

/// Acts on each click on an element that the selector fits, as long as the page lives.
pub fn on_click(selector: &'static str, action: impl Fn() + 'static) {
    on_event("click", selector, Box::new(move |_| action()));
}

/// Acts whenever the pointer or the focus comes to an element that the selector fits, as long as the page lives.
pub fn on_enter(selector: &'static str, action: impl Fn() + Clone + 'static) {
    let again = action.clone();
    on_event("pointerover", selector, Box::new(move |_| action()));
    on_event("focusin", selector, Box::new(move |_| again()));
}

/// Acts on each new value of a field that the selector fits, as long as the page lives.
pub fn on_change(selector: &'static str, action: impl Fn(String) + 'static) {
    on_event("change", selector, Box::new(move |event| action(super::event_value(&event))));
}

/// The field whose value has changed.
pub fn field_change(event: &Event) -> Option<FieldChange> {
    let field = event.target()?;
    let text = |name: &str| property(&field, name).as_string().unwrap_or_default();
    let value = match &*text("type") {
        "checkbox" if property(&field, "checked") == JsValue::TRUE => "true".to_owned(),
        "checkbox" => String::new(),
        _ => text("value"),
    };
    Some(FieldChange { name: text("name"), value })
}

/// Whether the box is ticked that an event is about.
pub fn is_ticked(event: &Event) -> bool {
    field_change(event).is_some_and(|change| !change.value.is_empty())
}

/// Replaces a placeholder in the address of a link when it is pressed, and not before, by the encoded text that `replacement`
/// returns.
pub fn complete_links(placeholder: &'static str, replacement: impl Fn(&str) -> String + 'static) {
    on_window("click", move |event| {
        let link = target(&event)
            .and_then(|target| target.closest(&format!("a[href*='{placeholder}']")).ok()?);
        if let Some(link) = link {
            let search = window().location().search().unwrap_or_default();
            let text = String::from(js_sys::encode_uri_component(&replacement(&search)));
            let address = link.get_attribute("href").unwrap_or_default();
            let _ = link.set_attribute("href", &address.replace(placeholder, &text));
        }
    });
}

/// Whether an event is about something within an element that the selector fits.
pub fn is_within(event: &Event, selector: &str) -> bool {
    target(event).is_some_and(|target| target.closest(selector).ok().flatten().is_some())
}

/// Whether an event is about a search field that holds a text, which Escape clears.
pub fn is_at_filled_search(event: &Event) -> bool {
    is_within(event, "[type=search]") && !super::event_value(event).is_empty()
}

/// Sends all events of the pointer to the element that listens here, wherever the pointer is. One that is gone by now is not
/// captured.
pub fn capture_pointer(event: &PointerEvent) {
    let listening = event.current_target().and_then(|at| at.dyn_into::<Element>().ok());
    if let Some(element) = listening {
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}

/// The element that an event is about.
fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn property(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or_default()
}

/// Boxed, so that the code is there once and not for each action.
fn on_event(event: &str, selector: &'static str, action: Box<dyn Fn(Event)>) {
    on_window(event, move |event| {
        if is_within(&event, selector) {
            action(event);
        }
    });
}
