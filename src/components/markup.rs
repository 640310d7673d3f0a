//! The markup of `index.html`, bound: what of it follows the state, and what it does when it is used.
//!
//! The frame of the page is there before the program is, and stays. Where the structure itself depends on
//! the state there is `view!`.

use leptos::prelude::{Effect, document};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, Event, HtmlElement};

use super::part::Part;

/// An element that `index.html` has.
#[derive(Clone)]
pub struct Markup(Element);

impl Markup {
    /// The first element of the page that a selector fits.
    ///
    /// # Panics
    /// Where there is none: page and program are not of the same release.
    pub fn of_page(selector: &str) -> Self {
        Self(found(document().query_selector(selector).ok().flatten(), selector))
    }

    /// The first element within this one that a selector fits.
    ///
    /// # Panics
    /// As [`Markup::of_page`].
    pub fn part(&self, selector: &str) -> Self {
        Self(found(self.0.query_selector(selector).ok().flatten(), selector))
    }

    /// The element itself.
    pub fn element(&self) -> &Element {
        &self.0
    }

    /// The same, as what views can be mounted into.
    pub fn place(&self) -> HtmlElement {
        self.0.clone().unchecked_into()
    }

    /// Lets a part follow a value for as long as the current owner lives.
    pub fn follow(&self, part: Part, value: impl Fn() -> String + 'static) -> &Self {
        follow(self.0.clone(), part, Box::new(value));
        self
    }

    /// Lets the text follow a value.
    pub fn text(&self, value: impl Fn() -> String + 'static) -> &Self {
        self.follow(Part::Text, value)
    }

    /// Lets an attribute follow a value; it is taken away for the empty one.
    pub fn attribute(&self, name: &'static str, value: impl Fn() -> String + 'static) -> &Self {
        self.follow(Part::Attribute(name), value)
    }

    /// Acts on every event of this kind, as long as the page lives.
    pub fn on(&self, event: &str, action: impl Fn(Event) + 'static) -> &Self {
        listen(&self.0, event, Box::new(action));
        self
    }

    /// Adds an option to a list to choose from.
    pub fn add_option(&self, value: &str, label: &str) {
        if let Ok(option) = document().create_element("option") {
            Part::Value.set(&option, value);
            Part::Text.set(&option, label);
            let _ = self.0.append_child(&option);
        }
    }
}

/// What the field holds that an event is about.
pub fn field_value(event: &Event) -> String {
    event.target().and_then(|field| Part::held(&field)).unwrap_or_default()
}

fn found(element: Option<Element>, selector: &str) -> Element {
    element.unwrap_or_else(|| panic!("index.html has no {selector}"))
}

// Boxed, so that the code is there once and not for each closure.

fn follow(element: Element, part: Part, value: Box<dyn Fn() -> String>) {
    Effect::new(move |last: Option<String>| {
        let value = value();
        if last.as_ref() != Some(&value) {
            part.set(&element, &value);
        }
        value
    });
}

fn listen(element: &Element, event: &str, action: Box<dyn Fn(Event)>) {
    let listener = Closure::<dyn Fn(Event)>::wrap(action).into_js_value();
    // Only a detached document refuses.
    let _ = element.add_event_listener_with_callback(event, listener.unchecked_ref());
}
