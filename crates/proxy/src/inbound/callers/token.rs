//! Bearer tokens. The proxy knows their hashes only: a token has 244 random bits, so that a plain
//! SHA-256 says nothing about it.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// What every token begins with, so that scanners for leaked secrets can know it.
const PREFIX: &str = "bpt_";

/// A token that may be used, by its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    name: String,
    hash: Hash,
    expires: Option<DateTime<Utc>>,
}

/// The SHA-256 of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hash([u8; 32]);

/// Not 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoHash;

impl Token {
    /// A token of this name: letters, digits, `-` and `_`, at most 64.
    pub fn new(name: String, hash: Hash, expires: Option<DateTime<Utc>>) -> Option<Self> {
        Self::is_name(&name).then_some(Self { name, hash, expires })
    }

    /// Whether a token may be called so.
    pub fn is_name(text: &str) -> bool {
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
        (1..=64).contains(&text.len()) && text.bytes().all(is_plain)
    }

    /// Whose it is.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The line that goes under `[tokens]` in the configuration file.
    pub fn line(&self) -> String {
        let Self { name, hash, expires } = self;
        let expires = expires.map(|instant| format!(", expires = {}", instant.format("%FT%TZ")));
        format!("{name} = {{ sha256 = \"{hash}\"{} }}", expires.unwrap_or_default())
    }

    /// The one of `tokens` that `text` is, unless it has expired. All are compared, each in constant
    /// time, so that the time taken tells nothing.
    pub(crate) fn find<'a>(tokens: &'a [Self], text: &str, now: DateTime<Utc>) -> Option<&'a Self> {
        let hash = Hash::of(text);
        let mut found = None;
        for token in tokens {
            if bool::from(token.hash.0.ct_eq(&hash.0)) {
                found = Some(token);
            }
        }
        found.filter(|token| token.expires.is_none_or(|expires| now < expires))
    }
}

impl Hash {
    /// The hash of a token.
    pub fn of(token: &str) -> Self {
        Self(Sha256::digest(token.as_bytes()).into())
    }
}

impl FromStr for Hash {
    type Err = NoHash;

    fn from_str(text: &str) -> Result<Self, NoHash> {
        let is_hex = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let mut bytes = [0; 32];
        for (byte, digits) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            let digits = std::str::from_utf8(digits).map_err(|_| NoHash)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| NoHash)?;
        }
        if is_hex { Ok(Self(bytes)) } else { Err(NoHash) }
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

/// A new token, for its owner; the proxy keeps its [`Hash`].
pub fn new_secret() -> String {
    let random = || uuid::Uuid::new_v4().simple().to_string();
    format!("{PREFIX}{}{}", random(), random())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn is_found_by_its_hash_until_it_expires() {
        let hash = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";
        assert_eq!(Hash::of("secret").to_string(), hash);
        let expires = Some(at("2027-01-01T00:00:00Z"));
        let ops = Token::new("ops".to_owned(), hash.parse().unwrap(), expires).unwrap();
        let other = Token::new("other".to_owned(), Hash::of("another"), None).unwrap();
        let tokens = [ops, other];
        for (text, now, name) in [
            ("secret", "2026-12-31T23:59:59Z", Some("ops")),
            ("secret", "2027-01-01T00:00:00Z", None),
            ("another", "2999-01-01T00:00:00Z", Some("other")),
            ("", "2026-01-01T00:00:00Z", None),
            ("secret ", "2026-01-01T00:00:00Z", None),
            (hash, "2026-01-01T00:00:00Z", None),
        ] {
            assert_eq!(Token::find(&tokens, text, at(now)).map(Token::name), name, "{text} {now}");
        }
        assert_eq!(
            tokens[0].line(),
            format!("ops = {{ sha256 = \"{hash}\", expires = 2027-01-01T00:00:00Z }}")
        );
    }

    #[test]
    fn takes_plain_names_and_whole_hashes_only() {
        for name in ["", "a b", "a.b", "ü", "a\"", &"a".repeat(65)] {
            assert_eq!(Token::new(name.to_owned(), Hash::of("a"), None), None, "{name}");
        }
        for text in ["", "00", &"0".repeat(63), &"0".repeat(65), &"g".repeat(64), &"+1".repeat(32)]
        {
            assert_eq!(text.parse::<Hash>(), Err(NoHash), "{text}");
        }
    }

    #[test]
    fn no_two_tokens_are_alike() {
        let (one, another) = (new_secret(), new_secret());
        assert!(one.starts_with("bpt_") && one.len() == 68 && one != another);
    }
}
