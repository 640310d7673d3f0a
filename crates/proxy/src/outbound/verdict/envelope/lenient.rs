//! The members of a JSON object, as far as they can be read. serde refuses the whole body over a lone
//! surrogate or a control character in a text; here only the end of the text decides.

use super::text::{Escapes, unescaped};

/// Calls `read` with each member of the object that `text` begins with: its name, and its value if that is a
/// string or a number. Ends where the text ends or is no JSON any more.
pub(super) fn members(text: &str, mut read: impl FnMut(&str, Option<String>)) {
    let mut rest = Rest(text);
    if !rest.takes('{') {
        return;
    }
    loop {
        while rest.takes(',') {}
        let Some(name) = rest.takes('"').then(|| rest.string()).flatten() else { return };
        if !rest.takes(':') {
            return;
        }
        match rest.value() {
            Some(value) => read(&name, value),
            None => return,
        }
    }
}

/// What is left to read.
struct Rest<'t>(&'t str);

impl Rest<'_> {
    /// Steps over white space and `wanted`, if that comes next.
    fn takes(&mut self, wanted: char) -> bool {
        self.0 = self.0.trim_ascii_start();
        let after = self.0.strip_prefix(wanted);
        self.0 = after.unwrap_or(self.0);
        after.is_some()
    }

    /// The string whose opening quote has been read; none where it does not end.
    fn string(&mut self) -> Option<String> {
        let mut chars = self.0.chars();
        let text = unescaped(&mut chars, Escapes::UntilQuote);
        self.0 = chars.as_str();
        text
    }

    /// The value that comes next: `Some(None)` for one that is neither a string nor a number.
    fn value(&mut self) -> Option<Option<String>> {
        if self.takes('"') {
            return self.string().map(Some);
        }
        if self.0.starts_with(['{', '[']) {
            return self.skip_nested().then_some(None);
        }
        let end = self.0.find([',', '}', ']']).unwrap_or(self.0.len());
        let (token, rest) = self.0.split_at(end);
        self.0 = rest;
        let token = token.trim_ascii_end();
        let is_number = token.starts_with(|c: char| c == '-' || c.is_ascii_digit());
        Some(is_number.then(|| token.to_owned()))
    }

    /// Steps over an array or an object, however deep; false where it does not end.
    fn skip_nested(&mut self) -> bool {
        let mut depth = 0_usize;
        loop {
            let Some(at) = self.0.find(['{', '[', '}', ']', '"']) else { return false };
            let (_, rest) = self.0.split_at(at);
            self.0 = &rest[1..];
            match rest.as_bytes()[0] {
                b'{' | b'[' => depth += 1,
                b'"' if self.string().is_none() => return false,
                b'"' => {}
                _ => depth -= 1,
            }
            if depth == 0 {
                return true;
            }
        }
    }
}
