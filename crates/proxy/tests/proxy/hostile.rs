//! What an attacker may try, against the real program. None of it costs a call to PolarDB.

use std::fs;

use tempfile::TempDir;

use crate::exchange::{Reply, raw, send};
use crate::program::Served;
use crate::upstream::{FakeUpstream, json};

const QUERY: &str = "Action=DescribeBatchTasks&Version=2017-08-01";
const LISTED: &str = "https://console.example.com";
const EXPOSED: &str = "x-acs-request-id, retry-after, date, age, cache-status, x-batch-proxy-date, x-batch-proxy-source";

/// The program with a console, and what it calls PolarDB.
pub(crate) struct Scene {
    pub(crate) served: Served,
    upstream: FakeUpstream,
    /// The console is in `dist`.
    pub(crate) files: TempDir,
}

pub(crate) async fn scene() -> Scene {
    let files = tempfile::tempdir().unwrap();
    let console = files.path().join("dist");
    fs::create_dir(&console).unwrap();
    fs::write(console.join("index.html"), "<!doctype html>page").unwrap();
    fs::write(console.join("boot.js"), "boot()").unwrap();
    let upstream = FakeUpstream::start([json(200, "{\"TaskList\":[]}")]).await;
    let console = console.to_str().unwrap().to_owned();
    let more = ["--console", &console, "--allow-origin", LISTED];
    let served = Served::before(upstream.address, &more).await;
    Scene { served, upstream, files }
}

impl Scene {
    /// A request from a page of the proxy's own origin.
    async fn post(&self, target: &str, lines: &[&str]) -> Reply {
        let own = format!("Origin: http://{}", self.served.address);
        let lines = [&[own.as_str(), "Content-Length: 0"], lines].concat();
        send(self.served.address, "POST", target, &lines).await
    }
}

#[tokio::test]
async fn a_host_that_is_foreign_missing_or_repeated() {
    let scene = scene().await;
    let (address, port) = (scene.served.address, scene.served.address.port());
    for path in ["/", "/boot.js", "/config.json", &format!("/rpc?{QUERY}")] {
        for (hosts, status) in [
            ("Host: evil.com\r\n".to_owned(), 421),
            (format!("Host: localhost.evil.com:{port}\r\n"), 421),
            (format!("Host: evil.com:{port}\r\n"), 421),
            (String::new(), 421),
            (format!("Host: {address}\r\nHost: {address}\r\n"), 400),
            (format!("Host: {address}\r\nHost: evil.com\r\n"), 400),
        ] {
            let request = format!(
                "POST {path} HTTP/1.1\r\n{hosts}Origin: http://{address}\r\nContent-Length: 0\r\n\
                 Connection: close\r\n\r\n"
            );
            let reply = raw(address, &request).await;
            assert_eq!(reply.error(), (status, "Proxy.HostNotAllowed".to_owned()), "{request}");
        }
    }
    assert_eq!(scene.upstream.seen().len(), 0);
}

#[tokio::test]
async fn another_host_in_the_target_or_in_forwarded_headers() {
    let scene = scene().await;
    let address = scene.served.address;
    let more = ["X-Forwarded-Host: evil.com", "Forwarded: host=evil.com", "X-Real-IP: 192.0.2.1"];
    assert_eq!(scene.post(&format!("/rpc?{QUERY}"), &more).await.status, 200);
    let absolute = format!("http://evil.com/rpc?{QUERY}&PageNumber=2");
    assert_eq!(scene.post(&absolute, &[]).await.status, 421);
    let absolute = format!("http://{address}/rpc?{QUERY}&PageNumber=3");
    assert_eq!(scene.post(&absolute, &more).await.status, 200);
    let seen = scene.upstream.seen();
    assert_eq!(seen.len(), 2);
    for request in seen {
        assert!(request.contains(&format!("\r\nhost: {}\r\n", scene.upstream.address)));
        assert!(!request.contains("evil") && !request.contains("192.0.2.1"), "{request}");
    }
}

#[tokio::test]
async fn another_action_version_or_parameter() {
    let scene = scene().await;
    let long = format!("{QUERY}&TaskType={}", "a".repeat(4096));
    for (query, status, code, name) in [
        ("Action=CreateBatchTask&Version=2017-08-01", 403, "Proxy.ActionNotAllowed", ""),
        ("Action=describeBatchTasks&Version=2017-08-01", 403, "Proxy.ActionNotAllowed", ""),
        (&format!("{QUERY}&Action=DeleteDBCluster"), 400, "Proxy.InvalidParameter", "Action"),
        ("Action=DescribeBatchTasks&Version=2014-01-01", 400, "Proxy.InvalidParameter", "Version"),
        (&format!("{QUERY}&Nonsense=1"), 400, "Proxy.InvalidParameter", "Nonsense"),
        (&format!("{QUERY}&PageSize=1&PageSize=2"), 400, "Proxy.InvalidParameter", "PageSize"),
        (&format!("{QUERY}&TaskType=a%0d%0aX: y"), 400, "", ""),
        (&format!("{QUERY}&TaskType=a%00b"), 400, "Proxy.InvalidParameter", "TaskType"),
        (&format!("{QUERY}&PageSize=1000000000"), 400, "Proxy.InvalidParameter", "PageSize"),
        (&format!("{QUERY}&SignatureNonce=1"), 400, "Proxy.InvalidParameter", "SignatureNonce"),
        (&format!("{QUERY}&SecurityToken=1"), 400, "Proxy.InvalidParameter", "SecurityToken"),
        (&long, 400, "Proxy.InvalidParameter", "query"),
    ] {
        let reply = scene.post(&format!("/rpc?{query}"), &[]).await;
        assert_eq!(reply.status, status, "{query}");
        if !code.is_empty() {
            assert_eq!(reply.json()["Code"], code, "{query}");
            assert!(reply.json()["Message"].as_str().unwrap().contains(name), "{}", reply.text());
        }
    }
    assert_eq!(scene.upstream.seen().len(), 0);
}

#[tokio::test]
async fn a_path_that_only_looks_like_one_of_ours() {
    let scene = scene().await;
    for path in
        ["//rpc", "/%2e%2e/rpc", "/a/%2e%2e/rpc", "/rpc%2f", "/%2frpc", "/rpc/", "/a/../rpc"]
    {
        let reply = send(scene.served.address, "GET", &format!("{path}?{QUERY}"), &[]).await;
        assert_eq!(reply.error(), (404, "Proxy.NotFound".to_owned()), "{path}");
        assert_ne!(scene.post(&format!("{path}?{QUERY}"), &[]).await.status, 200, "{path}");
    }
    for path in ["/\\rpc", "\\rpc", "/rpc\\"] {
        let reply = send(scene.served.address, "GET", &format!("{path}?{QUERY}"), &[]).await;
        assert!(matches!(reply.status, 400 | 404), "{path}: {}", reply.status);
    }
    assert_eq!(scene.upstream.seen().len(), 0);
}

#[tokio::test]
async fn headers_without_an_end() {
    let scene = scene().await;
    for (length, status) in [(32 * 1024, 200), (128 * 1024, 431)] {
        let line = format!("Cookie: {}", "a".repeat(length));
        let reply = send(scene.served.address, "GET", "/boot.js", &[&line]).await;
        assert_eq!(reply.status, status, "{length}");
    }
}

#[tokio::test]
async fn headers_of_the_caller_stay_here() {
    let scene = scene().await;
    let lines = [
        "Authorization: Bearer Evil",
        "Cookie: a=Evil",
        "x-acs-action: Evil",
        "x-acs-security-token: Evil",
        "x-acs-signature-nonce: Evil",
        "x-acs-date: Evil",
        "User-Agent: Evil",
        "Accept-Language: Evil",
        "Evil: Evil",
    ];
    assert_eq!(scene.post(&format!("/rpc?{QUERY}"), &lines).await.status, 200);
    let seen = scene.upstream.seen();
    assert_eq!(seen.len(), 1);
    assert!(!seen[0].to_lowercase().contains("evil"), "{}", seen[0]);
}

#[tokio::test]
async fn pages_of_other_origins() {
    let scene = scene().await;
    let address = scene.served.address;
    let own = format!("Origin: http://{address}");
    for lines in [
        vec![],
        vec!["Origin: null"],
        vec!["Origin: https://evil.com"],
        vec!["Origin: http://console.example.com"],
        vec!["Origin: https://console.example.com:8443"],
        vec!["Origin: https://console.example.com.evil.com"],
        vec![own.as_str(), "Sec-Fetch-Site: cross-site"],
    ] {
        for method in ["POST", "GET"] {
            let lines = [&lines[..], &["Content-Length: 0"]].concat();
            let reply = send(address, method, &format!("/rpc?{QUERY}"), &lines).await;
            assert_eq!(reply.error(), (403, "Proxy.OriginNotAllowed".to_owned()), "{lines:?}");
            assert_eq!(reply.header("access-control-allow-origin"), "", "{lines:?}");
        }
    }
    assert_eq!(scene.upstream.seen().len(), 0);
}

#[tokio::test]
async fn an_allowed_origin_may_read_every_reply() {
    let scene = scene().await;
    let origin = format!("Origin: {LISTED}");
    for (method, query, line, status) in [
        ("POST", QUERY, "Content-Length: 0", 200),
        ("POST", QUERY, "Content-Length: 9", 413),
        ("POST", "Action=CreateBatchTask&Version=2017-08-01", "Content-Length: 0", 403),
        ("POST", "Action=DescribeBatchTasks", "Content-Length: 0", 400),
        ("PUT", QUERY, "Content-Length: 0", 405),
        ("POST", QUERY, "Host: evil.com", 400),
    ] {
        let target = format!("/rpc?{query}");
        let reply = send(scene.served.address, method, &target, &[&origin, line]).await;
        assert_eq!(reply.status, status, "{method} {query}");
        assert_eq!(reply.header("access-control-allow-origin"), LISTED);
        assert_eq!(reply.header("access-control-expose-headers"), EXPOSED);
        assert_eq!(reply.header("vary"), "Accept-Encoding, Origin");
        assert_eq!(reply.header("access-control-allow-credentials"), "");
    }
}
