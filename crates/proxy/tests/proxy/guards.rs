//! What is refused before PolarDB is asked, and what a page of another origin may read.

use crate::exchange::{Reply, list, raw, send};
use crate::stage::{LISTED, Stage};
use crate::upstream::{FakeUpstream, json};

const QUERY: &str = "Action=DescribeBatchTasks&Version=2017-08-01";

async fn upstream() -> FakeUpstream {
    FakeUpstream::start([json(200, "{\"TaskList\":[]}")]).await
}

#[tokio::test]
async fn answers_to_its_own_names_only_on_every_path() {
    let upstream = upstream().await;
    let proxy = Stage::new(upstream.address).serve().await;
    let port = proxy.port();
    for path in ["/", "/index.html", "/config.json", "/rpc", "/nothing"] {
        for (hosts, status) in [
            ("Host: evil.com\r\n".to_owned(), 421),
            (format!("Host: evil.com:{port}\r\n"), 421),
            (format!("Host: localhost.evil.com:{port}\r\n"), 421),
            ("Host: localhost.\r\n".to_owned(), 421),
            (String::new(), 421),
            (format!("Host: localhost:{port}\r\nHost: localhost:{port}\r\n"), 400),
            (format!("Host: localhost:{port}\r\nHost: evil.com\r\n"), 400),
        ] {
            let request = format!("GET {path} HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n");
            let reply = raw(proxy, &request).await;
            assert_eq!(reply.error(), (status, "Proxy.HostNotAllowed".to_owned()), "{request}");
        }
    }
    for host in ["127.0.0.1", "localhost", "[::1]"] {
        let request =
            format!("GET /healthz HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n");
        assert_eq!(raw(proxy, &request).await.text(), "ok\n");
    }
    assert_eq!(upstream.seen().len(), 0);
}

#[tokio::test]
async fn nothing_in_a_request_moves_the_upstream() {
    let upstream = upstream().await;
    let proxy = Stage::new(upstream.address).serve().await;
    let lines = format!("Host: {proxy}\r\nOrigin: http://{proxy}\r\nContent-Length: 0");
    for (target, more, status) in [
        (format!("/rpc?{QUERY}"), "X-Forwarded-Host: evil.com\r\nForwarded: host=evil.com", 200),
        (format!("http://{proxy}/rpc?{QUERY}"), "X-Forwarded-Proto: https", 200),
        (format!("http://evil.com/rpc?{QUERY}"), "X-Original-URL: /evil", 421),
    ] {
        let request =
            format!("POST {target} HTTP/1.1\r\n{lines}\r\n{more}\r\nConnection: close\r\n\r\n");
        assert_eq!(raw(proxy, &request).await.status, status, "{request}");
    }
    let seen = upstream.seen();
    assert_eq!(seen.len(), 2);
    for request in seen {
        assert!(request.starts_with("POST / HTTP/1.1\r\n"), "{request}");
        assert!(request.contains(&format!("\r\nhost: {}\r\n", upstream.address)), "{request}");
        assert!(!request.contains("evil") && !request.contains("forwarded"), "{request}");
    }
}

async fn post(address: std::net::SocketAddr, headers: &[&str]) -> Reply {
    let headers: Vec<_> = headers.iter().copied().chain(["Content-Length: 0"]).collect();
    send(address, "POST", &format!("/rpc?{QUERY}"), &headers).await
}

#[tokio::test]
async fn pages_of_other_origins_are_refused_and_cannot_read_why() {
    let upstream = upstream().await;
    let proxy = Stage::new(upstream.address).serve().await;
    let own = format!("Origin: http://{proxy}");
    let localhost = format!("Origin: http://localhost:{}", proxy.port());
    for headers in [
        vec![],
        vec!["Sec-Fetch-Site: same-origin"],
        vec!["Referer: http://localhost/"],
        vec!["Origin: null"],
        vec!["Origin: https://evil.com"],
        vec!["Origin: https://console.example.com.evil.com"],
        vec!["Origin: https://console.example.com, https://evil.com"],
        vec![localhost.as_str()],
        vec![own.as_str(), "Origin: https://evil.com"],
        vec![own.as_str(), "Sec-Fetch-Site: cross-site"],
    ] {
        let reply = post(proxy, &headers).await;
        assert_eq!(reply.error(), (403, "Proxy.OriginNotAllowed".to_owned()), "{headers:?}");
        assert_eq!(reply.header("access-control-allow-origin"), "", "{headers:?}");
        assert_eq!(reply.header("vary"), "Accept-Encoding, Origin", "{headers:?}");
    }
    let get = send(proxy, "GET", &format!("/rpc?{QUERY}"), &["Origin: https://evil.com"]).await;
    assert_eq!(get.error(), (403, "Proxy.OriginNotAllowed".to_owned()));
    assert_eq!(upstream.seen().len(), 0);
}

#[tokio::test]
async fn the_refusal_of_an_origin_names_the_setting_that_lets_it_in() {
    let upstream = upstream().await;
    let proxy = Stage::new(upstream.address).serve().await;
    let ask = async |host: &str, origin: &str| {
        let request = format!(
            "POST /rpc?{QUERY} HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );
        let reply = crate::exchange::raw(proxy, &request).await;
        assert_eq!(reply.error(), (403, "Proxy.OriginNotAllowed".to_owned()));
        reply.json()["Message"].as_str().unwrap().to_owned()
    };
    let all = "the proxy does not answer to pages of this origin; its operator can";
    assert_eq!(
        ask("localhost:8443", "https://localhost:8443").await,
        format!(
            "{all} add public-hosts = [\"localhost:8443\"] to the file, or --public-host localhost:8443"
        )
    );
    assert_eq!(
        ask("localhost:8443", "https://tasks.example.com").await,
        format!(
            "{all} add allow-origins = [\"https://tasks.example.com\"] to the file, or --allow-origin https://tasks.example.com"
        )
    );
    assert!(ask("localhost:8443", "null").await.starts_with(&format!("{all} allow one with")));
}

#[tokio::test]
async fn a_listed_origin_reads_every_reply_errors_too() {
    let upstream = upstream().await;
    let proxy = Stage::new(upstream.address).serve().await;
    let origin = format!("Origin: {LISTED}");
    let rpc = format!("/rpc?{QUERY}");
    for (method, target, line, status) in [
        ("POST", rpc.as_str(), "Content-Length: 0", 200),
        ("POST", rpc.as_str(), "Sec-Fetch-Site: cross-site", 200),
        ("POST", "/rpc?Action=CreateBatchTask&Version=2017-08-01", "Content-Length: 0", 403),
        ("POST", "/rpc", "Content-Length: 0", 400),
        ("POST", rpc.as_str(), "Content-Length: 5", 413),
        ("GET", rpc.as_str(), "Accept: */*", 405),
        ("POST", rpc.as_str(), "Host: evil.com", 400),
    ] {
        let reply = send(proxy, method, target, &[&origin, line]).await;
        assert_eq!(reply.status, status, "{method} {target}");
        assert_eq!(reply.header("access-control-allow-origin"), LISTED, "{method} {target}");
        assert_eq!(reply.header("vary"), "Accept-Encoding, Origin");
        assert_eq!(
            reply.header("access-control-expose-headers"),
            "x-acs-request-id, retry-after, date, age, cache-status, x-batch-proxy-date, x-batch-proxy-source"
        );
    }
}

#[tokio::test]
async fn refuses_other_actions_versions_and_parameters() {
    let upstream = upstream().await;
    let proxy = Stage::new(upstream.address).serve().await;
    let own = format!("Origin: http://{proxy}");
    for (query, error) in [
        ("Action=CreateBatchTask&Version=2017-08-01", (403, "Proxy.ActionNotAllowed")),
        ("Action=describeBatchTasks&Version=2017-08-01", (403, "Proxy.ActionNotAllowed")),
        ("Action=DescribeBatchTasks&Version=2014-08-28", (400, "Proxy.InvalidParameter")),
        ("Action=DescribeBatchTasks&Version=2017-08-01&A=1", (400, "Proxy.InvalidParameter")),
    ] {
        let target = format!("/rpc?{query}");
        let reply = send(proxy, "POST", &target, &[&own, "Content-Length: 0"]).await;
        assert_eq!(reply.error(), (error.0, error.1.to_owned()), "{query}");
    }
    let reply = list(proxy, "&PageSize=1000000000").await;
    assert_eq!(reply.json()["Message"], "PageSize must be a whole number from 1 to 1000");
    assert_eq!(upstream.seen().len(), 0);
}

#[tokio::test]
async fn only_the_very_path_is_signed() {
    let upstream = upstream().await;
    let proxy = Stage::new(upstream.address).serve().await;
    let own = format!("Origin: http://{proxy}");
    for path in
        ["//rpc", "/rpc/", "/RPC", "/%72pc", "/a/../rpc", "/%2e%2e/rpc", "/rpc%2f", "/\\rpc"]
    {
        let target = format!("{path}?{QUERY}");
        for method in ["GET", "POST"] {
            let reply = send(proxy, method, &target, &[&own, "Content-Length: 0"]).await;
            assert!(matches!(reply.status, 400 | 404 | 405), "{method} {path}: {reply:?}");
        }
    }
    assert_eq!(upstream.seen().len(), 0);
}
