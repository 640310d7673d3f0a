//! An access key: its id can be printed, its secret and its token cannot.

use std::fmt;

use subtle::ConstantTimeEq;
use zeroize::Zeroize;

/// A text that neither `Debug` nor `Display` shows, that compares in constant time, and that is
/// wiped from memory when dropped.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Takes the text into custody.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself. Whoever calls this answers for where it goes.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        bool::from(self.0.as_bytes().ct_eq(other.0.as_bytes()))
    }
}

impl Eq for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[redacted]")
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[redacted]")
    }
}

/// An access key of a user, or a temporary one of STS, which has a token too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The public half, e.g. `LTAI5t…` or `STS.NU…`.
    pub access_key_id: String,
    /// The secret half, with which requests are signed.
    pub access_key_secret: Secret,
    /// The token of temporary credentials; none for a user's own key.
    pub security_token: Option<Secret>,
}

impl Credentials {
    /// A user's own access key.
    pub fn new(access_key_id: impl Into<String>, access_key_secret: impl Into<String>) -> Self {
        Self {
            access_key_id: access_key_id.into(),
            access_key_secret: Secret::new(access_key_secret),
            security_token: None,
        }
    }

    /// The same key as a temporary one, valid together with `token`.
    #[must_use]
    pub fn with_security_token(mut self, token: impl Into<String>) -> Self {
        self.security_token = Some(Secret::new(token));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_the_id_but_neither_secret_nor_token() {
        let credentials = Credentials::new("LTAI5t", "hush").with_security_token("quiet");
        assert_eq!(
            format!("{credentials:?} {}", credentials.access_key_secret),
            "Credentials { access_key_id: \"LTAI5t\", access_key_secret: [redacted], \
             security_token: Some([redacted]) } [redacted]"
        );
    }
}
