//! Elements that are somewhere else for a while, with their state: a copy would have its own.

use web_sys::{Element, HtmlElement, Node};

use super::elements::find;

/// The elements that were moved, and where each belongs: in an element, before a sibling.
#[derive(Default)]
pub struct Borrowed(Vec<(HtmlElement, Element, Option<Node>)>);

impl Borrowed {
    /// Moves the first element for each selector to the end of `place`.
    pub fn take(&mut self, selectors: &[&str], place: &Element) {
        for element in selectors.iter().filter_map(|selector| find(selector)) {
            let Some(parent) = element.parent_element() else { continue };
            let next = element.next_sibling();
            // Only something that contains the place would be refused.
            let _ = place.append_child(&element);
            self.0.push((element, parent, next));
        }
    }

    /// Moves them back, the last one first: what it stood before is there then.
    pub fn give_back(&mut self) {
        while let Some((element, parent, next)) = self.0.pop() {
            let _ = parent.insert_before(&element, next.as_ref());
        }
    }
}
