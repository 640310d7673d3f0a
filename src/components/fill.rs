//! Values at their places in markup that stays.
//!
//! What a component shows is a list of fills, made by a plain function of its state. A fill that has not
//! changed touches nothing.

use js_sys::Reflect;
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, Node};

/// A place, which is the selector of an element within the component's (empty for that one itself) and a
/// part of it, and the value to show there.
pub type Fill = (&'static str, Part, String);

/// A part of an element. What comes from outside is text in each of them, never markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Its text.
    Text,
    /// An attribute; it is taken away for the empty value.
    Attribute(&'static str),
    /// What a field holds.
    Value,
    /// Whether a box is ticked: any text, or none.
    Ticked,
    /// A CSS property, set as the policy allows it: not by a `style` attribute.
    Style(&'static str),
}

/// An element with what is shown at its places.
pub struct Filled {
    /// The component's outermost element.
    pub element: Element,
    places: Vec<Place>,
}

struct Place {
    selector: &'static str,
    part: Part,
    element: Element,
    shown: Option<String>,
}

impl Filled {
    /// An element that shows what its markup says.
    pub fn new(element: Element) -> Self {
        Self { element, places: Vec::new() }
    }

    /// An element whose markup shows nothing at its places: what stays empty need not be touched.
    pub fn blank(element: Element, fills: Vec<Fill>) -> Self {
        let mut filled = Self::new(element);
        filled.find_places(&fills);
        for place in &mut filled.places {
            place.shown = Some(String::new());
        }
        filled.show(fills);
        filled
    }

    /// Shows these values. The places are found the first time; later they must be the same, in the same
    /// order.
    ///
    /// # Panics
    /// Where the markup lacks a place: it is not of the same release as the program.
    pub fn show(&mut self, fills: Vec<Fill>) {
        if self.places.is_empty() {
            self.find_places(&fills);
        }
        debug_assert_eq!(
            self.places.len(),
            fills.len(),
            "a component always fills the same places"
        );
        for (place, (.., value)) in self.places.iter_mut().zip(fills) {
            place.show(value);
        }
    }

    /// Shows one value of those shown before.
    pub fn show_one(&mut self, (selector, part, value): Fill) {
        let is_meant = |place: &&mut Place| place.selector == selector && place.part == part;
        if let Some(place) = self.places.iter_mut().find(is_meant) {
            place.show(value);
        }
    }

    /// The elements in which other values than these are shown.
    pub fn differing<'a>(&'a self, fills: &'a [Fill]) -> impl Iterator<Item = &'a Element> {
        let places = self.places.iter().zip(fills);
        places
            .filter(|(place, (.., value))| place.shown.as_ref() != Some(value))
            .map(|(place, _)| &place.element)
    }

    /// Fills of one element mostly come one after the other, and are looked for once.
    fn find_places(&mut self, fills: &[Fill]) {
        let mut last = ("", self.element.clone());
        for (selector, part, _) in fills {
            if *selector != last.0 {
                last = (selector, within(&self.element, selector));
            }
            let element = last.1.clone();
            self.places.push(Place { selector, part: *part, element, shown: None });
        }
    }
}

impl Place {
    fn show(&mut self, value: String) {
        // What a field holds is changed by the user, too.
        if matches!(self.part, Part::Value | Part::Ticked) || self.shown.as_ref() != Some(&value) {
            self.part.set(&self.element, &value);
            self.shown = Some(value);
        }
    }
}

/// The first element within `element` that a selector fits; for the empty one, the element itself.
///
/// # Panics
/// Where there is none.
pub fn within(element: &Element, selector: &str) -> Element {
    if selector.is_empty() {
        return element.clone();
    }
    let found = element.query_selector(selector).ok().flatten();
    found.unwrap_or_else(|| panic!("the markup has no {selector}"))
}

impl Part {
    /// Shows `value`. Names of attributes and properties are ours, so that none is refused.
    pub fn set(self, element: &Element, value: &str) {
        match self {
            // A text node that is there is kept: to replace it would lay its line out anew.
            Self::Text => match element.first_child() {
                Some(text) if text.node_type() == Node::TEXT_NODE => {
                    text.set_node_value(Some(value));
                }
                _ => element.set_text_content(Some(value)),
            },
            Self::Attribute(name) if value.is_empty() => {
                let _ = element.remove_attribute(name);
            }
            Self::Attribute(name) => {
                let _ = element.set_attribute(name, value);
            }
            // Nothing is taken away from under the hands of somebody who types.
            Self::Value if held(element).as_deref() == Some(value) || is_focused(element) => {}
            Self::Value => {
                let _ = Reflect::set(element, &"value".into(), &value.into());
            }
            Self::Ticked => {
                let _ = Reflect::set(element, &"checked".into(), &(!value.is_empty()).into());
            }
            Self::Style(name) => {
                if let Some(element) = element.dyn_ref::<HtmlElement>() {
                    let _ = element.style().set_property(name, value);
                }
            }
        }
    }
}

fn is_focused(element: &Element) -> bool {
    document().active_element().as_ref() == Some(element) && element.tag_name() == "INPUT"
}

/// What a field holds.
pub fn held(field: &JsValue) -> Option<String> {
    Reflect::get(field, &"value".into()).ok()?.as_string()
}

/// The value of an attribute that is there or not, such as `hidden`.
pub fn present(is_present: bool) -> String {
    if is_present { "true".to_owned() } else { String::new() }
}
