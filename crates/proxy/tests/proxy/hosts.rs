//! By which names the proxy is called, what probes need, and paths and methods that there are not.

use crate::exchange::{raw, send};
use crate::program::Served;
use crate::stage::Stage;
use crate::upstream::{FakeUpstream, json};

const RPC: &str = "/rpc?Action=DescribeBatchTasks&Version=2017-08-01";

async fn upstream() -> FakeUpstream {
    FakeUpstream::start([json(200, "{\"TaskList\":[]}")]).await
}

#[tokio::test]
async fn probes_are_answered_whatever_name_they_use() {
    let upstream = upstream().await;
    let served = Served::before(upstream.address, &[]).await;
    for (path, text) in [("/healthz", "ok\n"), ("/readyz", "ready\n")] {
        for (version, host) in [
            ("1.1", "Host: 10.0.0.7:8787\r\n"),
            ("1.1", "Host: batch-proxy.batch-tasks.svc:8787\r\n"),
            ("1.1", "Host: tasks.example.com\r\n"),
            ("1.1", "Host: <script>\r\n"),
            ("1.1", ""),
            ("1.0", ""),
            ("1.0", "Host: 10.0.0.7\r\n"),
        ] {
            for (method, body) in [("GET", text), ("HEAD", "")] {
                let request =
                    format!("{method} {path} HTTP/{version}\r\n{host}Connection: close\r\n\r\n");
                let reply = raw(served.address, &request).await;
                assert_eq!((reply.status, reply.text().as_str()), (200, body), "{request}");
            }
        }
        let absolute = format!("GET http://10.0.0.7{path} HTTP/1.0\r\n\r\n");
        assert_eq!(raw(served.address, &absolute).await.text(), text);
        // Nothing else is let in with it.
        for path in [format!("{path}/"), format!("{path}/../config.json"), format!("/{path}")] {
            let request =
                format!("GET {path} HTTP/1.1\r\nHost: evil.com\r\nConnection: close\r\n\r\n");
            let reply = raw(served.address, &request).await;
            assert_eq!(reply.error(), (421, "Proxy.HostNotAllowed".to_owned()), "{path}");
        }
    }
}

#[tokio::test]
async fn a_tunnel_to_another_port_works() {
    let upstream = upstream().await;
    let served = Served::before(upstream.address, &[]).await;
    for host in ["localhost:9000", "127.0.0.1:9000", "[::1]:9000", "localhost"] {
        let lines = format!("Host: {host}\r\nConnection: close\r\n");
        let page = raw(served.address, &format!("GET /config.json HTTP/1.1\r\n{lines}\r\n")).await;
        assert_eq!(page.status, 200, "{host}");
        for (origin, status) in [
            (format!("http://{host}"), 200),
            ("http://localhost:3000".to_owned(), 403),
            ("http://evil.com".to_owned(), 403),
        ] {
            let request = format!(
                "POST {RPC} HTTP/1.1\r\n{lines}Origin: {origin}\r\nContent-Length: 0\r\n\r\n"
            );
            assert_eq!(raw(served.address, &request).await.status, status, "{host} {origin}");
        }
    }
}

#[tokio::test]
async fn a_refused_name_is_told_with_the_option_that_lets_it_in() {
    let upstream = upstream().await;
    let served = Served::before(upstream.address, &["--public-host", "tasks.example.com"]).await;
    let ask = async |address, host: &str| {
        let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        raw(address, &request).await
    };
    let refused = ask(served.address, "tasks.example.com:8443").await;
    assert_eq!(refused.error(), (421, "Proxy.HostNotAllowed".to_owned()));
    assert_eq!(
        refused.json()["Message"],
        "the proxy does not answer to this host name; its operator can add public-hosts = \
         [\"tasks.example.com:8443\"] to the file, or --public-host tasks.example.com:8443"
    );
    for hostile in
        ["<script>alert(1)</script>", "a\"b", "$(id)", "a;b", "evil.com/x", "u:p@evil.com"]
    {
        let text = ask(served.address, hostile).await.text();
        assert!(text.contains("--public-host …") && !text.contains(hostile), "{text}");
    }
    let served =
        Served::before(upstream.address, &["--public-host", "tasks.example.com:8443"]).await;
    assert_ne!(ask(served.address, "tasks.example.com:8443").await.status, 421);
}

#[tokio::test]
async fn an_unknown_path_is_not_found_by_any_method() {
    let upstream = upstream().await;
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("index.html"), "page").unwrap();
    let console = directory.path().to_str().unwrap();
    let served = Served::before(upstream.address, &["--console", console]).await;
    let bare = Stage::new(upstream.address).serve().await;
    for address in [served.address, bare] {
        for method in ["GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"] {
            for path in [
                "/nothing",
                "/healthz/",
                "/rpc/",
                "/config.json/",
                "/a/b",
                "//",
                "/%2e",
                "/index.htm",
            ] {
                let reply = send(address, method, path, &["Content-Length: 0"]).await;
                assert_eq!(reply.error(), (404, "Proxy.NotFound".to_owned()), "{method} {path}");
                assert_eq!(reply.json()["RequestId"], reply.header("x-acs-request-id"));
                assert_eq!(reply.header("allow"), "", "{method} {path}");
            }
        }
        assert_eq!(send(address, "HEAD", "/nothing", &[]).await.status, 404);
    }
}

#[tokio::test]
async fn another_method_is_told_which_ones_there_are() {
    let upstream = upstream().await;
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("index.html"), "page").unwrap();
    let console = directory.path().to_str().unwrap();
    let served = Served::before(upstream.address, &["--console", console]).await;
    let origin = format!("Origin: http://{}", served.address);
    for (path, methods, allowed) in [
        ("/healthz", &["POST", "PUT", "DELETE", "OPTIONS", "BREW"][..], "GET, HEAD"),
        ("/readyz", &["POST", "PUT", "DELETE", "OPTIONS", "BREW"], "GET, HEAD"),
        ("/config.json", &["POST", "PUT", "DELETE", "OPTIONS", "BREW"], "GET, HEAD"),
        ("/", &["POST", "PUT", "DELETE", "OPTIONS", "BREW"], "GET, HEAD"),
        ("/index.html", &["POST", "PUT", "DELETE", "OPTIONS", "BREW"], "GET, HEAD"),
        (RPC, &["GET", "PUT", "DELETE", "OPTIONS", "BREW"], "POST"),
    ] {
        for method in methods {
            let reply = send(served.address, method, path, &[&origin, "Content-Length: 0"]).await;
            assert_eq!(
                reply.error(),
                (405, "Proxy.MethodNotAllowed".to_owned()),
                "{method} {path}"
            );
            assert_eq!(reply.header("allow"), allowed, "{method} {path}");
            assert_eq!(reply.json()["RequestId"], reply.header("x-acs-request-id"));
        }
    }
    assert_eq!(upstream.seen().len(), 0);
}
