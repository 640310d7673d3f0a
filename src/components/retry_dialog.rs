//! The command that tries the failed instances again, to read and to copy. The console never runs it.

use leptos::prelude::{Callable, Callback, document};
use model::format::grouped;
use model::retry::{Command, Piece};
use model::tr;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement};

use super::fill::{Filled, Part, within};
use super::markup::Markup;
use super::stencil::Stencil;

const MARKUP: &str = include_str!("retry_dialog.html");
/// A command for more instances is longer than anybody reads; copying takes all of it.
const MOST_CHARACTERS: usize = 400;

/// The dialog, which is closed most of the time.
#[derive(Clone)]
pub struct RetryDialog {
    dialog: HtmlDialogElement,
}

impl RetryDialog {
    /// Adds the dialog to an element; `on_copy` is called when the command is to be copied. `None` in a browser
    /// without dialogs.
    pub fn new(place: &Element, on_copy: Callback<()>) -> Option<Self> {
        let dialog = Stencil::new(MARKUP)?.place_in(place)?;
        Markup(dialog.clone()).on("click", ".copy-command", move |_| on_copy.run(()));
        Some(Self { dialog: dialog.dyn_into().ok()? })
    }

    /// Opens it with a command for so many instances.
    pub fn open(&self, command: &Command, instances: usize) {
        let words = tr!(instances => "Creates a new batch for the failed instance. Nothing is sent from this page."
            | "Creates a new batch for the {count} failed instances. Nothing is sent from this page.",
            count = grouped(instances as u64));
        Filled::new(self.dialog.clone().into()).show(vec![(".retry-words", Part::Text, words)]);
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
