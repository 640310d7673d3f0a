//! What of an element shows a value.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

/// A part of an element. What comes from outside is text in each of them, never markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Its text.
    Text,
    /// An attribute; it is taken away for the empty value.
    Attribute(&'static str),
    /// What a field holds.
    Value,
    /// A CSS property, set as the policy allows it: not by a `style` attribute.
    Style(&'static str),
}

impl Part {
    /// Shows `value`. Names of attributes and properties are ours, so that none is refused.
    pub fn set(self, element: &Element, value: &str) {
        match self {
            Self::Text => element.set_text_content(Some(value)),
            Self::Attribute(name) if value.is_empty() => {
                let _ = element.remove_attribute(name);
            }
            Self::Attribute(name) => {
                let _ = element.set_attribute(name, value);
            }
            // A field that is half typed holds nothing; to set that would take away what is typed.
            Self::Value if Self::held(element).as_deref() == Some(value) => {}
            Self::Value => {
                let _ = Reflect::set(element, &"value".into(), &value.into());
            }
            Self::Style(name) => {
                if let Some(element) = element.dyn_ref::<HtmlElement>() {
                    let _ = element.style().set_property(name, value);
                }
            }
        }
    }

    /// What a field holds.
    pub fn held(field: &JsValue) -> Option<String> {
        Reflect::get(field, &"value".into()).ok()?.as_string()
    }
}

/// The value of an attribute that is there or not, such as `hidden`.
pub fn present(is_present: bool) -> String {
    if is_present { "true".to_owned() } else { String::new() }
}
