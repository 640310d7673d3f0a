//! A received request's headers, looked up by name.

use std::collections::BTreeMap;

use crate::VerifyError;

/// Headers by their names in lower case; one that came twice is remembered as such.
pub(crate) struct Headers<'a>(BTreeMap<String, Value<'a>>);

enum Value<'a> {
    Once(&'a [u8]),
    Repeated,
}

impl<'a> Headers<'a> {
    pub(crate) fn collect(headers: &[(&'a str, &'a [u8])]) -> Self {
        let mut collected = BTreeMap::new();
        for &(name, value) in headers {
            collected
                .entry(name.to_ascii_lowercase())
                .and_modify(|first| *first = Value::Repeated)
                .or_insert(Value::Once(value));
        }
        Self(collected)
    }

    /// All names, in order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The trimmed value of a header that is there once, as text.
    pub(crate) fn get(&self, name: &str) -> Result<Option<&'a str>, VerifyError> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Value::Repeated) => Err(VerifyError::DuplicateHeader(name.to_owned())),
            Some(Value::Once(bytes)) => std::str::from_utf8(bytes)
                .map(|text| Some(text.trim()))
                .map_err(|_| VerifyError::MalformedHeader(name.to_owned())),
        }
    }

    /// As [`Headers::get`], for a header without which nothing can be verified.
    pub(crate) fn require(&self, name: &str) -> Result<&'a str, VerifyError> {
        self.get(name)?
            .filter(|value| !value.is_empty())
            .ok_or_else(|| VerifyError::MissingHeader(name.to_owned()))
    }
}
