//! Digests by which a browser refuses a file that is not whole, or not ours.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

/// The digest of a file as pages and scripts write it.
pub(super) fn of(bytes: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(bytes)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_digest_is_written_as_browsers_read_it() {
        // As `printf abc | openssl dgst -sha256 -binary | base64` prints it.
        let expected = "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=";
        assert_eq!(super::of(b"abc"), expected);
    }
}
