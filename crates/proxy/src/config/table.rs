//! A table of a TOML file, read key by key: every fault is noted with its line, and reading goes on.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What is wrong with a file, and on which line, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The line.
    pub line: usize,
    /// The key and its fault.
    pub text: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}: {}", self.line, self.text)
    }
}

/// The text of a file, with the faults found so far.
pub(super) struct Document<'t> {
    text: &'t str,
    faults: RefCell<Vec<Fault>>,
}

/// What is left to read of a table.
pub(super) struct Table<'a, 't> {
    document: &'a Document<'t>,
    /// As it is written in the file, with a point at its end; nothing for the outermost.
    path: String,
    /// Where its name stands.
    start: usize,
    rest: BTreeMap<&'a str, (usize, &'a Spanned<DeValue<'t>>)>,
    known: Vec<&'static str>,
}

impl<'t> Document<'t> {
    /// The outermost table, read by `read`, or all that is wrong.
    pub(super) fn read<T>(
        text: &'t str,
        read: impl FnOnce(Table<'_, 't>) -> T,
    ) -> Result<T, Vec<Fault>> {
        let document = Self { text, faults: RefCell::default() };
        let (root, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let start = error.span().map_or(0, |span| span.start);
            document.note(start, format!("not TOML: {}", error.message().trim_end()));
        }
        let value = read(Table::new(&document, String::new(), 0, root.get_ref()));
        let mut faults = document.faults.into_inner();
        faults.sort();
        if faults.is_empty() { Ok(value) } else { Err(faults) }
    }

    fn note(&self, offset: usize, text: String) {
        let before = self.text.bytes().take(offset);
        let line = 1 + before.filter(|byte| *byte == b'\n').count();
        self.faults.borrow_mut().push(Fault { line, text });
    }
}

impl<'a, 't> Table<'a, 't> {
    fn new(document: &'a Document<'t>, path: String, start: usize, table: &'a DeTable<'t>) -> Self {
        let entries = table.iter();
        let rest = entries
            .map(|(key, value)| (key.get_ref().as_ref(), (key.span().start, value)))
            .collect();
        Self { document, path, start, rest, known: Vec::new() }
    }

    /// The value of `key` as `read` understands it; a fault is noted, and then there is none.
    pub(super) fn take<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&DeValue<'t>) -> Result<T, String>,
    ) -> Option<T> {
        self.known.push(key);
        let (_, value) = self.rest.remove(key)?;
        let note = |fault: &String| {
            self.document.note(value.span().start, self.named(key, fault));
        };
        read(value.get_ref()).inspect_err(note).ok()
    }

    /// The table of this name.
    pub(super) fn table(&mut self, key: &'static str) -> Option<Self> {
        self.known.push(key);
        let (start, value) = self.rest.remove(key)?;
        let Some(table) = value.get_ref().as_table() else {
            self.document.note(start, self.named(key, "must be a table"));
            return None;
        };
        Some(Self::new(self.document, format!("{}{key}.", self.path), start, table))
    }

    /// All tables of a table whose keys are names of somebody's choice.
    pub(super) fn named_tables(mut self) -> Vec<(String, Self)> {
        let rest = std::mem::take(&mut self.rest).into_iter();
        rest.filter_map(|(key, (start, value))| match value.get_ref().as_table() {
            Some(table) => {
                let path = format!("{}{key}.", self.path);
                Some((key.to_owned(), Self::new(self.document, path, start, table)))
            }
            None => {
                self.document.note(start, self.named(key, "must be a table"));
                None
            }
        })
        .collect()
    }

    /// Notes a fault of the table as a whole, on the line of its name.
    pub(super) fn fault(&self, fault: &str) {
        let name = self.path.trim_end_matches('.');
        self.document.note(self.start, format!("{name} {fault}"));
    }

    /// Notes those of `keys` that are not there.
    pub(super) fn require(&self, keys: &[&str]) {
        for key in keys {
            if !self.rest.contains_key(key) {
                self.fault(&format!("needs {key}"));
            }
        }
    }

    /// Notes every key that nobody asked for.
    pub(super) fn end(self) {
        for (key, (start, _)) in &self.rest {
            let fault = format!("is not known; known here: {}", self.known.join(", "));
            self.document.note(*start, self.named(key, &fault));
        }
    }

    fn named(&self, key: &str, fault: &str) -> String {
        // A key may be anything: it is cut, and shown without control characters.
        let key: String = key.chars().take(64).flat_map(char::escape_debug).collect();
        format!("{}{key} {fault}", self.path)
    }
}
