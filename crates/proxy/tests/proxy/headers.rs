//! `headers` prints for another host what the proxy itself sends.

use std::fs;

use crate::exchange::send;
use crate::program::{Served, output};
use crate::stage::nowhere;

async fn headers(arguments: &[&str]) -> String {
    let output = output(&[&["headers"], arguments].concat(), &[]).await;
    assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test]
async fn every_host_gets_the_headers_that_the_proxy_sends() {
    let files = tempfile::tempdir().unwrap();
    fs::write(files.path().join("index.html"), "page").unwrap();
    fs::write(files.path().join("a-0123456789abcdef.js"), "script").unwrap();
    let console = ["--console", files.path().to_str().unwrap()];
    let served = Served::before(nowhere().await, &console).await;
    let page = send(served.address, "GET", "/", &[]).await;
    let script = send(served.address, "GET", "/a-0123456789abcdef.js", &[]).await;
    let names = [
        "content-security-policy",
        "x-content-type-options",
        "referrer-policy",
        "cross-origin-opener-policy",
        "x-frame-options",
    ];
    for (host, line) in [
        ("nginx", "add_header NAME \"VALUE\" always;\n"),
        ("caddy", "\tNAME \"VALUE\"\n"),
        ("netlify", "  NAME: VALUE\n"),
    ] {
        let text = headers(&["--for", host]).await;
        for name in names {
            let value = page.header(name);
            assert_ne!(value, "", "{name}");
            let line = line.replace("NAME", name).replace("VALUE", &value);
            assert!(text.contains(&line), "{host} lacks {line}in\n{text}");
        }
        assert!(text.contains(&page.header("cache-control")), "{text}");
        if host != "netlify" {
            assert!(text.contains(&script.header("cache-control")), "{text}");
        }
    }
}

#[tokio::test]
async fn a_proxy_elsewhere_is_let_into_the_policy() {
    let endpoint = ["--for", "netlify", "--endpoint", "https://proxy.example.com"];
    let text = headers(&endpoint).await;
    assert!(text.contains("; connect-src 'self' https://proxy.example.com; "), "{text}");
    let output = output(&["headers", "--for", "nginx", "--endpoint", "*"], &[]).await;
    assert_eq!(output.status.code(), Some(2));
}
