//! `headers` prints for another host what the proxy itself sends.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;

use tokio::process::Child;

use crate::exchange::send;
use crate::program::{Served, output};
use crate::stage::nowhere;
use crate::web_server::{self, free_address};

const NAMES: [&str; 5] = [
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "x-frame-options",
];

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
    for (host, line) in [
        ("nginx", "add_header NAME \"VALUE\" always;\n"),
        ("caddy", "\tNAME \"VALUE\"\n"),
        ("netlify", "  NAME: VALUE\n"),
    ] {
        let text = headers(&["--for", host]).await;
        for name in NAMES {
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

/// nginx with these files and what `headers` prints for it.
async fn nginx(files: &Path, address: SocketAddr, place: &Path) -> Option<Child> {
    let headers = headers(&["--for", "nginx"]).await;
    let (outside, inside) = headers.split_once("# Inside of it:\n").unwrap();
    let files = files.display();
    let http = format!("{outside}\nserver {{\nlisten {address};\nroot {files};\n{inside}\n}}\n");
    web_server::nginx(place, address, &http).await
}

/// Caddy likewise.
async fn caddy(files: &Path, address: SocketAddr, place: &Path) -> Option<Child> {
    let headers = headers(&["--for", "caddy"]).await;
    let files = files.display();
    let site = format!("http://{address} {{\nroot * {files}\n{headers}file_server\n}}\n");
    web_server::caddy(place, address, &site).await
}

#[tokio::test]
async fn nginx_and_caddy_send_what_the_proxy_sends() {
    let directory = tempfile::tempdir().unwrap();
    let (files, place) = (directory.path().join("dist"), directory.path().join("server"));
    for path in [&files, &place] {
        fs::create_dir(path).unwrap();
    }
    fs::write(files.join("index.html"), "page").unwrap();
    fs::write(files.join("a-0123456789abcdef.js"), "script").unwrap();
    fs::write(files.join("b-0123456789abcdef_bg.wasm"), "program").unwrap();
    let console = ["--console", files.to_str().unwrap()];
    let served = Served::before(nowhere().await, &console).await;
    for program in ["nginx", "caddy"] {
        let address = free_address();
        let server = match program {
            "nginx" => nginx(&files, address, &place).await,
            _ => caddy(&files, address, &place).await,
        };
        let Some(_server) = server else { continue };
        for file in ["/", "/a-0123456789abcdef.js", "/b-0123456789abcdef_bg.wasm"] {
            let (ours, theirs) = (
                send(served.address, "GET", file, &[]).await,
                send(address, "GET", file, &[]).await,
            );
            assert_eq!((theirs.status, &theirs.body), (200, &ours.body), "{program} {file}");
            for name in NAMES.iter().chain(&["cache-control"]) {
                assert_eq!(theirs.header(name), ours.header(name), "{program} {file} {name}");
            }
        }
        // Another file may have this name in the next release.
        let missing = send(address, "GET", "/c-0123456789abcdef.js", &[]).await;
        assert_eq!(missing.status, 404, "{program}");
        assert!(!missing.header("cache-control").contains("immutable"), "{program} {missing:?}");
    }
}
