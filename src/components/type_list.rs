//! The list of types below the field of the filter bar: a combobox, in which what is typed need not be in the list.
//!
//! The keyboard stays in the field; `aria-activedescendant` names the option that it is at.

mod typing;

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent};

use super::fill::{Filled, Part, within};
use super::markup::{Markup, target};
use super::stencil::Stencil;
use super::task_type::type_words;
use crate::{attention, browser, i18n};
use typing::{AS_TYPED, OPTIONS, Typing};

const MARKUP: &str = include_str!("type_list.html");

struct TypeList {
    field: HtmlInputElement,
    list: HtmlElement,
    filled: RefCell<Filled>,
    typing: RefCell<Typing>,
    /// What is chosen now, as the API has it; empty for any.
    current: Box<dyn Fn() -> String>,
    on_choose: Box<dyn Fn(&str)>,
}

/// Makes a combobox of the field. `current` is the type that is chosen, as the API has it, empty for any; `on_choose` is
/// called with another one.
pub fn bind_type_list(current: impl Fn() -> String + 'static, on_choose: impl Fn(&str) + 'static) {
    let bar = Markup::of_page(".filters");
    let list = Stencil::new(MARKUP).and_then(|list| list.place_in(&bar.0));
    let Some(list) = list.and_then(|list| list.dyn_into::<HtmlElement>().ok()) else { return };
    let Ok(field) = within(&bar.0, ".combo input").dyn_into::<HtmlInputElement>() else { return };
    for (name, value) in
        [("role", "combobox"), ("aria-autocomplete", "list"), ("aria-controls", "type-list")]
    {
        Part::Attribute(name).set(&field, value);
    }
    let filled = RefCell::new(Filled::new(list.clone().into()));
    let (current, on_choose) = (Box::new(current), Box::new(on_choose));
    let types = TypeList { field, list, filled, typing: RefCell::default(), current, on_choose };
    types.show();
    listen(&Rc::new(types));
}

fn listen(types: &Rc<TypeList>) {
    let on = |target: &Element, event: &str, action: fn(&TypeList, &Event)| {
        let types = Rc::clone(types);
        browser::listen(target, event, Box::new(move |event| action(&types, &event)));
    };
    on(&types.field, "input", |types, _| {
        types.change(|typing| {
            *typing =
                Typing { text: types.field.value(), narrows: true, is_open: true, active: None };
        });
    });
    // By itself, the browser would take the selection back after the click.
    on(&types.field, "mousedown", |types, event| types.open_selected(Some(event)));
    // This one is of the label.
    on(&types.field, "click", |types, _| types.open_selected(None));
    on(&types.field, "keydown", |types, event| types.press(event.unchecked_ref()));
    on(&types.field, "blur", |types, _| types.leave());
    // The keyboard stays in the field.
    on(&types.list, "mousedown", |_, event| event.prevent_default());
    on(&types.list, "click", |types, event| {
        let option = target(event).and_then(|pressed| pressed.closest("[role=option]").ok()?);
        let place = option.and_then(|option| OPTIONS.iter().position(|id| *id == option.id()));
        place.into_iter().for_each(|place| types.choose(place));
    });
    // Not every browser takes the keyboard out of the field then.
    let outside = Rc::clone(types);
    browser::on_window("pointerdown", move |event| {
        let is_within = target(&event)
            .is_some_and(|at| at.closest(".combo, .type-list").is_ok_and(|found| found.is_some()));
        if !is_within && outside.typing.borrow().is_open {
            outside.close();
        }
    });
}

impl TypeList {
    fn open(&self, active: Option<usize>) {
        let text = self.field.value();
        self.change(|typing| *typing = Typing { text, narrows: false, is_open: true, active });
    }

    /// Opens the list, with the text selected so that typing replaces it.
    fn open_selected(&self, instead_of: Option<&Event>) {
        if !self.typing.borrow().is_open {
            instead_of.into_iter().for_each(Event::prevent_default);
            attention::focus(&self.field);
            self.field.select();
            self.open(None);
        }
    }

    fn close(&self) {
        self.change(|typing| (typing.is_open, typing.active) = (false, None));
    }

    /// What was typed and not chosen is chosen by the field itself, which says so before this.
    fn leave(&self) {
        self.close();
        let locale = &i18n::untracked();
        self.field.set_value(type_words(locale, &(self.current)()));
    }

    fn choose(&self, place: usize) {
        let locale = &i18n::untracked();
        let raw = self.typing.borrow().meant_by(locale, place);
        self.close();
        self.field.set_value(type_words(locale, &raw));
        self.field.select();
        (self.on_choose)(&raw);
    }

    fn press(&self, key: &KeyboardEvent) {
        let typing = self.typing.borrow().clone();
        let has_modifier = key.ctrl_key() || key.meta_key() || key.alt_key() || key.shift_key();
        if key.is_composing() || has_modifier {
            return;
        }
        let locale = &i18n::untracked();
        match (&*key.key(), typing.is_open) {
            ("ArrowDown", false) => self.open(Some(0)),
            ("ArrowUp", false) => self.open(Some(AS_TYPED - 1)),
            ("Escape", true) => {
                self.leave();
                self.field.select();
                // It closes nothing else.
                key.stop_propagation();
            }
            ("Enter", true) => self.choose(typing.active.unwrap_or(AS_TYPED)),
            (name, true) => match typing.moved(locale, name) {
                Some(active) => self.change(|typing| typing.active = Some(active)),
                None => return,
            },
            _ => return,
        }
        key.prevent_default();
    }

    fn change(&self, change: impl FnOnce(&mut Typing)) {
        change(&mut self.typing.borrow_mut());
        self.show();
    }

    fn show(&self) {
        let typing = self.typing.borrow();
        self.filled.borrow_mut().show(typing.fills(&i18n::untracked()));
        let active = typing.active.map_or("", |active| OPTIONS[active]);
        Part::Attribute("aria-expanded")
            .set(&self.field, if typing.is_open { "true" } else { "false" });
        Part::Attribute("aria-activedescendant").set(&self.field, active);
        // Either fails where the list is so already.
        let _ = if typing.is_open { self.list.show_popover() } else { self.list.hide_popover() };
    }
}
