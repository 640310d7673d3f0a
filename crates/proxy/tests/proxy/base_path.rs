//! The program below a path, for a gateway that cannot rewrite.

use std::fs;

use tempfile::TempDir;

use crate::exchange::{raw, send};
use crate::program::{KEY, Served, output};
use crate::upstream::{FakeUpstream, json};

const LIST: &str = "rpc?Action=DescribeBatchTasks&Version=2017-08-01";

/// The program with a console below `/polardb/`, named by these arguments or by the file.
async fn below(arguments: &[&str], line: &str) -> (Served, FakeUpstream, TempDir) {
    let upstream = FakeUpstream::start([json(200, "{\"TaskList\":[]}")]).await;
    let files = tempfile::tempdir().unwrap();
    fs::create_dir_all(files.path().join("more")).unwrap();
    fs::write(files.path().join("index.html"), "page").unwrap();
    fs::write(files.path().join("more/index.html"), "more").unwrap();
    let file = files.path().join("batch-proxy.toml");
    fs::write(&file, format!("{line}\n")).unwrap();
    let (console, config) = (files.path().to_str().unwrap(), file.to_str().unwrap());
    let more = [&["--console", console, "--config", config], arguments].concat();
    (Served::before(upstream.address, &more).await, upstream, files)
}

#[tokio::test]
async fn all_is_below_the_path() {
    for (arguments, line) in [
        (&["--base-path", "/polardb/"][..], ""),
        (&["--base-path", "/polardb"], "base-path = \"/other/\""),
        (&[], "base-path = \"/polardb/\""),
    ] {
        let (served, upstream, _files) = below(arguments, line).await;
        let address = served.address;
        assert_eq!(served.line, format!("PolarDB Batch Tasks: http://{address}/polardb/"));
        assert_eq!(send(address, "GET", "/polardb/?page=2", &[]).await.text(), "page");
        assert_eq!(send(address, "GET", "/polardb/index.html", &[]).await.text(), "page");
        let config = send(address, "GET", "/polardb/config.json", &[]).await.json();
        assert_eq!(config["endpoints"][0]["url"], "./rpc", "relative to the page");
        let origin = format!("Origin: http://{address}");
        let lines = [origin.as_str(), "Content-Length: 0"];
        let rpc = send(address, "POST", &format!("/polardb/{LIST}"), &lines).await;
        assert_eq!((rpc.status, rpc.header("vary").as_str()), (200, "Accept-Encoding, Origin"));
        for path in ["/healthz", "/polardb/healthz"] {
            assert_eq!(send(address, "GET", path, &[]).await.text(), "ok\n");
        }
        assert_eq!(send(address, "GET", "/polardb/readyz", &[]).await.text(), "ready\n");
        let absolute = format!(
            "GET http://{address}/polardb/ HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
        );
        assert_eq!(raw(address, &absolute).await.text(), "page");
        for (path, to) in [
            ("/polardb", "/polardb/"),
            ("/polardb?page=2&status=FAILED", "/polardb/?page=2&status=FAILED"),
        ] {
            let reply = send(address, "GET", path, &[]).await;
            assert_eq!((reply.status, reply.header("location").as_str()), (308, to));
            assert_eq!(reply.header("x-content-type-options"), "nosniff");
        }
        let folder = send(address, "GET", "/polardb/more?a=1", &[]).await;
        let to = folder.header("location");
        assert_eq!((folder.status, to.as_str()), (307, "/polardb/more/?a=1"));
        assert_eq!(upstream.seen().len(), 1);
    }
}

#[tokio::test]
async fn nothing_is_beside_the_path() {
    let (served, upstream, _files) = below(&["--base-path", "/polardb/"], "").await;
    let origin = format!("Origin: http://{}", served.address);
    let (rpc, crooked) = (format!("/{LIST}"), format!("/polardb//{LIST}"));
    for path in [
        "/",
        "/index.html",
        "/config.json",
        &rpc,
        &crooked,
        "/polardb2/",
        "/polardbx",
        "/POLARDB/",
        "/%70olardb/",
        "//polardb/",
        "/polardb/../polardb/",
        "/polardb/polardb/",
        "/polardb/nothing",
        "/polardb//evil.com/",
        "/x/polardb/",
    ] {
        for method in ["GET", "POST"] {
            let reply = send(served.address, method, path, &[&origin, "Content-Length: 0"]).await;
            assert_eq!(reply.error(), (404, "Proxy.NotFound".to_owned()), "{method} {path}");
        }
    }
    let reply = send(served.address, "PUT", "/polardb/", &["Content-Length: 0"]).await;
    assert_eq!((reply.status, reply.header("allow").as_str()), (405, "GET, HEAD"));
    for path in ["/polardb", "/polardb/", "/nothing"] {
        let request = format!("GET {path} HTTP/1.1\r\nHost: evil.com\r\nConnection: close\r\n\r\n");
        let reply = raw(served.address, &request).await;
        assert_eq!(reply.error(), (421, "Proxy.HostNotAllowed".to_owned()), "{path}");
    }
    assert_eq!(upstream.seen().len(), 0);
}

#[tokio::test]
async fn a_path_that_cannot_be_meant_is_refused_with_the_reason() {
    for path in ["polardb", "", "/a//b", "//evil.com", "/../x", "/a?b", "https://a.example/"] {
        let arguments = ["serve", "--region", "cn-hangzhou", "--base-path", path];
        let output = output(&arguments, KEY).await;
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{path}: {told}");
        assert!(told.contains("the base path must look like /polardb/"), "{path}: {told}");
    }
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("batch-proxy.toml");
    fs::write(&file, "base-path = \"polardb\"\n").unwrap();
    let output = output(&["check-config", file.to_str().unwrap()], &[]).await;
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(told.contains("line 1: base-path has a fault: the base path must look like"), "{told}");
}
