//! The members of a JSON object, as far as they can be read. serde refuses the whole body over a lone
//! surrogate or a control character in a text; here only the end of the text decides.

use serde_json::Value;

use super::text::{Escapes, unescaped};

/// The most bytes of an array or an object that are read: errors have small ones.
const LARGEST: usize = 16 * 1024;

/// Calls `read` with each member of the object that `text` begins with; there is no value where it cannot be read. Ends
/// where the text ends or is no JSON any more.
pub(super) fn members(text: &str, mut read: impl FnMut(String, Option<Value>)) {
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
            Some(value) => read(name, value),
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

    /// The value that comes next, if it can be read; none where it does not end.
    fn value(&mut self) -> Option<Option<Value>> {
        if self.takes('"') {
            return self.string().map(|text| Some(Value::String(text)));
        }
        let start = self.0;
        if start.starts_with(['{', '[']) {
            if !self.skip_nested() {
                return None;
            }
        } else {
            self.0 = &start[start.find([',', '}', ']']).unwrap_or(start.len())..];
        }
        let value = &start[..start.len() - self.0.len()];
        let is_small = value.len() <= LARGEST;
        Some(is_small.then(|| serde_json::from_str(value).ok()).flatten())
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
