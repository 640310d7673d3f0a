//! What is used as it is and probably not meant.

/// Something about a source that its owner should know. The texts name variables and keys, never values.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Warning {
    /// A variable without a text.
    #[error("{0} is set but empty, which counts as not set")]
    Empty(&'static str),
    /// A part of a key that begins or ends with a quote.
    #[error(
        "{0} begins or ends with a quote. Quotes are part of the value, and no access key has any: remove them if \
         the signature is refused"
    )]
    Quoted(String),
}

/// Whether a part of a key was probably pasted with its quotes.
pub(crate) fn is_quoted(text: &str) -> bool {
    let quotes = ['"', '\'', '`'];
    text.starts_with(quotes) || text.ends_with(quotes)
}
