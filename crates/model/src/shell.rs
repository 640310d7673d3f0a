//! Text from outside as one word of a POSIX shell, for commands that people paste into a terminal.
//!
//! Deliberately absent: words for `cmd.exe` and PowerShell, whose quoting is another.

/// One word that a shell reads as exactly `text`: bare where that is plainly safe, otherwise in
/// single quotes, in which nothing has a meaning.
///
/// - A NUL is left out: no argument of a program can hold one.
/// - A line feed stays as it is. Other control characters would be keys where a terminal pastes them
///   raw (Ctrl-C ends the line, and the rest would be a command of its own), and marks of direction
///   let the command look like another one; both are written as the `printf` that makes them.
pub fn quoted(text: &str) -> String {
    if is_bare(text) {
        return text.to_owned();
    }
    let mut word = String::from("'");
    for c in text.chars() {
        match c {
            '\0' => {}
            '\'' => word.push_str("'\\''"),
            c if is_unsafe_to_paste(c) => {
                word.push_str("'\"$(printf '");
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    word.push_str(&format!("\\{byte:03o}"));
                }
                word.push_str("')\"'");
            }
            c => word.push(c),
        }
    }
    word.push('\'');
    word
}

/// Not `~`, which names a home, and not `=` at the begin, behind which zsh looks for a program.
fn is_bare(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_./:=@%+,-".contains(c);
    !text.is_empty() && !text.starts_with('=') && text.chars().all(is_plain)
}

/// Control characters but the line feed, separators of lines and paragraphs, marks of direction.
fn is_unsafe_to_paste(c: char) -> bool {
    let is_mark = matches!(c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c != '\n' && c.is_control() || is_mark
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a shell makes of these is tried in `tests/pasted`.
    #[test]
    fn words_are_bare_where_that_is_safe_and_quoted_elsewhere() {
        for (text, word) in [
            ("cn-hangzhou", "cn-hangzhou"),
            ("2026-04-06T20:51:40Z", "2026-04-06T20:51:40Z"),
            ("a_./:=@%+,-", "a_./:=@%+,-"),
            ("-rf", "-rf"),
            ("", "''"),
            ("=ls", "'=ls'"),
            ("~root", "'~root'"),
            ("a b", "'a b'"),
            ("it's", "'it'\\''s'"),
            ("$(reboot) `reboot` \"\\!", "'$(reboot) `reboot` \"\\!'"),
            ("[\"RUNNING\"]", "'[\"RUNNING\"]'"),
            ("two\nlines", "'two\nlines'"),
            ("n\0ul", "'nul'"),
            ("\u{3}reboot", "''\"$(printf '\\003')\"'reboot'"),
            ("a\u{202e}b", "'a'\"$(printf '\\342\\200\\256')\"'b'"),
            ("安装 👨‍👩‍👧", "'安装 👨‍👩‍👧'"),
        ] {
            assert_eq!(quoted(text), word);
        }
    }
}
