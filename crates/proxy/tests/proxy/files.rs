//! The console's files, and what an attacker may try to get beside them, against the real program.

use std::fs;
use std::os::unix::fs::symlink;

use crate::exchange::{list, send};
use crate::hostile::scene;

#[tokio::test]
async fn files_beside_the_console() {
    let scene = scene().await;
    let address = scene.served.address;
    let console = scene.files.path().join("dist");
    fs::write(scene.files.path().join("outside.txt"), "outside").unwrap();
    fs::create_dir(scene.files.path().join("beside")).unwrap();
    fs::write(scene.files.path().join("beside/index.html"), "outside").unwrap();
    fs::write(console.join("page.txt"), "inside").unwrap();
    symlink("../outside.txt", console.join("link.txt")).unwrap();
    symlink("../outside.txt", console.join("boot.js.br")).unwrap();
    symlink("../beside", console.join("beside")).unwrap();
    symlink("page.txt", console.join("inside.txt")).unwrap();
    for path in [
        "/../outside.txt",
        "/%2e%2e/outside.txt",
        "/..%2foutside.txt",
        "/a/../../outside.txt",
        "/index.html%00.js",
        "/%00",
        "/link.txt",
        "/beside/",
        "/beside/index.html",
        "/boot.js",
        "/..%5coutside.txt",
    ] {
        let reply = send(address, "GET", path, &["Accept-Encoding: br, gzip"]).await;
        assert_eq!(reply.error(), (404, "Proxy.NotFound".to_owned()), "{path}: {}", reply.text());
    }
    assert_eq!(send(address, "GET", "/inside.txt", &[]).await.text(), "inside");
    let many = format!("Range: bytes={}", vec!["0-"; 1000].join(","));
    for range in [many.as_str(), "Range: bytes=0-0,1-1", "Range: bytes=99999999999-", "Range: a"] {
        let reply = send(address, "GET", "/page.txt", &[range]).await;
        assert!(matches!(reply.status, 200 | 416), "{range}: {}", reply.status);
        assert!(reply.body.len() < 1000, "{range}");
    }
    let some = send(address, "GET", "/page.txt", &["Range: bytes=2-3"]).await;
    assert_eq!((some.status, some.text().as_str()), (206, "si"));
}

#[tokio::test]
async fn the_right_variant_of_a_file_and_304_for_one_that_is_known() {
    let scene = scene().await;
    let console = scene.files.path().join("dist");
    fs::write(console.join("boot.js.br"), "boot in br").unwrap();
    fs::write(console.join("boot.js.gz"), "boot in gz").unwrap();
    for (accepted, text, encoding) in [
        ("", "boot()", ""),
        ("br, gzip", "boot in br", "br"),
        ("gzip", "boot in gz", "gzip"),
        ("br;q=0, gzip;q=0", "boot()", ""),
        ("identity", "boot()", ""),
        ("compress, evil", "boot()", ""),
    ] {
        let accepted = format!("Accept-Encoding: {accepted}");
        let reply = send(scene.served.address, "GET", "/boot.js", &[&accepted]).await;
        assert_eq!(
            (reply.text().as_str(), reply.header("content-encoding").as_str()),
            (text, encoding)
        );
        let tag = format!("If-None-Match: {}", reply.header("etag"));
        let again = send(scene.served.address, "GET", "/boot.js", &[&accepted, &tag]).await;
        assert_eq!((again.status, again.body.len()), (304, 0), "{accepted}");
    }
    assert_eq!(list(scene.served.address, "").await.status, 200, "served all along");
}
