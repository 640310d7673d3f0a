//! Percent-encoding as RFC 3986 writes it, which is also what ACS3 signs: everything but
//! `A-Z a-z 0-9 - _ . ~` is `%XX` of its UTF-8 bytes, a space is `%20` and never `+`.

use std::fmt::Write;

/// Encodes `text` for use as a query's name or value.
pub fn encode(text: &str) -> String {
    encode_but(text, "")
}

/// Encodes `text`, but for these characters, which a query may hold and people like to read.
pub fn encode_but(text: &str, readable: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                encoded.push(char::from(byte));
            }
            _ if readable.as_bytes().contains(&byte) => encoded.push(char::from(byte)),
            _ => {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

/// Decodes `%XX`; a `%` that no two hexadecimal digits follow stands for itself, and bytes that are
/// not UTF-8 become U+FFFD. A `+` stays a plus.
pub fn decode(text: &str) -> String {
    decode_with(text, b'+')
}

fn decode_with(text: &str, plus: u8) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        match (first, tail) {
            (b'%', [high, low, after @ ..])
                if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() =>
            {
                bytes.push(hex_digit(*high) << 4 | hex_digit(*low));
                rest = after;
            }
            _ => {
                bytes.push(if *first == b'+' { plus } else { *first });
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// `name=value&…` with both sides encoded, in the order given.
pub fn query_string<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut query = String::new();
    for (name, value) in pairs {
        if !query.is_empty() {
            query.push('&');
        }
        query.push_str(&encode(name));
        query.push('=');
        query.push_str(&encode(value));
    }
    query
}

/// The decoded pairs of a page's query string without its `?`; empty pieces are skipped, a name without
/// `=` has the empty value. A `+` is a space, as forms and `URLSearchParams` write it.
pub fn pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    query.split('&').filter(|piece| !piece.is_empty()).map(|piece| {
        let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
        (decode_with(name, b' '), decode_with(value, b' '))
    })
}

fn hex_digit(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        _ => digit.wrapping_sub(b'A').wrapping_add(10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodes_everything_but_the_unreserved_characters() {
        for (text, encoded) in [
            ("", ""),
            ("AZaz09-_.~", "AZaz09-_.~"),
            ("a b+c", "a%20b%2Bc"),
            ("[\"RUNNING\",\"FAILED\"]", "%5B%22RUNNING%22%2C%22FAILED%22%5D"),
            ("pcb-a b*c~d/e", "pcb-a%20b%2Ac~d%2Fe"),
            ("安装", "%E5%AE%89%E8%A3%85"),
        ] {
            assert_eq!(encode(text), encoded);
            assert_eq!(decode(encoded), text);
        }
    }

    #[test]
    fn decodes_garbage_to_something_readable() {
        for (text, decoded) in [
            ("%", "%"),
            ("%4", "%4"),
            ("%zz%41", "%zzA"),
            ("%ff", "\u{fffd}"),
            ("a+b", "a+b"),
            ("é", "é"),
        ] {
            assert_eq!(decode(text), decoded);
        }
    }

    #[test]
    fn splits_pairs_at_the_first_equals_sign() {
        let found: Vec<_> = pairs("a=1&&b=x=y&c&%41=%20+%2B").collect();
        let expected = [("a", "1"), ("b", "x=y"), ("c", ""), ("A", "  +")];
        assert_eq!(found, expected.map(|(n, v)| (n.to_owned(), v.to_owned())));
    }
}
