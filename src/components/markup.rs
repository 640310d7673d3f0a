//! The markup of `index.html`, bound: what it shows follows the state, and it acts when it is used.
//!
//! The frame of the page is there before the program is, and stays.

use leptos::prelude::document;
use model::locale::Locale;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::fill::{Fill, Filled, Part, held, present, within};
use crate::browser::listen;
use crate::effect::follow;
use crate::i18n;

/// An element that `index.html` has.
#[derive(Clone)]
pub struct Markup(pub Element);

impl Markup {
    /// The first element of the page that a selector fits.
    ///
    /// # Panics
    /// Where there is none: page and program are not of the same release.
    pub fn of_page(selector: &str) -> Self {
        Self(
            document()
                .document_element()
                .map_or_else(|| panic!("there is no page"), |page| within(&page, selector)),
        )
    }

    /// Shows what follows from the state and the locale, for as long as the current owner lives.
    pub fn show(&self, fills: impl Fn(&Locale) -> Vec<Fill> + 'static) {
        show(self.0.clone(), Box::new(fills));
    }

    /// Acts on every event of this kind at an element within, as long as the page lives.
    pub fn on(&self, event: &str, selector: &str, action: impl Fn(Event) + 'static) {
        listen(&within(&self.0, selector), event, Box::new(action));
    }

    /// Replaces the options of a list to choose from, values and labels, of which one is chosen.
    pub fn set_options<'a>(
        &self,
        options: impl IntoIterator<Item = (&'a str, &'a str)>,
        chosen: &str,
    ) {
        self.0.set_text_content(None);
        for (value, label) in options {
            if let Ok(option) = document().create_element("option") {
                let _ = self.0.append_child(&option);
                Filled::new(option).show(vec![
                    ("", Part::Attribute("value"), value.to_owned()),
                    ("", Part::Attribute("selected"), present(value == chosen)),
                    ("", Part::Text, label.to_owned()),
                ]);
            }
        }
    }
}

/// What the field holds that an event is about.
pub fn field_value(event: &Event) -> String {
    event.target().and_then(|field| held(&field)).unwrap_or_default()
}

/// Whether the box is ticked that an event is about.
pub fn is_checked(event: &Event) -> bool {
    target(event).is_some_and(|box_| box_.matches(":checked").unwrap_or_default())
}

/// The element that an event is about.
pub fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// Which of the choices was pressed, each named by the selector of its button.
pub fn pressed<T>(
    event: &Event,
    choices: impl IntoIterator<Item = (T, &'static str)>,
) -> Option<T> {
    let element = target(event)?;
    let is_pressed = |selector| element.closest(selector).ok().flatten().is_some();
    choices.into_iter().find(|(_, selector)| is_pressed(selector)).map(|(choice, _)| choice)
}

/// What is shown in a locale.
type FillsOf = dyn Fn(&Locale) -> Vec<Fill>;

/// Boxed, so that the code is there once and not for each component.
fn show(element: Element, fills: Box<FillsOf>) {
    let mut filled = Filled::new(element);
    follow(move || {
        filled.show(fills(&i18n::current()));
    });
}
