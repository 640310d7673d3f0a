//! The query, both ways: parameters to the canonical text that is signed and sent, and a received
//! query or form body back to parameters.

use std::collections::HashSet;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::VerifyError;

/// Everything but RFC 3986's unreserved characters.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// `name=value&…`, sorted by name, percent-encoded over UTF-8 with a space as `%20`: the text that
/// is signed. Send exactly it as the request's query (or as its form body).
///
/// Names are expected to be unique, for a verifier refuses a repeated one.
pub fn canonical_query<N: AsRef<str>, V: AsRef<str>>(parameters: &[(N, V)]) -> String {
    let mut pairs: Vec<(&str, &str)> =
        parameters.iter().map(|(name, value)| (name.as_ref(), value.as_ref())).collect();
    // The decoded names are sorted, as the official SDKs do; `中` comes after `~`.
    pairs.sort_unstable();
    let mut query = String::new();
    for (name, value) in pairs {
        if !query.is_empty() {
            query.push('&');
        }
        query.extend(utf8_percent_encode(name, RESERVED));
        query.push('=');
        query.extend(utf8_percent_encode(value, RESERVED));
    }
    query
}

/// The parameters of a received query (without its `?`) or form body, in their order. A `+` is a
/// space; a name without `=` has the empty value; empty pieces are skipped.
///
/// # Errors
/// [`VerifyError::MalformedQuery`] for a `%` that no two hexadecimal digits follow or for bytes
/// that are not UTF-8, [`VerifyError::DuplicateParameter`] for a name that comes twice.
pub fn decode_query(query: &str) -> Result<Vec<(String, String)>, VerifyError> {
    let mut names = HashSet::new();
    let mut parameters = Vec::new();
    for piece in query.split('&').filter(|piece| !piece.is_empty()) {
        let (name, value) = piece.split_once('=').unwrap_or((piece, ""));
        let (name, value) = (decode(name)?, decode(value)?);
        if !names.insert(name.clone()) {
            return Err(VerifyError::DuplicateParameter(name));
        }
        parameters.push((name, value));
    }
    Ok(parameters)
}

fn decode(text: &str) -> Result<String, VerifyError> {
    let malformed = || VerifyError::MalformedQuery(text.to_owned());
    let hexadecimal = |digits: &[u8]| digits.iter().all(u8::is_ascii_hexdigit);
    let escapes_are_whole =
        text.split('%').skip(1).all(|after| after.as_bytes().get(..2).is_some_and(hexadecimal));
    if !escapes_are_whole {
        return Err(malformed());
    }
    let spaced = text.replace('+', " ");
    percent_decode_str(&spaced)
        .decode_utf8()
        .map(std::borrow::Cow::into_owned)
        .map_err(|_| malformed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_by_the_decoded_name_and_encodes_all_but_the_unreserved() {
        for (parameters, query) in [
            (vec![], ""),
            (vec![("b", "2"), ("a", "1")], "a=1&b=2"),
            (vec![("中", ""), ("~", "-_.~")], "~=-_.~&%E4%B8%AD="),
            (vec![("Status", "[\"RUNNING\"]")], "Status=%5B%22RUNNING%22%5D"),
            (vec![("x", "a b+c*d'(e)!/:")], "x=a%20b%2Bc%2Ad%27%28e%29%21%2F%3A"),
        ] {
            assert_eq!(canonical_query(&parameters), query);
        }
    }

    #[test]
    fn decodes_what_clients_write() {
        for (query, parameters) in [
            ("", vec![]),
            ("&&", vec![]),
            ("a=1&b=x=y&c", vec![("a", "1"), ("b", "x=y"), ("c", "")]),
            ("a=x+y%20z%2b", vec![("a", "x y z+")]),
            ("%e4%b8%ad=%41", vec![("中", "A")]),
        ] {
            let expected: Vec<_> = parameters
                .iter()
                .map(|(n, v): &(&str, &str)| (n.to_string(), v.to_string()))
                .collect();
            assert_eq!(decode_query(query), Ok(expected), "{query}");
        }
    }

    #[test]
    fn refuses_broken_escapes_and_repeated_names() {
        let malformed = |text: &str| Err(VerifyError::MalformedQuery(text.to_owned()));
        assert_eq!(decode_query("a=%"), malformed("%"));
        assert_eq!(decode_query("a=%4"), malformed("%4"));
        assert_eq!(decode_query("a=%+1"), malformed("%+1"));
        assert_eq!(decode_query("%zz=1"), malformed("%zz"));
        assert_eq!(decode_query("a=%ff"), malformed("%ff"));
        assert_eq!(decode_query("a=1&%61=2"), Err(VerifyError::DuplicateParameter("a".to_owned())));
    }
}
