//! A sentence with one part that stands out.

use crate::words::around;

/// A sentence with its emphasised part; what comes first differs between languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Emphasis {
    /// What stands before the part.
    pub before: String,
    /// The part.
    pub strong: String,
    /// What stands behind it.
    pub after: String,
}

impl Emphasis {
    /// The pattern with `strong` in the place of `name`, such as `{count}`.
    pub fn of(pattern: &str, name: &str, strong: String) -> Self {
        let (before, after) = around(pattern, name);
        Self { before, strong, after }
    }

    /// The whole sentence.
    pub fn text(&self) -> String {
        [&*self.before, &self.strong, &self.after].concat()
    }
}
