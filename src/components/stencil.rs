//! Markup for rows, of which there are hundreds: the browser clones it whole, and only its places are
//! filled.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlTemplateElement};

use super::fill::{Fill, Filled};
use crate::{i18n, language};

/// Markup that is cloned.
pub struct Stencil(Element);

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

    /// The one clone at the end of an element of the page, where it stays: its words follow the language.
    pub fn place_in(&self, place: &Element) -> Option<Element> {
        let element = self.0.clone_node_with_deep(true).ok()?.dyn_into::<Element>().ok()?;
        language::adopt(&element, true);
        place.append_child(&element).ok()?;
        Some(element)
    }

    /// A new clone at the end of an element of the page.
    pub fn append_to(&self, place: &Element) -> Option<Element> {
        let element = self.clone_in_language()?;
        place.append_child(&element).ok()?;
        Some(element)
    }

    /// A new clone that shows these values.
    pub fn print(&self, fills: Vec<Fill>) -> Option<Filled> {
        Some(Filled::blank(self.clone_in_language()?, fills))
    }

    /// Its own words are of the language that the page is in now.
    fn clone_in_language(&self) -> Option<Element> {
        let element = self.0.clone_node_with_deep(true).ok()?.dyn_into::<Element>().ok()?;
        if !i18n::untracked().translations.is_english() {
            language::adopt(&element, false);
        }
        Some(element)
    }
}
