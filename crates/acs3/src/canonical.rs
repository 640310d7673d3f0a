//! The signature itself: canonical request, string to sign, HMAC. Signer and verifier share it.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::{ALGORITHM, Secret};

/// What is put together into the canonical request. `headers` is sorted, names in lower case.
pub(crate) struct Canonical<'a> {
    pub(crate) method: &'a str,
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
    pub(crate) headers: &'a [(&'a str, &'a str)],
    pub(crate) body_sha256: &'a str,
}

impl Canonical<'_> {
    /// The canonical request's text, which holds the values of all signed headers.
    pub(crate) fn text(&self) -> String {
        let path = if self.path.is_empty() { "/" } else { self.path };
        let mut text = format!("{}\n{path}\n{}\n", self.method, self.query);
        for (name, value) in self.headers {
            text.extend([name, ":", value.trim(), "\n"]);
        }
        text.extend(["\n", &self.signed_headers(), "\n", self.body_sha256]);
        text
    }

    /// The signed names, as in `Authorization`.
    pub(crate) fn signed_headers(&self) -> String {
        self.headers.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(";")
    }
}

/// The text whose HMAC is the signature.
pub(crate) fn string_to_sign(canonical_request: &str) -> String {
    format!("{ALGORITHM}\n{}", sha256_hex(canonical_request.as_bytes()))
}

/// The signature, 64 hexadecimal digits in lower case.
pub(crate) fn signature(secret: &Secret, string_to_sign: &str) -> String {
    #[expect(clippy::expect_used, reason = "HMAC is defined for a key of any length")]
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose().as_bytes())
        .expect("HMAC takes a key of any length");
    mac.update(string_to_sign.as_bytes());
    hex(&mac.finalize().into_bytes())
}

/// The SHA-256 of `bytes` in hexadecimal digits, as `x-acs-content-sha256` has it.
pub(crate) fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    bytes
        .iter()
        .flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]])
        .collect()
}
