//! The dialog in which a token is typed. It stays open until the proxy has judged the token.

use model::tr;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlInputElement};

use super::fill::{Part, present, within};
use super::markup::Markup;
use super::stencil::Stencil;
use crate::browser;

const MARKUP: &str = include_str!("token_dialog.html");

/// The dialog, which is closed most of the time.
#[derive(Clone)]
pub struct TokenDialog {
    dialog: HtmlDialogElement,
    field: HtmlInputElement,
}

impl TokenDialog {
    /// Adds the dialog to the page. It shows the label of the endpoint, and whether a token is being tried. `on_token` is
    /// called with what was typed, and `on_close` however it was closed. `None` in a browser without dialogs.
    pub fn new(
        state: impl Fn() -> (String, bool) + 'static,
        on_token: impl Fn(&Self, &str) + 'static,
        on_close: impl Fn() + 'static,
    ) -> Option<Self> {
        let element = Stencil::new(MARKUP)?.place_in(&Markup::of_page("body").0)?;
        let field: HtmlInputElement = within(&element, ".field").dyn_into().ok()?;
        let dialog = Self { dialog: element.clone().dyn_into().ok()?, field };
        let (used, closed) = (dialog.clone(), dialog.clone());
        let element = Markup(element);
        element.show(move |locale| {
            let (endpoint, is_tried) = state();
            let label = if is_tried { tr!(locale, "Checking…") } else { tr!(locale, "Sign in") };
            vec![
                ("h2", Part::Text, tr!(locale, "Sign in to {endpoint}", endpoint = endpoint)),
                (".primary", Part::Text, label.to_owned()),
                (".primary", Part::Attribute("aria-disabled"), present(is_tried)),
            ]
        });
        element.on("submit", ".token-form", move |event| {
            event.prevent_default();
            used.say("");
            on_token(&used, &used.field.value());
        });
        // However it was closed, the document holds no token.
        element.on("close", "", move |_| {
            closed.field.set_value("");
            closed.say("");
            on_close();
        });
        Some(dialog)
    }

    /// Opens it.
    pub fn open(&self) {
        browser::open_dialog(&self.dialog);
        self.field.select();
    }

    /// Says why the token is of no use, so that another one can be typed.
    pub fn refuse(&self, why: &str) {
        self.say(why);
        self.field.select();
    }

    /// Closes it.
    pub fn close(&self) {
        self.dialog.close();
    }

    fn say(&self, words: &str) {
        within(&self.dialog, ".range-error").set_text_content(Some(words));
    }
}
