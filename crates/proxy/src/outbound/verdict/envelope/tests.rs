//! Bodies that are broken, and the `Code` that is read from them all the same.

use acs3::{Credentials, Secret};

use super::*;

fn read(body: impl Into<Vec<u8>>) -> Option<Envelope> {
    Envelope::read(&Bytes::from(body.into()))
}

fn utf16(text: &str, write: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(write).collect()
}

/// All that has to be read of these is `Forbidden.RAM`.
#[test]
fn a_code_is_read_whatever_is_around_it() {
    let text = r#"{"Code":"Forbidden.RAM","Message":"m","RequestId":"1"}"#;
    for body in [
        br#"{"Code":"Forbidden.RAM","Message":"user \ud83d may not"}"#.to_vec(),
        br#"{"Message":"\udc00\ud800","Code":"Forbidden.RAM"}"#.to_vec(),
        br#"{"Message":"\uZZZZ","Code":"Forbidden.RAM"}"#.to_vec(),
        b"{\"Message\":\"\xd3\xc3\xbb\xa7\",\"Code\":\"Forbidden.RAM\"}".to_vec(),
        // In GBK the second byte of this character is a backslash.
        b"{\"Message\":\"\x81\\\",\"Code\":\"Forbidden.RAM\"}".to_vec(),
        b"{\"Message\":\"caf\xe9\",\"Code\":\"Forbidden.RAM\"}".to_vec(),
        b"{\"Message\":\"line\none\ttab\",\"Code\":\"Forbidden.RAM\"}".to_vec(),
        format!("\u{feff}{text}").into_bytes(),
        format!("\r\n \u{feff}{text}").into_bytes(),
        format!("{text} trailing").into_bytes(),
        utf16(text, u16::to_le_bytes),
        utf16(text, u16::to_be_bytes),
        utf16(&format!("\u{feff}{text}"), u16::to_le_bytes),
        utf16(&format!("\u{feff}{text}"), u16::to_be_bytes),
        br#"{"Code":"Forbidden.RAM","Code":"Forbidden.RAM"}"#.to_vec(),
        br#"{"Code":"Throttling","Code":"Forbidden.RAM"}"#.to_vec(),
        br#"{"Code":"Forbidden.RAM","Code":null}"#.to_vec(),
        br#"{"Code":"Forbidden.RAM","Code":{"Code":"Throttling"}}"#.to_vec(),
        br#"{"Code":"Forbidden.RAM","Code":" "}"#.to_vec(),
        br#"{"Code":" Forbidden.RAM\n","Message":"m"}"#.to_vec(),
        br#"{"\u0043ode":"Forbidden\u002eRAM"}"#.to_vec(),
        br#"{"Message":{"Code":"Throttling","a":["\"}"]},"Code":"Forbidden.RAM"}"#.to_vec(),
        br#"{"Message":[[[{}]]],"RequestId":true,"Code":"Forbidden.RAM"}"#.to_vec(),
        br#"{"Message":12,"RequestId":[],"Code":"Forbidden.RAM"}"#.to_vec(),
        br#"{"Code":"Forbidden.RAM","Message":"cut o"#.to_vec(),
        br#"{"Code":"Forbidden.RAM","Message":}"#.to_vec(),
        br#"{"Code":"Forbidden.RAM",}"#.to_vec(),
        br#"{,"Code":"Forbidden.RAM"}"#.to_vec(),
        br#"{"Message":nul,"Code":"Forbidden.RAM"}"#.to_vec(),
        [
            br#"{"a":"#,
            "[".repeat(100_000).as_bytes(),
            "]".repeat(100_000).as_bytes(),
            br#","Code":"Forbidden.RAM"}"#,
        ]
        .concat(),
    ] {
        let envelope = read(body.clone()).unwrap_or_default();
        let shown: String = String::from_utf8_lossy(&body).chars().take(80).collect();
        assert_eq!(envelope.code.as_deref(), Some("Forbidden.RAM"), "{shown}");
        assert!(!envelope.has_list && envelope.has_error_code(), "{shown}");
    }
}

#[test]
fn what_is_no_envelope_is_none() {
    for body in [
        "",
        "[1]",
        "\"Code\"",
        "null",
        "<Code>Forbidden.RAM</Code>",
        "{",
        "{\"Code",
        "{\"Code\":\"Forb",
        "\u{feff}",
    ] {
        assert_eq!(read(body), None, "{body}");
    }
    let nested = read(r#"{"error":{"Code":"Forbidden.RAM"}}"#).unwrap();
    assert_eq!(nested.code, None);
}

#[test]
fn a_good_list_is_passed_on_as_a_browser_can_read_it() {
    for (body, passed_on) in [
        (&br#"{"RequestId":"1","TaskList":[]}"#[..], r#"{"RequestId":"1","TaskList":[]}"#),
        (
            br#"{"RequestId":"1","RequestId":"1","TaskList":[]}"#,
            r#"{"RequestId":"1","RequestId":"1","TaskList":[]}"#,
        ),
        (br#"{"RequestId":1,"TaskList":[]}"#, r#"{"RequestId":1,"TaskList":[]}"#),
        (
            b"{\"TaskList\":[{\"TaskName\":\"\xd3\"}]}",
            "{\"TaskList\":[{\"TaskName\":\"\u{fffd}\"}]}",
        ),
    ] {
        let envelope = read(body).unwrap();
        assert_eq!(envelope.body.unwrap(), passed_on);
        assert!(envelope.has_list && envelope.code.is_none());
    }
    assert_eq!(read("{\"TaskList\":["), None);
}

#[test]
fn a_field_that_cannot_be_read_is_left_out() {
    let envelope = read(r#"{"Code":"X","Message":{"a":1},"RequestId":7}"#).unwrap();
    assert_eq!((envelope.message, envelope.request_id.as_deref()), (None, Some("7")));
    let envelope = read(r#"{"Code":"X","Message":"a \ud83d b"}"#).unwrap();
    assert_eq!(envelope.message.as_deref(), Some("a \u{fffd} b"));
}

#[test]
fn what_is_no_code_and_no_id_goes_into_no_header() {
    let long = "a".repeat(257);
    for (body, code, id) in [
        (format!(r#"{{"Code":"{long}","Message":"m","RequestId":"1"}}"#), None, Some("1")),
        (format!(r#"{{"Code":"X","Message":"m","RequestId":"{long}"}}"#), Some("X"), None),
        (
            r#"{"Code":"X","Message":"m","RequestId":"a\r\nSet-Cookie: b"}"#.to_owned(),
            Some("X"),
            None,
        ),
        (r#"{"Code":"X","Message":"m","RequestId":"编号"}"#.to_owned(), Some("X"), None),
        (r#"{"Code":" X ","Message":"m","RequestId":"1"}"#.to_owned(), Some("X"), Some("1")),
    ] {
        let envelope = read(body.clone()).unwrap();
        let found = (envelope.code.as_deref(), envelope.request_id.as_deref());
        assert_eq!(found, (code, id), "{body}");
        assert!(!envelope.is_in_shape, "{body}");
    }
    assert!(read(r#"{"Code":"X","Message":"m","RequestId":"1"}"#).unwrap().is_in_shape);
}

#[test]
fn a_credential_is_found_in_every_escape() {
    let credentials = Credentials {
        security_token: Some(Secret::new("Tok/en+==")),
        ..Credentials::new("KeyId", "Sec/ret")
    };
    for text in [
        "Tok/en+==",
        r"Tok\/en+==",
        r"\u0054ok\u002Fen+==",
        r"Tok\u002fen\u002b\u003d\u003D",
        "Tok%2Fen%2B%3D%3D",
        "Tok%252Fen%252B%253D%253D",
        r"Tok\\\/en+==",
        r"\\u0054ok/en+==",
        r"Tok\u00252Fen+==",
        r#"{"a":{"Sec\/ret":1}}"#,
        r"\u004beyId",
    ] {
        assert!(leaks(text, &credentials), "{text}");
    }
    for text in ["", "Tok/en", "sec/ret", r"\u0054ok", "KeyI d"] {
        assert!(!leaks(text, &credentials), "{text}");
    }
}
