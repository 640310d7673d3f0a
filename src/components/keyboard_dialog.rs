//! What keys do, and whether single ones do anything.

use wasm_bindgen::JsCast;

use super::fill::{Part, present};
use super::markup::{Markup, is_checked};
use super::stencil::Stencil;
use crate::browser;

const MARKUP: &str = include_str!("keyboard_dialog.html");

/// Adds the dialog to the page, and opens it by the button with the question mark.
pub fn bind_keyboard_dialog(
    is_on: impl Fn() -> bool + 'static,
    on_switch: impl Fn(bool) + 'static,
) {
    let body = Markup::of_page("body").0;
    let Some(dialog) = Stencil::new(MARKUP).and_then(|dialog| dialog.place_in(&body)) else {
        return;
    };
    let dialog = Markup(dialog);
    dialog.on("change", "[name=shortcuts]", move |event| on_switch(is_checked(&event)));
    dialog.show(move |_| vec![("[name=shortcuts]", Part::Ticked, present(is_on()))]);
    Markup::of_page(".tools").on("click", ".help", move |_| {
        if let Some(dialog) = dialog.0.dyn_ref() {
            browser::open_dialog(dialog);
        }
    });
}
