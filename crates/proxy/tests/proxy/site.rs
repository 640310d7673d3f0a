//! The console's files: types, compression, caching, and nothing beside the directory.

use std::fs;
use std::net::SocketAddr;

use tempfile::TempDir;

use crate::exchange::send;
use crate::stage::{Stage, nowhere};

const WASM: &str = "/console-0123456789abcdef_bg.wasm";

async fn site() -> (SocketAddr, TempDir) {
    let parent = tempfile::tempdir().unwrap();
    let console = parent.path().join("dist");
    fs::create_dir(&console).unwrap();
    fs::write(parent.path().join("secret.txt"), "outside").unwrap();
    for (name, text) in [
        ("index.html", "<!doctype html>page"),
        ("boot.js", "boot()"),
        ("config.json", "not this one"),
        ("console-0123456789abcdef_bg.wasm", "wasm"),
        ("console-0123456789abcdef_bg.wasm.br", "wasm in br"),
        ("console-0123456789abcdef_bg.wasm.gz", "wasm in gz"),
    ] {
        fs::write(console.join(name), text).unwrap();
    }
    let mut stage = Stage::new(nowhere().await);
    stage.console = Some(console);
    (stage.serve().await, parent)
}

#[tokio::test]
async fn serves_files_with_their_type_and_how_long_to_keep_them() {
    let (proxy, _files) = site().await;
    let forever = "public, max-age=31536000, immutable";
    for (path, accept, text, kind, caching) in [
        ("/", "", "<!doctype html>page", "text/html", "no-cache"),
        ("/index.html", "br", "<!doctype html>page", "text/html", "no-cache"),
        ("/?status=RUNNING&page=2", "", "<!doctype html>page", "text/html", "no-cache"),
        ("/boot.js", "", "boot()", "text/javascript", "no-cache"),
        (WASM, "", "wasm", "application/wasm", forever),
        (WASM, "br, gzip", "wasm in br", "application/wasm", forever),
        (WASM, "gzip", "wasm in gz", "application/wasm", forever),
        (WASM, "br;q=0", "wasm", "application/wasm", forever),
    ] {
        let reply = send(proxy, "GET", path, &[&format!("Accept-Encoding: {accept}")]).await;
        assert_eq!((reply.status, reply.text().as_str()), (200, text), "{path} {accept}");
        assert_eq!(reply.header("content-type"), kind, "{path}");
        assert_eq!(reply.header("cache-control"), caching, "{path}");
    }
}

#[tokio::test]
async fn every_reply_bears_the_security_headers() {
    let (proxy, _files) = site().await;
    for path in ["/", WASM, "/config.json", "/nothing", "/rpc", "/healthz"] {
        let reply = send(proxy, "GET", path, &[]).await;
        for (name, value) in [
            (
                "content-security-policy",
                "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                 img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; \
                 frame-ancestors 'none'",
            ),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("x-frame-options", "DENY"),
        ] {
            assert_eq!(reply.header(name), value, "{path}");
        }
    }
}

#[tokio::test]
async fn nothing_outside_the_directory_is_served() {
    let (proxy, _files) = site().await;
    for path in [
        "//",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/a/../../secret.txt",
        "/%00",
        "/index.html%00",
        "/missing.js",
        "/missing-0123456789abcdef.js",
    ] {
        let reply = send(proxy, "GET", path, &[]).await;
        assert_eq!(reply.error(), (404, "Proxy.NotFound".to_owned()), "{path}");
        assert_eq!(reply.header("cache-control"), "no-store", "{path}");
    }
    let reply = send(proxy, "POST", "/index.html", &["Content-Length: 0"]).await;
    assert_eq!(reply.error(), (405, "Proxy.MethodNotAllowed".to_owned()));
}

#[tokio::test]
async fn an_unchanged_file_is_not_sent_again() {
    let (proxy, _files) = site().await;
    let first = send(proxy, "GET", "/boot.js", &[]).await;
    let tag = format!("If-None-Match: {}", first.header("etag"));
    let second = send(proxy, "GET", "/boot.js", &[&tag]).await;
    assert_eq!((second.status, second.text().as_str()), (304, ""));
}

#[tokio::test]
async fn the_configuration_names_this_proxy() {
    let (proxy, _files) = site().await;
    let reply = send(proxy, "GET", "/config.json", &[]).await;
    assert_eq!(reply.header("content-type"), "application/json");
    assert_eq!(reply.header("cache-control"), "no-cache");
    assert_eq!(
        reply.json(),
        serde_json::json!({
            "version": 1,
            "endpoints": [{
                "id": "default", "label": "cn-hangzhou", "region": "cn-hangzhou", "url": "./rpc",
                "auth": "none", "credentials": "same-origin"
            }],
            "default": "default",
            "allowCustomEndpoint": false,
            "poll": { "baseMs": 5000, "maxMs": 60000 }
        })
    );
}

#[tokio::test]
async fn without_a_console_the_page_says_how_to_get_one() {
    let proxy = Stage::new(nowhere().await).serve().await;
    let reply = send(proxy, "GET", "/", &[]).await;
    assert!(reply.text().starts_with("The console is not here: build it with"), "{reply:?}");
    assert_eq!(send(proxy, "GET", "/boot.js", &[]).await.status, 404);
}
