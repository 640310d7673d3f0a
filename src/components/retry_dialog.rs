//! The command that tries the failed instances again, to read and to copy. The console never runs it.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::{document, window};
use model::format::grouped;
use model::retry::{Command, Piece};
use model::tr;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement};

use super::fill::within;
use super::markup::Markup;
use super::stencil::Stencil;
use crate::{browser, i18n};

const MARKUP: &str = include_str!("retry_dialog.html");
/// A command for more instances is longer than anybody reads; copying takes all of it.
const MOST_CHARACTERS: usize = 400;

/// The dialog, which is closed most of the time.
#[derive(Clone)]
pub struct RetryDialog {
    dialog: HtmlDialogElement,
    command: Rc<RefCell<Command>>,
}

impl RetryDialog {
    /// Adds the dialog to an element; `on_copy` is called when its command is to be copied. `None` in a browser
    /// without dialogs.
    pub fn new(place: &Element, on_copy: impl Fn(&Self) + 'static) -> Option<Self> {
        let element = Stencil::new(MARKUP)?.place_in(place)?;
        let dialog = element.clone().dyn_into().ok()?;
        let dialog = Self { dialog, command: Rc::default() };
        let shown = dialog.clone();
        Markup(element).on("click", ".copy-command", move |_| on_copy(&shown));
        Some(dialog)
    }

    /// Opens it with a command for so many instances.
    pub fn open(&self, command: Command, instances: usize) {
        let locale = &i18n::untracked();
        let words = tr!(locale, instances => "Creates a new batch for the failed instance. Nothing is sent from this page."
            | "Creates a new batch for the {count} failed instances. Nothing is sent from this page.",
            count = grouped(instances as u64));
        self.say(".retry-words", &words);
        self.say(".outcome", "");
        self.show(&shortened(&command));
        self.command.replace(command);
        browser::open_dialog(&self.dialog);
    }

    /// All of the command that it was opened with.
    pub fn text(&self) -> String {
        self.command.borrow().to_text()
    }

    /// Says that the command could not be copied, and selects it for the user's own copy: all of it, for what is left
    /// out to be read must not be left out here.
    pub fn ask_to_select(&self, words: &str) {
        self.say(".outcome", words);
        self.show(&self.command.borrow().pieces);
        if let Ok(Some(selection)) = window().get_selection() {
            // It fails for no element of the page.
            let _ = selection.select_all_children(&within(&self.dialog, "code"));
        }
    }

    /// Closes it.
    pub fn close(&self) {
        self.dialog.close();
    }

    fn say(&self, place: &str, words: &str) {
        within(&self.dialog, place).set_text_content(Some(words));
    }

    fn show(&self, pieces: &[Piece]) {
        let code = within(&self.dialog, "code");
        code.set_text_content(None);
        for piece in pieces {
            append(&code, piece);
        }
    }
}

/// The pieces as far as they are read: what has to be filled in stands behind all the instances.
fn shortened(command: &Command) -> Vec<Piece> {
    let shorten = |piece: &Piece| match piece {
        Piece::Text(text) if text.chars().count() > MOST_CHARACTERS => {
            let kept: String = text.chars().take(MOST_CHARACTERS - 30).collect();
            let end = text.char_indices().rev().nth(29).map_or(0, |(at, _)| at);
            Piece::Text(format!("{kept} … {}", &text[end..]))
        }
        _ => piece.clone(),
    };
    command.pieces.iter().map(shorten).collect()
}

fn append(code: &Element, piece: &Piece) {
    let (name, text) = match piece {
        Piece::Text(text) => ("span", text.as_str()),
        Piece::Placeholder(text) => ("mark", *text),
    };
    if let Ok(element) = document().create_element(name) {
        element.set_text_content(Some(text));
        let _ = code.append_child(&element);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_for_hundreds_of_instances_shows_its_beginning_and_its_end() {
        let ids = format!("--InstanceIds '[{}]' \\\n  --Param \"", "\"pa-1\",".repeat(200));
        let placeholder = Piece::Placeholder("${PARAM:?}");
        let command = Command { pieces: vec![Piece::Text(ids), placeholder.clone()] };
        let [Piece::Text(text), last] = &shortened(&command)[..] else { panic!("two pieces") };
        assert_eq!(text.chars().count(), 403);
        assert!(text.starts_with("--InstanceIds '[\"pa-1\",\"pa-1\""));
        assert!(text.ends_with("\"pa-1\",]' \\\n  --Param \""));
        assert_eq!(last, &placeholder);
    }
}
