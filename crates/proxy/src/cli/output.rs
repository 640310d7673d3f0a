//! What a command prints.

use std::io::{self, ErrorKind, Write};

use super::failure::Failure;

/// Prints `text` as it is. That nobody reads it, as behind `| head`, is no failure.
///
/// # Errors
/// [`Failure::Output`].
pub(super) fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::Output(error)),
        _ => Ok(()),
    }
}

/// Prints a line with the address of a server, which serves whether somebody reads that or not.
pub(super) fn tell_address(line: &str) {
    if let Err(failure) = print(&format!("{line}\n")) {
        tracing::error!("{failure}: {line}");
    }
}

/// Tells a person something, on standard error.
pub(super) fn tell(line: &str) {
    // There is no place left to tell that this fails.
    let _ = writeln!(io::stderr(), "{line}");
}

/// What came from outside, for a terminal: without control characters, and what turns the direction of writing.
pub(super) fn escaped(text: &str) -> String {
    let is_strange = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match is_strange(c) {
            true => escaped.extend(c.escape_default()),
            false => escaped.push(c),
        }
    }
    escaped
}
