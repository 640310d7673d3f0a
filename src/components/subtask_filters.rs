//! Which subtasks are listed: a choice for each state there is.

use model::format::grouped;
use model::locale::Locale;
use model::subtask_list::StatusFilter;
use model::tr;
use web_sys::Element;

use super::fill::{Filled, Part};
use super::stencil::Stencil;
use super::subtask_look::subtask_word;

const MARKUP: &str =
    "<button type=\"button\" class=\"choice\"><span></span> <span class=\"quiet\"></span></button>";

/// The choices in the document.
pub struct SubtaskFilters {
    place: Element,
    stencil: Stencil,
    buttons: Vec<Filled>,
    choices: Vec<StatusFilter>,
}

impl SubtaskFilters {
    /// No choice yet. `None` in a browser without templates.
    pub fn new(place: Element) -> Option<Self> {
        Some(Self {
            place,
            stencil: Stencil::new(MARKUP)?,
            buttons: Vec::new(),
            choices: Vec::new(),
        })
    }

    /// Shows these choices with their counts, of which one is in force.
    pub fn show(
        &mut self,
        locale: &Locale,
        choices: &[(StatusFilter, usize)],
        current: StatusFilter,
    ) {
        self.choices = choices.iter().map(|(filter, _)| *filter).collect();
        for gone in self.buttons.drain(choices.len().min(self.buttons.len())..) {
            gone.element.remove();
        }
        for (at, (filter, count)) in choices.iter().enumerate() {
            let fills = vec![
                ("", Part::Attribute("aria-pressed"), (*filter == current).to_string()),
                ("span", Part::Text, word(locale, *filter).to_owned()),
                (".quiet", Part::Text, grouped(*count as u64)),
            ];
            if let Some(button) = self.buttons.get_mut(at) {
                button.show(fills);
            } else if let Some(button) = self.stencil.print(fills) {
                // The place is in the document.
                let _ = self.place.append_child(&button.element);
                self.buttons.push(button);
            }
        }
    }

    /// The choice that an element is in.
    pub fn choice_at(&self, element: &Element) -> Option<StatusFilter> {
        let at = self.buttons.iter().position(|button| button.element.contains(Some(element)))?;
        self.choices.get(at).copied()
    }
}

fn word(locale: &Locale, filter: StatusFilter) -> &'static str {
    match filter {
        StatusFilter::All => tr!(locale, "All"),
        StatusFilter::NeedsAttention => tr!(locale, "Needs attention"),
        StatusFilter::One(status) => subtask_word(locale, status),
        StatusFilter::Unknown => tr!(locale, "Unknown"),
    }
}
