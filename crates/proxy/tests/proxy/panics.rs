//! A panic of the proxy: everybody is answered, the proxy serves on, and nobody reads its message.

use std::net::SocketAddr;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, Utc};
use proxy::inbound::guard::Guard;
use proxy::inbound::server;
use proxy::ops::log::LogFormat;
use proxy::ops::metrics;
use proxy::outbound::ambient::Ambient;
use proxy::outbound::cloud_clock::CloudClock;
use tokio::net::TcpListener;
use tokio::process::Command;

use crate::exchange::{Reply, send};
use crate::stage::{LISTED, Stage};
use crate::upstream::{FakeUpstream, json};

/// Set in the process whose log is read: the hook is of a whole process.
const CHILD: &str = "BATCH_PROXY_TEST_CHILD";

/// Panics so many times where a nonce is due.
struct Choking(AtomicU32);

impl Ambient for Choking {
    fn now(&self) -> DateTime<Utc> {
        "2026-04-07T00:00:00Z".parse().unwrap()
    }

    fn nonce(&self) -> String {
        let left = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |n| n.checked_sub(1));
        assert!(left.is_err(), "cannot sign with CanarySecret");
        "00000000000000000000000000000001".to_owned()
    }

    fn fraction(&self) -> f64 {
        0.5
    }
}

async fn choking(upstream: &FakeUpstream, times: u32, is_saving: bool) -> SocketAddr {
    let mut stage = Stage::new(upstream.address);
    stage.clock = Some(Arc::new(CloudClock::new(Arc::new(Choking(AtomicU32::new(times))))));
    stage.is_saving = is_saving;
    stage.serve().await
}

async fn ask(proxy: SocketAddr) -> Reply {
    let target = "/rpc?Action=DescribeBatchTasks&Version=2017-08-01";
    send(proxy, "POST", target, &[&format!("Origin: {LISTED}"), "Content-Length: 0"]).await
}

fn assert_told(reply: &Reply) {
    assert_eq!(reply.error(), (500, "Proxy.InternalError".to_owned()));
    let message = "a fault of the proxy itself; its operator finds the place in its log";
    assert_eq!(reply.json()["Message"], message);
    assert_eq!(reply.json()["RequestId"], reply.header("x-acs-request-id"));
    for (name, value) in [
        ("content-type", "application/json"),
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("access-control-allow-origin", LISTED),
        ("vary", "Accept-Encoding, Origin"),
    ] {
        assert_eq!(reply.header(name), value, "{name}");
    }
    assert!(reply.header("content-security-policy").starts_with("default-src 'none'"));
    assert!(reply.header("access-control-expose-headers").starts_with("x-acs-request-id"));
}

/// In the child: with a handler that panics, and with a call that does in a task of its own.
async fn panic_twice() {
    proxy::ops::panics::watch();
    proxy::ops::log::start(LogFormat::Text);
    let upstream = FakeUpstream::start([json(200, r#"{"RequestId":"1","TaskList":[]}"#)]).await;
    for is_saving in [false, true] {
        let proxy = choking(&upstream, 1, is_saving).await;
        assert_told(&ask(proxy).await);
        assert_eq!(ask(proxy).await.status, 200, "it serves on");
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = metrics::router(Guard::new(address, &[], &[]).unwrap());
    tokio::spawn(server::serve(listener, router, std::future::pending()));
    let text = send(address, "GET", "/metrics", &[]).await.text();
    for line in [
        "batch_proxy_panics_total 2",
        "batch_proxy_refusals_total{code=\"Proxy.InternalError\"} 2",
        "batch_proxy_upstream_in_flight 0",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
}

#[tokio::test]
async fn a_panic_is_an_answer_and_a_line_of_the_log_without_its_message() {
    if std::env::var_os(CHILD).is_some() {
        return panic_twice().await;
    }
    let own = "panics::a_panic_is_an_answer_and_a_line_of_the_log_without_its_message";
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", own, "--nocapture"])
        .env(CHILD, "1")
        .env("RUST_LOG", "trace")
        .env("RUST_BACKTRACE", "full")
        .stdin(Stdio::null())
        .output()
        .await
        .unwrap();
    let told = String::from_utf8([child.stdout, child.stderr].concat()).unwrap();
    assert!(child.status.success() && told.contains("1 passed"), "{told}");
    assert!(!told.contains("Canary"), "{told}");
    let lines: Vec<_> =
        told.lines().filter(|line| line.contains("a fault of batch-proxy itself")).collect();
    assert_eq!(lines.len(), 2, "once each: {told}");
    for line in lines {
        let place = format!("{}:", file!());
        assert!(line.contains("ERROR request{id=") && line.contains(&place), "{line}");
    }
}
