//! The command that tries the failed instances again, to be read.

use crate::format::grouped;
use crate::locale::Locale;
use crate::retry::{Command, Piece};
use crate::tr;

/// A command for more instances is longer than anybody reads; copying takes all of it.
const MOST_CHARACTERS: usize = 400;

/// What the command does to so many instances, in so many batches.
pub fn retry_words(locale: &Locale, instances: usize, batches: usize) -> String {
    if batches > 1 {
        return tr!(
            locale,
            "Creates {batches} new batches for the {count} failed instances, since one command would be too long for a shell. Nothing is sent from this page.",
            batches = batches,
            count = grouped(instances as u64)
        );
    }
    tr!(locale, instances => "Creates a new batch for the failed instance. Nothing is sent from this page."
        | "Creates a new batch for the {count} failed instances. Nothing is sent from this page.",
        count = grouped(instances as u64))
}

/// The pieces as far as they are read: the parts to fill in stand behind all the instances.
pub fn shortened(command: &Command) -> Vec<Piece> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_for_hundreds_of_instances_shows_its_beginning_and_its_end() {
        let ids = format!("--InstanceIds '[{}]' \\\n  --Param \"", "\"pa-1\",".repeat(200));
        let placeholder = Piece::Placeholder("${PARAM:?}");
        let command = Command { pieces: vec![Piece::Text(ids), placeholder.clone()], batches: 1 };
        let [Piece::Text(text), last] = &shortened(&command)[..] else { panic!("two pieces") };
        assert_eq!(text.chars().count(), 403);
        assert!(text.starts_with("--InstanceIds '[\"pa-1\",\"pa-1\""));
        assert!(text.ends_with("\"pa-1\",]' \\\n  --Param \""));
        assert_eq!(last, &placeholder);
    }
}
