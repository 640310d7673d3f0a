//! What keys do, and whether single ones do anything.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement};

use super::fill::{Part, present};
use super::markup::{Markup, is_checked};
use super::stencil::Stencil;

const MARKUP: &str = include_str!("keyboard_dialog.html");

/// Adds the dialog to the page, and opens it by the button with the question mark.
pub fn bind_keyboard_dialog(
    is_on: impl Fn() -> bool + 'static,
    on_switch: impl Fn(bool) + 'static,
) {
    let body: Option<Element> = document().body().map(Into::into);
    let dialog = body.and_then(|body| Stencil::new(MARKUP)?.place_in(&body)).map(Markup);
    let Some(dialog) = dialog else { return };
    dialog.on("change", "[name=shortcuts]", move |event| on_switch(is_checked(&event)));
    dialog.show(move || vec![("[name=shortcuts]", Part::Ticked, present(is_on()))]);
    Markup::of_page(".tools").on("click", ".help", move |_| {
        // It fails for no dialog of the page that is closed.
        if let Some(dialog) = dialog.0.dyn_ref::<HtmlDialogElement>() {
            let _ = dialog.show_modal();
        }
    });
}
