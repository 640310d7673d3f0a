//! Bytes as text, and text in the escapes in which an error may repeat a credential.

use std::str::Chars;

use acs3::Credentials;
use model::percent;

/// Escapes in escapes are decoded this often: JSON in a text of JSON, a URL in that.
const LAYERS: usize = 4;

/// Where [`unescaped`] ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Escapes {
    /// At a quote, which has to be there.
    UntilQuote,
    /// At the end of the text, whatever is in there.
    UntilEnd,
}

/// The text of a string in JSON. A lone surrogate, or an escape that is none, becomes U+FFFD; control characters
/// stay. None where the quote is missing at which it ends.
pub(super) fn unescaped(chars: &mut Chars<'_>, end: Escapes) -> Option<String> {
    let mut units = Vec::new();
    loop {
        let c = match (chars.next(), end) {
            (None, Escapes::UntilEnd) | (Some('"'), Escapes::UntilQuote) => {
                return Some(String::from_utf16_lossy(&units));
            }
            (None, Escapes::UntilQuote) => return None,
            (Some('\\'), _) => match chars.next() {
                Some('u') => {
                    units.push(unit(chars).unwrap_or(0xfffd));
                    continue;
                }
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                Some('b') => '\u{8}',
                Some('f') => '\u{c}',
                Some(c) => c,
                None => continue,
            },
            (Some(c), _) => c,
        };
        units.extend_from_slice(c.encode_utf16(&mut [0; 2]));
    }
}

/// Four hexadecimal digits; without them nothing is read.
fn unit(chars: &mut Chars<'_>) -> Option<u16> {
    let rest = chars.as_str();
    let digits = rest.get(..4).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
    *chars = rest[4..].chars();
    u16::from_str_radix(digits, 16).ok()
}

/// A way to read bytes; none where they are not meant so.
type Reading = fn(&[u8]) -> Option<String>;

/// The ways in which `body` may be meant, the likely ones first.
pub(super) fn readings(body: &[u8]) -> impl Iterator<Item = String> {
    let readings: [Reading; 3] = [
        utf16,
        |body| Some(String::from_utf8_lossy(body).into_owned()),
        |body| Some(double_bytes(body)),
    ];
    readings.into_iter().filter_map(move |reading| reading(body))
}

/// UTF-16, told by its byte order mark or by the zero beside the first brace.
fn utf16(body: &[u8]) -> Option<String> {
    let read: fn([u8; 2]) -> u16 = match body {
        [0xff, 0xfe, ..] | [b'{', 0, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] | [0, b'{', ..] => u16::from_be_bytes,
        _ => return None,
    };
    let units: Vec<_> = body.chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect();
    Some(String::from_utf16_lossy(&units))
}

/// GBK, Big5 and their like: the second byte of a character may be a backslash, which then escapes nothing.
fn double_bytes(body: &[u8]) -> String {
    let (mut text, mut rest) = (String::with_capacity(body.len()), body);
    while let [first, after @ ..] = rest {
        let is_lead = *first > 0x80 && after.first().is_some_and(|second| *second > b'?');
        text.push(if first.is_ascii() { char::from(*first) } else { char::REPLACEMENT_CHARACTER });
        rest = if is_lead { &after[1..] } else { after };
    }
    text
}

/// Whether `text` repeats a part of `credentials`: as it is, in JSON's escapes or percent-encoded, in any mixture.
pub(in super::super) fn leaks(text: &str, credentials: &Credentials) -> bool {
    let token = credentials.security_token.as_ref().map(acs3::Secret::expose);
    let secrets =
        [Some(credentials.access_key_secret.expose()), Some(&credentials.access_key_id), token];
    let repeats = |text: &str| secrets.iter().flatten().any(|secret| text.contains(*secret));
    let mut text = text.to_owned();
    for _ in 0..LAYERS {
        if repeats(&text) {
            return true;
        }
        let plain = unescaped(&mut text.chars(), Escapes::UntilEnd).unwrap_or_default();
        let decoded = percent::decode(&plain);
        if repeats(&plain) {
            return true;
        }
        if decoded == text {
            return false;
        }
        text = decoded;
    }
    repeats(&text)
}
