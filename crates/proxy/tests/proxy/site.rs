//! The console's files: types, compression, caching, and nothing beside them. A directory and the files
//! of a program answer the same.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use proxy::inbound::site::{Console, MemoryFile, MemoryFiles};

use crate::exchange::send;
use crate::stage::{Stage, nowhere};

const WASM: &str = "/console-0123456789abcdef_bg.wasm";
const STYLE: &str = "/style-0123456789abcdef.css";

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/site")
}

/// The same files as part of a program.
fn memory(names: &[&str]) -> Console {
    let file = |name: &&str| {
        let bytes = fs::read(directory().join(name)).unwrap();
        ((*name).to_owned(), MemoryFile::new(bytes.into(), 1_700_000_000))
    };
    Console::Memory(names.iter().map(file).collect::<MemoryFiles>())
}

const FILES: [&str; 11] = [
    "boot.js",
    "config.json",
    "console-0123456789abcdef_bg.wasm",
    "console-0123456789abcdef_bg.wasm.br",
    "console-0123456789abcdef_bg.wasm.gz",
    "index.html",
    "index.html.br",
    "more/index.html",
    "more/page.txt",
    "style-0123456789abcdef.css",
    "style-0123456789abcdef.css.gz",
];

async fn serve(console: Option<Console>) -> SocketAddr {
    let mut stage = Stage::new(nowhere().await);
    stage.console = console;
    stage.serve().await
}

/// A proxy for each form of the site.
async fn sites() -> Vec<(&'static str, SocketAddr)> {
    let mut sites = vec![
        ("directory", serve(Some(Console::Directory(directory()))).await),
        ("memory", serve(Some(memory(&FILES))).await),
    ];
    // Some builds embed the real console, which has other files.
    if option_env!("BATCH_PROXY_EMBED").is_some_and(|embedded| embedded.ends_with("tests/site")) {
        sites.push(("embedded", serve(Console::embedded()).await));
    }
    sites
}

#[tokio::test]
async fn serves_files_with_their_type_and_how_long_to_keep_them() {
    let forever = "public, max-age=31536000, immutable";
    let (html, page) = ("text/html", "<!doctype html>page");
    for (form, proxy) in sites().await {
        for (path, accept, text, encoding, kind, caching) in [
            ("/", "", page, "", html, "no-cache"),
            ("/", "gzip", page, "", html, "no-cache"),
            ("/", "br", "<!doctype html>page in br", "br", html, "no-cache"),
            ("/index.html", "br;q=0", page, "", html, "no-cache"),
            ("/?status=RUNNING&page=2", "", page, "", html, "no-cache"),
            ("/boot.js", "br, gzip", "boot()", "", "text/javascript", "no-cache"),
            ("/more/", "br", "index of more", "", html, "no-cache"),
            ("/more/page.txt", "", "more", "", "text/plain", "no-cache"),
            (STYLE, "br, gzip", "body{} in gz", "gzip", "text/css", forever),
            (STYLE, "br", "body{}", "", "text/css", forever),
            (WASM, "", "wasm", "", "application/wasm", forever),
            (WASM, "br, gzip", "wasm in br", "br", "application/wasm", forever),
            (WASM, "gzip, br;q=0.5", "wasm in gz", "gzip", "application/wasm", forever),
            (WASM, "gzip", "wasm in gz", "gzip", "application/wasm", forever),
            (WASM, "br;q=0", "wasm", "", "application/wasm", forever),
        ] {
            let what = format!("{form} {path} {accept}");
            let accept = format!("Accept-Encoding: {accept}");
            let reply = send(proxy, "GET", path, &[&accept]).await;
            assert_eq!((reply.status, reply.text().as_str()), (200, text), "{what}");
            let length = text.len().to_string();
            let headers = [
                ("content-type", kind),
                ("content-encoding", encoding),
                ("content-length", &length),
                ("cache-control", caching),
                ("accept-ranges", "bytes"),
                ("vary", "accept-encoding"),
            ];
            for (name, value) in headers {
                assert_eq!(reply.header(name), value, "{what} {name}");
            }
            let head = send(proxy, "HEAD", path, &[&accept]).await;
            assert_eq!((head.status, head.text().as_str()), (200, ""), "{what}");
            for (name, value) in headers {
                assert_eq!(head.header(name), value, "HEAD {what} {name}");
            }
        }
    }
}

#[tokio::test]
async fn every_reply_bears_the_security_headers() {
    let sites = sites().await;
    let paths = ["/", WASM, "/config.json", "/nothing", "/rpc", "/healthz"];
    for (proxy, path) in sites.iter().flat_map(|(_, proxy)| paths.map(|path| (*proxy, path))) {
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
async fn nothing_else_is_served() {
    assert!(directory().join("../proxy/main.rs").is_file());
    for (form, proxy) in sites().await {
        for path in [
            "//",
            "/../proxy/main.rs",
            "/%2e%2e/proxy/main.rs",
            "/..%2fproxy%2fmain.rs",
            "/a/../../proxy/main.rs",
            "/%00",
            "/index.html%00",
            "/index.html/",
            "/index.html/more",
            "/missing.js",
            "/missing-0123456789abcdef.js",
            "/mor/",
            "/more/missing.txt",
        ] {
            let reply = send(proxy, "GET", path, &["Accept-Encoding: br, gzip"]).await;
            assert_eq!(reply.error(), (404, "Proxy.NotFound".to_owned()), "{form} {path}");
            assert_eq!(reply.header("cache-control"), "no-store", "{form} {path}");
        }
        let folder = send(proxy, "GET", "/more?a=1", &[]).await;
        assert_eq!((folder.status, folder.header("location").as_str()), (307, "/more/?a=1"));
        for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
            let reply = send(proxy, method, "/index.html", &["Content-Length: 0"]).await;
            assert_eq!(reply.error(), (405, "Proxy.MethodNotAllowed".to_owned()), "{form}");
        }
    }
}

#[tokio::test]
async fn an_unchanged_file_is_not_sent_again() {
    for (form, proxy) in sites().await {
        for accept in ["Accept-Encoding: br", "Accept-Encoding: identity"] {
            let first = send(proxy, "GET", WASM, &[accept]).await;
            let (tag, modified) = (first.header("etag"), first.header("last-modified"));
            assert!(!tag.is_empty() && modified.ends_with(" GMT"), "{form} {first:?}");
            for (method, known) in [
                ("GET", format!("If-None-Match: {tag}")),
                ("GET", format!("If-None-Match: \"another\", {tag}")),
                ("HEAD", format!("If-None-Match: {tag}")),
                ("GET", format!("If-Modified-Since: {modified}")),
            ] {
                let again = send(proxy, method, WASM, &[accept, &known]).await;
                assert_eq!((again.status, again.text().as_str()), (304, ""), "{form} {known}");
            }
            for known in
                ["If-None-Match: \"another\"", "If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT"]
            {
                assert_eq!(send(proxy, "GET", WASM, &[accept, known]).await.status, 200, "{form}");
            }
        }
    }
}

#[tokio::test]
async fn a_part_of_a_file_is_sent() {
    for (form, proxy) in sites().await {
        for (range, status, text) in
            [("bytes=4-6", 206, " in"), ("bytes=-3", 206, " br"), ("bytes=90-", 416, "")]
        {
            let range = format!("Range: {range}");
            let reply = send(proxy, "GET", WASM, &["Accept-Encoding: br", &range]).await;
            assert_eq!((reply.status, reply.text().as_str()), (status, text), "{form} {range}");
        }
    }
}

#[tokio::test]
async fn files_in_memory_of_one_time_and_length_have_tags_of_their_own() {
    let proxy = |text: &'static str| {
        let file = MemoryFile::new(text.into(), 1_700_000_000);
        serve(Some(Console::Memory([("index.html".to_owned(), file)].into_iter().collect())))
    };
    let (one, two) = (proxy("page 1").await, proxy("page 2").await);
    let (one, two) = (send(one, "GET", "/", &[]).await, send(two, "GET", "/", &[]).await);
    assert_eq!(one.header("last-modified"), "Tue, 14 Nov 2023 22:13:20 GMT");
    assert_eq!(two.header("last-modified"), "Tue, 14 Nov 2023 22:13:20 GMT");
    assert_ne!(one.header("etag"), two.header("etag"));
}

#[tokio::test]
async fn the_configuration_names_this_proxy() {
    let expected = serde_json::json!({
        "version": 1,
        "endpoints": [{
            "id": "default", "label": "cn-hangzhou", "region": "cn-hangzhou", "url": "./rpc",
            "auth": "none", "credentials": "same-origin"
        }],
        "default": "default",
        "allowCustomEndpoint": false,
        "poll": { "baseMs": 5000, "maxMs": 60000 }
    });
    for (form, proxy) in sites().await {
        let reply = send(proxy, "GET", "/config.json", &[]).await;
        assert_eq!(reply.header("content-type"), "application/json");
        assert_eq!(reply.header("cache-control"), "no-cache");
        assert_eq!(reply.json(), expected, "{form}");
    }
}

#[tokio::test]
async fn without_a_console_the_page_says_how_to_get_one() {
    let proxy = serve(None).await;
    let reply = send(proxy, "GET", "/", &[]).await;
    assert!(reply.text().starts_with("The console is not here: build it with"), "{reply:?}");
    assert_eq!(send(proxy, "GET", "/boot.js", &[]).await.status, 404);
}
