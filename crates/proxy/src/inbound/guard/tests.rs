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
    let not_allowed = Err("public-hosts = [");
    for (host, uri, expected) in [
        ("127.0.0.1:8787", "/", Ok("127.0.0.1:8787")),
        ("localhost:8787", "/", Ok("localhost:8787")),
        ("LOCALHOST:8787", "/", Ok("localhost:8787")),
        ("[::1]:8787", "/", Ok("[::1]:8787")),
        ("tasks.example.com", "/", Ok("tasks.example.com")),
        ("localhost:8787", "http://localhost:8787/rpc", Ok("localhost:8787")),
        ("localhost:8787", "http://evil.com/rpc", not_allowed),
        ("localhost", "/", not_allowed),
        ("localhost:8788", "/", not_allowed),
        ("localhost.:8787", "/", not_allowed),
        ("localhost.evil.com:8787", "/", not_allowed),
        ("evil.com", "/", not_allowed),
        ("evil.com:8787", "/", not_allowed),
        ("tasks.example.com:8787", "/", not_allowed),
        ("", "/", not_allowed),
    ] {
        let found = guard().host(&Uri::from_static(uri), &headers(&[("host", host)]), None);
        match (found, expected) {
            (Ok(found), Ok(expected)) => assert_eq!(found, expected, "{host} {uri}"),
            (Err(refusal @ Refusal::HostNotAllowed(_)), Err(option)) => {
                assert!(refusal.to_string().contains(option), "{host} {uri}: {refusal}");
            }
            (found, _) => panic!("{host} {uri}: {found:?}"),
        }
    }
}

#[test]
fn lets_in_loopback_names_with_any_port_from_this_machine() {
    let uri = Uri::from_static("/");
    for (host, is_let_in) in [
        ("localhost:9000", true),
        ("localhost", true),
        ("LocalHost:1", true),
        ("127.0.0.1:9000", true),
        ("127.0.0.2:9000", true),
        ("127.0.0.1", true),
        ("[::1]:65535", true),
        ("[::1]", true),
        ("localhost:65536", false),
        ("localhost:", false),
        ("localhost:x", false),
        ("localhost.:9000", false),
        ("localhost.evil.com:9000", false),
        ("evil.localhost:9000", false),
        ("127.0.0.1.evil.com", false),
        ("127.1:9000", false),
        ("2130706433", false),
        ("0.0.0.0:9000", false),
        ("10.0.0.7:8787", false),
        ("[::2]:9000", false),
        ("u@localhost:9000", false),
    ] {
        let sent = headers(&[("host", host)]);
        for (peer, is_here) in
            [("127.0.0.1", true), ("::1", true), ("::ffff:127.0.0.9", true), ("10.0.0.7", false)]
        {
            let found = guard().host(&uri, &sent, Some(peer.parse().unwrap()));
            assert_eq!(found.is_ok(), is_let_in && is_here, "{host} from {peer}");
        }
    }
}

#[test]
fn a_refusal_names_the_option_and_repeats_nothing_else() {
    let long = "a".repeat(260);
    for (host, option) in [
        ("tasks.example.com:8443", "tasks.example.com:8443"),
        ("Other.example.com", "other.example.com"),
        ("other.example.com:443", "other.example.com"),
        ("10.0.0.7:8787", "10.0.0.7:8787"),
        ("<script>", "…"),
        ("a\"]b", "…"),
        ("u@a.example", "…"),
        ("a.example/b", "…"),
        ("a.example ; rm", "…"),
        ("", "…"),
        (long.leak(), "…"),
    ] {
        let found = guard().host(&Uri::from_static("/"), &headers(&[("host", host)]), None);
        let expected = format!(
            "the proxy does not answer to this host name; its operator can add public-hosts = \
             [\"{option}\"] to the file, or --public-host {option}"
        );
        assert_eq!(found.unwrap_err().to_string(), expected, "{host}");
    }
}

#[test]
fn a_gateway_may_write_the_port_of_the_scheme_or_drop_its_own() {
    let uri = Uri::from_static("/");
    for host in ["tasks.example.com:443", "tasks.example.com:80"] {
        let found = guard().host(&uri, &headers(&[("host", host)]), None);
        assert_eq!(found, Ok("tasks.example.com".to_owned()));
    }
    let listener = SocketAddr::from(([127, 0, 0, 1], 8787));
    let hosts = ["a.example:8443", "a.example", "b.example:443"].map(str::to_owned);
    let guard = Guard::new(listener, &hosts, &[]).unwrap();
    for (host, origin, is_let_in) in [
        ("a.example:8443", "https://a.example:8443", true),
        ("a.example", "https://a.example:8443", true),
        ("b.example", "https://b.example", true),
        ("a.example", "https://a.example:9443", false),
        ("b.example", "https://a.example:8443", false),
        ("127.0.0.1:8787", "https://a.example:8443", false),
    ] {
        let found = guard.origin(host, &headers(&[("origin", origin)]));
        assert_eq!(found.is_ok(), is_let_in, "{host} {origin}");
    }
}

#[test]
fn wants_exactly_one_host() {
    let twice = headers(&[("host", "localhost:8787"), ("host", "localhost:8787")]);
    let uri = Uri::from_static("/");
    assert_eq!(guard().host(&uri, &twice, None), Err(Refusal::SeveralHosts));
    let none = guard().host(&uri, &HeaderMap::new(), None);
    assert_eq!(none, Err(Refusal::HostNotAllowed(None)));
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
