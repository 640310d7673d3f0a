//! The configuration file, as the real program reads it.

use crate::access::{file, post};
use crate::exchange::{raw, send};
use crate::program::{KEY, Served, output};
use crate::upstream::{FakeUpstream, json};

#[tokio::test]
async fn the_file_is_read_whole_and_its_faults_are_told_at_once() {
    let (_directory, path) = file("listen = 1\n[limit]\ncache-seconds = 1\n[tls]\nkey = \"a\"\n");
    let path = path.to_str().unwrap();
    for arguments in [
        &["check-config", path][..],
        &["serve", "--region", "cn-hangzhou", "--config", path],
        &["check", "--config", path],
    ] {
        let output = output(arguments, KEY).await;
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{told}");
        let expected = format!(
            "batch-proxy: {path} has 3 faults:\n  line 1: listen must be a text in quotes\n  \
             line 2: limit is not known; known here: listen, metrics, log-format, console, \
             base-path, allow-origins, public-hosts, status-counts, upstream, credentials, limits, tokens, sign-in, tls, instances\n  \
             line 4: tls needs certificate\n"
        );
        assert_eq!(told, expected);
    }
    let (_directory, path) = file("[upstream]\nregion = \"cn-hangzhou\"\n");
    let fine = output(&["check-config", path.to_str().unwrap()], &[]).await;
    assert_eq!(fine.status.code(), Some(0));
    assert_eq!(String::from_utf8(fine.stdout).unwrap(), format!("{} is fine.\n", path.display()));
}

#[tokio::test]
async fn options_go_above_variables_and_these_above_the_file() {
    let upstream = FakeUpstream::start([json(200, "{\"TaskList\":[]}")]).await;
    let text = format!(
        "listen = \"127.0.0.1:1\"\nstatus-counts = false\n[upstream]\nurl = \"http://{}\"\n\
         [limits]\ncache-seconds = 0\n",
        upstream.address
    );
    let (_directory, path) = file(&text);
    let variables = [
        KEY,
        &[
            ("BATCH_PROXY_CONFIG", path.to_str().unwrap()),
            ("BATCH_PROXY_LISTEN", "127.0.0.1:0"),
            ("BATCH_PROXY_PUBLIC_HOST", "tasks.example.com,other.example.com"),
            ("BATCH_PROXY_CALLER_RATE", "1"),
        ],
    ]
    .concat();
    let served = Served::start(&["serve", "--caller-rate", "1000"], &variables).await;
    assert_ne!(served.address.port(), 1);
    for _ in 0..30 {
        assert_eq!(post(served.address, &[]).await.status, 200);
    }
    assert_eq!(upstream.seen().len(), 30, "the file's cache-seconds");
    let config = send(served.address, "GET", "/config.json", &[]).await.json();
    assert_eq!(config["statusCounts"], false);
    let request = "GET /healthz HTTP/1.1\r\nHost: other.example.com\r\nConnection: close\r\n\r\n";
    assert_eq!(raw(served.address, request).await.status, 200);
}
