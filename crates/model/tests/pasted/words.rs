//! A word is one argument, and exactly the text it was made of.

use model::shell::quoted;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::shell::{Outcome, run};

/// Names that would do something if they were no more than text.
pub(crate) const HOSTILE: [&str; 24] = [
    "",
    " ",
    "$(reboot)",
    "`reboot`",
    "${HOME}",
    "'",
    "'; reboot; '",
    "\"",
    "\\",
    "\\'",
    "!!",
    "first\nsecond",
    "last\n",
    "-rf",
    "--version",
    "*",
    "~",
    "=ls",
    "a;reboot&&reboot||reboot|reboot&",
    "<region-id>",
    "# no comment",
    "安装 知识库检索 2.1.0 · 第二批 👨‍👩‍👧",
    "\u{3}reboot\r\u{1b}[201~reboot\t\u{7f}\u{85}",
    "\u{202e}desrever\u{202c} \u{2067}isolated\u{feff}\u{2028}",
];

/// The arguments that a shell reads in these words, in one call.
fn read_back(texts: &[impl AsRef<str>]) -> Outcome {
    let words: Vec<_> = texts.iter().map(|text| quoted(text.as_ref())).collect();
    run(&format!("for word in {}; do printf '%s\\000' \"$word\"; done", words.join(" ")), &[])
}

#[test]
fn hostile_names_are_nothing_but_arguments() {
    let arguments = HOSTILE.map(str::to_owned).to_vec();
    assert_eq!(read_back(&HOSTILE), Outcome { arguments, succeeded: true });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_texts_are_read_back_but_for_their_nuls(texts in vec(any::<String>(), 1..32)) {
        let arguments = texts.iter().map(|text| text.replace('\0', "")).collect();
        prop_assert_eq!(read_back(&texts), Outcome { arguments, succeeded: true });
    }

    #[test]
    fn no_word_holds_a_character_that_a_terminal_takes_for_a_key(text: String) {
        prop_assert!(!quoted(&text).contains(|c: char| c.is_control() && c != '\n'));
    }
}
