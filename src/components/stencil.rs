//! Markup with places to fill: cloned whole by the browser, then filled, and later touched only where
//! a value has changed.
//!
//! It is for rows, of which there are hundreds: a view per row costs five times as much code and time.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlTemplateElement};

use super::part::Part;

/// Markup that is cloned.
pub struct Stencil(Element);

/// A clone with its places.
pub struct Print {
    /// The clone's outermost element.
    pub element: Element,
    places: Vec<Place>,
}

/// What to show at a place of the stencil: the selector of its element, what of it, and the value.
pub type Fill = (&'static str, Part, String);

struct Place {
    element: Element,
    shown: String,
}

impl Stencil {
    /// Reads markup of one element. It is ours and constant: nothing from outside is ever in it.
    ///
    /// `None` in a browser without templates.
    pub fn new(html: &'static str) -> Option<Self> {
        let template = document().create_element("template").ok()?;
        let template = template.dyn_into::<HtmlTemplateElement>().ok()?;
        template.set_inner_html(html);
        template.content().first_element_child().map(Self)
    }

    /// A new clone that shows these values; later ones come at the same places in the same order.
    pub fn print(&self, fills: Vec<Fill>) -> Option<Print> {
        let element = self.0.clone_node_with_deep(true).ok()?.dyn_into::<Element>().ok()?;
        let mut places = Vec::with_capacity(fills.len());
        for (selector, ..) in &fills {
            let element = match *selector {
                "" => element.clone(),
                selector => element.query_selector(selector).ok()??,
            };
            places.push(Place { element, shown: String::new() });
        }
        let mut print = Print { element, places };
        print.show(fills);
        Some(print)
    }
}

impl Print {
    /// Shows other values, and touches nothing else.
    pub fn show(&mut self, fills: Vec<Fill>) {
        for (place, (_, part, value)) in self.places.iter_mut().zip(fills) {
            if place.shown != value {
                part.set(&place.element, &value);
                place.shown = value;
            }
        }
    }
}
