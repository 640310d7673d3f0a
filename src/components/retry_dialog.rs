//! The command that tries the failed instances again, to read and to copy. The console never runs it.

use leptos::prelude::{Callable, Callback, document};
use model::format::grouped;
use model::retry::{Command, Piece};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement};

use super::fill::{Filled, Part, within};
use super::markup::Markup;
use super::stencil::Stencil;

const MARKUP: &str = include_str!("retry_dialog.html");
/// A command for more instances is longer than anybody reads; copying takes all of it.
const MOST_CHARACTERS: usize = 4000;

/// The dialog, which is closed most of the time.
#[derive(Clone)]
pub struct RetryDialog {
    dialog: HtmlDialogElement,
}

impl RetryDialog {
    /// Adds the dialog to an element; `on_copy` is called when the command is to be copied. `None` in a browser
    /// without dialogs.
    pub fn new(place: &Element, on_copy: Callback<()>) -> Option<Self> {
        let dialog = Stencil::new(MARKUP)?.append_to(place)?;
        Markup(dialog.clone()).on("click", ".copy-command", move |_| on_copy.run(()));
        Some(Self { dialog: dialog.dyn_into().ok()? })
    }

    /// Opens it with a command for so many instances.
    pub fn open(&self, command: &Command, instances: usize) {
        let words = match instances {
            1 => "Creates a new batch for the failed instance.".to_owned(),
            count => {
                format!("Creates a new batch for the {} failed instances.", grouped(count as u64))
            }
        };
        Filled::new(self.dialog.clone().into()).show(vec![(
            ".retry-words",
            Part::Text,
            format!("{words} Nothing is sent from this page."),
        )]);
        let code = within(&self.dialog, "code");
        code.set_text_content(None);
        for piece in shortened(command) {
            append(&code, &piece);
        }
        if !self.dialog.open() {
            // It fails for no dialog of the page.
            let _ = self.dialog.show_modal();
        }
    }

    /// Closes it.
    pub fn close(&self) {
        self.dialog.close();
    }
}

/// The pieces as far as they are read.
fn shortened(command: &Command) -> Vec<Piece> {
    let mut left = MOST_CHARACTERS;
    let shorten = |piece: &Piece| match piece {
        Piece::Text(text) if text.chars().count() > left => {
            let kept: String = text.chars().take(left).collect();
            left = 0;
            // What follows the instances is what has to be filled in.
            let end: String =
                text.chars().rev().take(20).collect::<Vec<_>>().into_iter().rev().collect();
            Piece::Text(format!("{kept} … {end}"))
        }
        Piece::Text(text) => {
            left -= text.chars().count();
            Piece::Text(text.clone())
        }
        Piece::Placeholder(_) => piece.clone(),
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
