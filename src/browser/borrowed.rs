//! Elements that are somewhere else for a while, with their state: a copy would have its own.

use leptos::prelude::document;
use web_sys::{Element, Node};

/// The elements that were moved, and where each belongs: in an element, before a sibling.
#[derive(Default)]
pub struct Borrowed(Vec<(Element, Element, Option<Node>)>);

impl Borrowed {
    /// Moves the first element for each selector to the end of `place`.
    pub fn take(&mut self, selectors: &[&str], place: &Element) {
        for selector in selectors {
            let found = document().query_selector(selector).ok().flatten();
            if let Some((element, parent)) =
                found.and_then(|it| Some((it.clone(), it.parent_element()?)))
            {
                let next = element.next_sibling();
                // Only something that contains the place would be refused.
                let _ = place.append_child(&element);
                self.0.push((element, parent, next));
            }
        }
    }

    /// Moves them back, the last one first: what it stood before is there then.
    pub fn give_back(&mut self) {
        while let Some((element, parent, next)) = self.0.pop() {
            let _ = parent.insert_before(&element, next.as_ref());
        }
    }
}
