//! Text files as editors and shells of all systems write them.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde_json::Value;

use crate::CredentialsError;

/// The most bytes of a file that are read.
const LARGEST_FILE: u64 = 4 * 1024 * 1024;

/// The text of a file; none if the file does not exist. UTF-8 with or without a byte order mark, or UTF-16 with one, which
/// PowerShell writes.
pub(crate) fn read(path: &Path) -> Result<Option<String>, CredentialsError> {
    let bytes = match bytes(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(CredentialsError::file(path, error.to_string())),
    };
    decode(&bytes).map(Some).ok_or_else(|| CredentialsError::file(path, "is not a text in UTF-8"))
}

/// The bytes of a file.
///
/// # Errors
/// Also for what is no regular file, such as a FIFO, which could be opened only when somebody writes to it; and for one
/// that is too large.
pub(crate) fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    if path == Path::new("/dev/null") {
        return Ok(Vec::new());
    }
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::other("is not a regular file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > LARGEST_FILE {
        true => Err(io::Error::other("is larger than 4 MiB")),
        false => Ok(bytes),
    }
}

/// A whole JSON text, with or without a byte order mark. Of a field that is there twice the last value counts.
pub(crate) fn json(bytes: &[u8]) -> Option<Value> {
    serde_json::from_str(&decode(bytes)?).ok()
}

pub(crate) fn decode(bytes: &[u8]) -> Option<String> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => String::from_utf8(bytes.to_vec()).ok(),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let units: Vec<_> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
    String::from_utf16(&units).ok()
}

/// A text that has to be there.
pub(crate) fn present(key: &str, text: &str) -> Result<String, String> {
    if text.is_empty() { Err(format!("lacks {key}")) } else { Ok(text.to_owned()) }
}

/// A text that has to be there, and that can go into a header.
pub(crate) fn needed(key: &str, text: &str) -> Result<String, String> {
    let text = present(key, text)?;
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(format!("has white space or a strange character in {key}"));
    }
    Ok(text)
}

pub(crate) fn filled(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

/// A word of a file for an error: as it is if it looks like one, so that a secret in the wrong place is not shown.
pub(crate) fn shown(word: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
    match word.len() <= 24 && word.bytes().all(is_plain) {
        true => format!("{word:?}"),
        false => "not shown here".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_editors_and_shells_write() {
        let units = |text: &str, bytes: fn(u16) -> [u8; 2]| {
            "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(bytes).collect::<Vec<_>>()
        };
        for bytes in [
            "[default]\r\n".as_bytes().to_vec(),
            "\u{feff}[default]\r\n".as_bytes().to_vec(),
            units("[default]\r\n", u16::to_le_bytes),
            units("[default]\r\n", u16::to_be_bytes),
        ] {
            assert_eq!(decode(&bytes).as_deref(), Some("[default]\r\n"));
        }
        for bytes in [&b"\xff\xfea"[..], b"\xff\xfe\x00\xd8", b"caf\xe9"] {
            assert_eq!(decode(bytes), None);
        }
    }
}
