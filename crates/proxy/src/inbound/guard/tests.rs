//! Names and origins that are let in, and those that are not.

use super::*;

fn guard() -> Guard {
    let listener = SocketAddr::from(([127, 0, 0, 1], 8787));
    let hosts = ["Tasks.example.com".to_owned()];
    Guard::new(listener, &hosts, &["https://console.example.com".to_owned()]).unwrap()
}

fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
    let pairs = pairs.iter();
    pairs.map(|(n, v)| (HeaderName::from_static(n), HeaderValue::from_static(v))).fold(
        HeaderMap::new(),
        |mut headers, (name, value)| {
            headers.append(name, value);
            headers
        },
    )
}

#[test]
fn lets_in_its_own_names_with_its_own_port() {
    let not_allowed = Err(Refusal::HostNotAllowed);
    for (host, uri, expected) in [
        ("127.0.0.1:8787", "/", Ok("127.0.0.1:8787")),
        ("localhost:8787", "/", Ok("localhost:8787")),
        ("LOCALHOST:8787", "/", Ok("localhost:8787")),
        ("[::1]:8787", "/", Ok("[::1]:8787")),
        ("tasks.example.com", "/", Ok("tasks.example.com")),
        ("localhost:8787", "http://localhost:8787/rpc", Ok("localhost:8787")),
        ("localhost:8787", "http://evil.com/rpc", not_allowed.clone()),
        ("localhost", "/", not_allowed.clone()),
        ("localhost:8788", "/", not_allowed.clone()),
        ("localhost.:8787", "/", not_allowed.clone()),
        ("localhost.evil.com:8787", "/", not_allowed.clone()),
        ("evil.com", "/", not_allowed.clone()),
        ("evil.com:8787", "/", not_allowed.clone()),
        ("tasks.example.com:8787", "/", not_allowed.clone()),
        ("", "/", not_allowed.clone()),
    ] {
        let found = guard().host(&Uri::from_static(uri), &headers(&[("host", host)]));
        assert_eq!(found, expected.map(str::to_owned), "{host} {uri}");
    }
}

#[test]
fn wants_exactly_one_host() {
    let twice = headers(&[("host", "localhost:8787"), ("host", "localhost:8787")]);
    let uri = Uri::from_static("/");
    assert_eq!(guard().host(&uri, &twice), Err(Refusal::SeveralHosts));
    assert_eq!(guard().host(&uri, &HeaderMap::new()), Err(Refusal::HostNotAllowed));
}

#[test]
fn lets_in_pages_of_its_own_and_of_listed_origins() {
    const LOCAL: &str = "localhost:8787";
    const PUBLIC: &str = "tasks.example.com";
    for (host, sent, is_let_in) in [
        (LOCAL, vec![("origin", "http://localhost:8787")], true),
        (PUBLIC, vec![("origin", "https://tasks.example.com")], true),
        (PUBLIC, vec![("origin", "http://tasks.example.com")], true),
        (LOCAL, vec![("origin", "https://console.example.com")], true),
        (
            LOCAL,
            vec![("origin", "https://console.example.com"), ("sec-fetch-site", "cross-site")],
            true,
        ),
        (LOCAL, vec![("origin", "http://localhost:8787"), ("sec-fetch-site", "cross-site")], false),
        (LOCAL, vec![], false),
        (LOCAL, vec![("sec-fetch-site", "same-origin")], false),
        (LOCAL, vec![("origin", "null")], false),
        (LOCAL, vec![("origin", "")], false),
        (LOCAL, vec![("origin", "http://127.0.0.1:8787")], false),
        (LOCAL, vec![("origin", "https://localhost:8787")], false),
        (LOCAL, vec![("origin", "http://localhost:3000")], false),
        (LOCAL, vec![("origin", "http://console.example.com")], false),
        (LOCAL, vec![("origin", "https://console.example.com.evil.com")], false),
        (LOCAL, vec![("origin", "http://localhost:8787"), ("origin", "https://evil.com")], false),
    ] {
        let found = guard().origin(host, &headers(&sent));
        assert_eq!(found.is_ok(), is_let_in, "{host} {sent:?}");
    }
}

#[test]
fn refuses_what_is_no_host_or_no_origin() {
    let listener = SocketAddr::from(([127, 0, 0, 1], 8787));
    for host in ["", "*", "https://a.example", "a.example/", "a b", "u@a.example", "a.example:x"] {
        assert!(Guard::new(listener, &[host.to_owned()], &[]).is_err(), "{host}");
    }
    for origin in ["", "*", "null", "a.example", "https://a.example/", "https://a.example:443"] {
        assert!(Guard::new(listener, &[], &[origin.to_owned()]).is_err(), "{origin}");
    }
    for host in ["a.example", "a.example:8443", "10.0.0.1:80", "[::1]", "[::1]:8443"] {
        assert!(Guard::new(listener, &[host.to_owned()], &[]).is_ok(), "{host}");
    }
}
