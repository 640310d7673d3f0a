//! The configuration file, as the real program reads it.

use crate::access::{file, post};
use crate::exchange::{list, raw, send};
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

#[tokio::test]
async fn empty_variables_count_as_not_set_and_are_told() {
    let upstream = FakeUpstream::start([json(200, "{\"TaskList\":[]}")]).await;
    let url = format!("http://{}", upstream.address);
    let empty = [
        ("BATCH_PROXY_REGION", ""),
        ("BATCH_PROXY_CONFIG", ""),
        ("BATCH_PROXY_METRICS", ""),
        ("BATCH_PROXY_PUBLIC_HOST", ""),
        ("BATCH_PROXY_UPSTREAM_RATE", ""),
    ];
    let variables = [KEY, &empty].concat();
    let arguments = ["serve", "--upstream", &url, "--listen", "127.0.0.1:0"];
    let served = Served::start(&arguments, &variables).await;
    assert_eq!(list(served.address, "").await.status, 200);
    let (_, log) = served.end().await;
    for (name, _) in empty {
        assert!(
            log.contains(&format!("{name} is set but empty, which counts as not set")),
            "{log}"
        );
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_cannot_be_read_stops_neither_requests_nor_the_end() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("batch-proxy.toml");
    std::fs::write(&path, "").unwrap();
    let upstream = FakeUpstream::start([json(200, "{\"TaskList\":[]}")]).await;
    let served = Served::before(upstream.address, &["--config", path.to_str().unwrap()]).await;
    std::fs::remove_file(&path).unwrap();
    // Whoever opens it waits for somebody who writes to it.
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    served.signal("HUP").await;
    for page in 1..=20 {
        assert_eq!(list(served.address, &format!("&PageNumber={page}")).await.status, 200);
    }
    let (code, log) = served.end().await;
    assert_eq!(code, Some(0), "{log}");
}
