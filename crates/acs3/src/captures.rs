//! Raw requests of the official SDKs: each is authentic with its secret, and only so.

use std::path::Path;

use crate::{Authenticated, Credentials, Received, VerifyError, verify};

/// One captured request, taken apart just enough.
struct Capture {
    name: String,
    method: String,
    path: String,
    query: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Capture {
    fn parse(name: String, raw: &str) -> Self {
        let (head, body) = raw.split_once("\r\n\r\n").unwrap();
        let mut lines = head.split("\r\n");
        let mut start = lines.next().unwrap().split(' ');
        let method = start.next().unwrap().to_owned();
        let (path, query) =
            start.next().map(|uri| uri.split_once('?').unwrap_or((uri, ""))).unwrap();
        let headers: Vec<(String, String)> = lines
            .map(|line| line.split_once(": ").unwrap())
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let chunked = headers.iter().any(|(name, _)| name == "Transfer-Encoding");
        // The one chunked body has a single chunk: its length, itself, and the closing zero.
        let body = if chunked { body.split("\r\n").nth(1).unwrap() } else { body };
        let (path, query) = (path.to_owned(), query.to_owned());
        Self { name, method, path, query, headers, body: body.as_bytes().to_vec() }
    }

    fn header_bytes(&self) -> Vec<(&str, &[u8])> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_bytes())).collect()
    }

    fn verify(&self, secret: &str) -> Result<Authenticated, VerifyError> {
        let received = Received {
            method: &self.method,
            path: &self.path,
            query: &self.query,
            headers: &self.header_bytes(),
            body: &self.body,
        };
        verify(received, |id| match id {
            "testAccessKeyId" => Some(Credentials::new(id, secret)),
            "STS.testStsId" => Some(Credentials::new(id, secret).with_security_token("tok+en/=")),
            _ => None,
        })
    }

    fn secret(&self) -> &'static str {
        if self.header("x-acs-security-token").is_some() {
            "testStsSecret"
        } else {
            "testAccessKeySecret"
        }
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(candidate, _)| candidate == name)
            .map(|(_, value)| value.as_str())
    }

    fn set(&mut self, name: &str, value: &str) {
        self.headers.retain(|(candidate, _)| candidate != name);
        self.headers.push((name.to_owned(), value.to_owned()));
    }
}

fn captures() -> Vec<Capture> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/captures");
    let mut captures: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "http"))
        .map(|path| {
            let raw = std::fs::read_to_string(&path).unwrap();
            Capture::parse(path.file_name().unwrap().to_string_lossy().into_owned(), &raw)
        })
        .collect();
    captures.sort_by(|a, b| a.name.cmp(&b.name));
    assert_eq!(captures.len(), 11);
    captures
}

fn capture(name: &str) -> Capture {
    captures().into_iter().find(|capture| capture.name == name).unwrap()
}

#[test]
fn each_verifies_with_its_secret_and_with_no_other() {
    for capture in captures() {
        let authenticated = capture.verify(capture.secret()).unwrap();
        assert_eq!(authenticated.version, "2017-08-01", "{}", capture.name);
        assert_eq!(
            authenticated.date,
            "2026-04-07T00:00:00Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap()
        );
        assert_eq!(Some(authenticated.action.as_str()), capture.header("x-acs-action"));
        let refused = capture.verify("another secret").unwrap_err();
        assert!(matches!(refused, VerifyError::SignatureMismatch { .. }), "{}", capture.name);
    }
}

#[test]
fn none_verifies_after_a_change_of_one_byte_of_query_body_or_signed_header() {
    for mut capture in captures() {
        let (query, body, headers) =
            (capture.query.clone(), capture.body.clone(), capture.headers.clone());
        for at in 0..query.len() {
            capture.query = query.clone();
            let other = if &query[at..=at] == "7" { "8" } else { "7" };
            capture.query.replace_range(at..=at, other);
            assert!(capture.verify(capture.secret()).is_err(), "{}", capture.query);
        }
        capture.query = query;
        for at in 0..body.len() {
            capture.body[at] ^= 1;
            assert_eq!(capture.verify(capture.secret()), Err(VerifyError::BodyMismatch));
            capture.body[at] ^= 1;
        }
        for (at, (name, value)) in headers.iter().enumerate() {
            if name == "host" || name.starts_with("x-acs-") || name == "Authorization" {
                capture.headers[at].1 = format!("{value}7");
                assert!(capture.verify(capture.secret()).is_err(), "{name}");
                capture.headers[at].1 = value.clone();
            }
        }
    }
}

#[test]
fn what_is_asked_must_be_there_once_and_be_signed() {
    type Change = fn(&mut Capture);
    let table: [(Change, VerifyError); 12] = [
        (|c| c.headers.retain(|h| h.0 != "Authorization"), VerifyError::MissingAuthorization),
        (|c| c.headers.retain(|h| h.0 != "host"), VerifyError::MissingHeader("host".into())),
        (|c| c.set("x-acs-date", ""), VerifyError::MissingHeader("x-acs-date".into())),
        (
            |c| c.headers.retain(|h| h.0 != "user-agent"),
            VerifyError::MissingHeader("user-agent".into()),
        ),
        (|c| c.set("x-acs-extra", "1"), VerifyError::UnsignedHeader("x-acs-extra".into())),
        (
            |c| c.headers.push(("HOST".into(), "a".into())),
            VerifyError::DuplicateHeader("host".into()),
        ),
        (
            |c| c.headers.push(("accept".into(), "a".into())),
            VerifyError::DuplicateHeader("accept".into()),
        ),
        (
            |c| c.headers.push(("authorization".into(), "a".into())),
            VerifyError::DuplicateHeader("authorization".into()),
        ),
        (
            |c| c.set("x-acs-date", "2026-4-7T00:00:00Z"),
            VerifyError::MalformedDate("2026-4-7T00:00:00Z".into()),
        ),
        (|c| c.query += "&PageSize=31", VerifyError::DuplicateParameter("PageSize".into())),
        (|c| c.query += "&a=%", VerifyError::MalformedQuery("%".into())),
        (|c| c.body.push(b'x'), VerifyError::BodyMismatch),
    ];
    for (change, expected) in table {
        let mut capture = capture("01-python-DescribeBatchTasks.http");
        change(&mut capture);
        assert_eq!(capture.verify("testAccessKeySecret"), Err(expected));
    }
}

#[test]
fn a_form_body_needs_its_content_type_signed() {
    let mut capture = capture("20-node-DescribeBatchTasks.http");
    let authorization = capture.header("Authorization").unwrap().replace("content-type;", "");
    capture.set("Authorization", &authorization);
    let expected = VerifyError::UnsignedHeader("content-type".into());
    assert_eq!(capture.verify("testAccessKeySecret"), Err(expected));
}

#[test]
fn keys_and_tokens_have_to_be_the_known_ones() {
    let capture = capture("05-python-DescribeBatchTask.http");
    let verify_with = |credentials: Option<Credentials>| {
        let received = Received {
            method: "POST",
            path: "/",
            query: &capture.query,
            headers: &capture.header_bytes(),
            body: b"",
        };
        verify(received, |_| credentials)
    };
    let key = Credentials::new("STS.testStsId", "testStsSecret");
    assert_eq!(verify_with(None), Err(VerifyError::UnknownAccessKey("STS.testStsId".into())));
    assert_eq!(verify_with(Some(key.clone())), Err(VerifyError::SecurityTokenMismatch));
    let other = key.clone().with_security_token("tok+en/");
    assert_eq!(verify_with(Some(other)), Err(VerifyError::SecurityTokenMismatch));
    assert!(verify_with(Some(key.with_security_token("tok+en/="))).is_ok());
}

#[test]
fn an_error_does_not_show_the_token() {
    let refused = capture("05-python-DescribeBatchTask.http").verify("wrong").unwrap_err();
    assert_eq!(format!("{refused:?}"), "SignatureMismatch { canonical_request: [redacted] }");
    let VerifyError::SignatureMismatch { canonical_request } = refused else { panic!("{refused}") };
    assert!(canonical_request.expose().contains("x-acs-security-token:tok+en/="));
}
