//! Names that a gateway gives, in every form in which gateways give them.

use std::fs;
use std::net::SocketAddr;

use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::program::{KEY, Served};
use crate::upstream::{FakeUpstream, json};

async fn behind_a_gateway() -> (Served, FakeUpstream, TempDir) {
    let upstream = FakeUpstream::start([json(200, "{\"TaskList\":[]}")]).await;
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("batch-proxy.toml");
    fs::write(&file, "[sign-in]\nheader = \"X-Forwarded-User\"\npeers = [\"127.0.0.1\"]\n")
        .unwrap();
    let url = format!("http://{}", upstream.address);
    let config = file.to_str().unwrap();
    let arguments = ["serve", "--upstream", &url, "--listen", "127.0.0.1:0", "--config", config];
    (Served::start(&arguments, KEY).await, upstream, directory)
}

/// The status of a call in the name of `user`.
async fn called(proxy: SocketAddr, user: &[u8]) -> u16 {
    let head = format!(
        "POST /rpc?Action=DescribeBatchTasks&Version=2017-08-01 HTTP/1.1\r\nHost: {proxy}\r\n\
         Origin: http://{proxy}\r\nContent-Length: 0\r\nConnection: close\r\nX-Forwarded-User: "
    );
    let mut stream = TcpStream::connect(proxy).await.unwrap();
    stream.write_all(&[head.as_bytes(), user, b"\r\n\r\n"].concat()).await.unwrap();
    let mut reply = String::new();
    stream.read_to_string(&mut reply).await.unwrap();
    reply.split(' ').nth(1).unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_name_in_any_language_is_taken_and_escaped_in_the_log() {
    let (served, _upstream, _directory) = behind_a_gateway().await;
    for name in ["张三", "Zoë Müller", "ада@example.com", "o'brien", "a\u{202e}b", "👩‍💻"]
    {
        assert_eq!(called(served.address, name.as_bytes()).await, 200, "{name}");
    }
    let (_, log) = served.end().await;
    for shown in [
        "user \\u{5f20}\\u{4e09}",
        "user Zo\\u{eb} M\\u{fc}ller",
        "user o'brien",
        "user a\\u{202e}b",
    ] {
        assert!(log.contains(shown), "{shown}: {log}");
    }
    assert!(!log.contains('\u{202e}') && !log.contains('张'), "{log}");
}

#[tokio::test]
async fn a_name_that_is_not_taken_is_told_in_the_log() {
    for (name, reason) in [
        (&b"a\tb"[..], "the name has control characters"),
        (b"a\xc2\x9b31mb", "the name has control characters"),
        (b"\xd5\xc5\xc8\xfd", "the name is not UTF-8"),
        (b"", "the name is empty"),
        (b"ada\r\nX-Forwarded-User: eve", "it is there more than once"),
        (&[b'a'; 257], "the name is longer than 256 bytes"),
    ] {
        let (served, upstream, _directory) = behind_a_gateway().await;
        assert_eq!(called(served.address, name).await, 401, "{reason}");
        assert_eq!(upstream.seen().len(), 0, "{reason}");
        let (_, log) = served.end().await;
        assert!(log.contains(&format!("the gateway's user is not taken: {reason}")), "{log}");
        assert!(log.contains("x-forwarded-user"), "{log}");
        assert!(!log.contains('\u{9b}') && !log.contains("aaaa"), "{log}");
    }
}
