//! What whoever runs the program needs: its metrics, its log, and a configuration that changes.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::ChildStderr;

use crate::exchange::{list, send};
use crate::program::{KEY, Served};
use crate::stage::nowhere;
use crate::tls::{client, write_certificate};
use crate::upstream::{FakeUpstream, error, json};

const PAGE: &str = r#"{"RequestId":"UP-1","TaskList":[]}"#;

/// The lines of the log as they come.
struct Log(Lines<BufReader<ChildStderr>>);

impl Log {
    fn of(served: &mut Served) -> Self {
        Self(BufReader::new(served.child.stderr.take().unwrap()).lines())
    }

    /// Reads on to a line that holds `text`.
    async fn until(&mut self, text: &str) -> String {
        let found = async {
            loop {
                let line = self.0.next_line().await.unwrap().expect("a line, not the end");
                if line.contains(text) {
                    return line;
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(10), found).await.expect(text)
    }
}

/// The value of a metric, whole numbers only.
pub(crate) fn value(metrics: &str, name: &str) -> Option<u64> {
    let line = metrics.lines().find(|line| line.starts_with(&format!("{name} ")))?;
    line.rsplit(' ').next().unwrap().parse().ok()
}

/// Where the program says that its metrics are.
pub(crate) async fn metrics_of(served: &mut Served) -> SocketAddr {
    let line = Log::of(served).until("/metrics").await;
    line.split("http://").nth(1).unwrap().split('/').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn metrics_count_each_call_of_an_answer() {
    let mut served = Served::before(nowhere().await, &["--metrics", "127.0.0.1:0"]).await;
    let address = metrics_of(&mut served).await;
    for page in 1..=6 {
        list(served.address, &format!("&PageNumber={page}")).await;
    }
    let text = send(address, "GET", "/metrics", &[]).await.text();
    let calls =
        "batch_proxy_upstream_calls_total{action=\"DescribeBatchTasks\",outcome=\"unavailable\"}";
    for (name, expected) in [
        (calls, 16),
        ("batch_proxy_upstream_retries_total{outcome=\"made\"}", 10),
        ("batch_proxy_upstream_retries_total{outcome=\"spared\"}", 1),
        ("batch_proxy_answers_total{from=\"call\"}", 6),
        ("batch_proxy_upstream_in_flight", 0),
    ] {
        assert_eq!(value(&text, name), Some(expected), "{name}\n{text}");
    }
}

#[tokio::test]
async fn metrics_tell_how_it_goes_at_an_address_of_their_own() {
    let upstream = FakeUpstream::start([json(200, PAGE), error(400, "Throttling.User")]).await;
    let mut served = Served::before(upstream.address, &["--metrics", "127.0.0.1:0"]).await;
    let address = metrics_of(&mut served).await;
    for page in ["1", "1", "2"] {
        list(served.address, &format!("&PageNumber={page}")).await;
    }
    list(served.address, "&Evil=hush").await;
    let reply = send(address, "GET", "/metrics", &[]).await;
    assert_eq!(reply.header("content-type"), "text/plain; version=0.0.4");
    let text = reply.text();
    for (name, expected) in [
        ("batch_proxy_requests_total{route=\"rpc\",status=\"200\"}", 2),
        ("batch_proxy_requests_total{route=\"rpc\",status=\"429\"}", 1),
        ("batch_proxy_request_seconds_count{route=\"rpc\"}", 4),
        ("batch_proxy_answers_total{from=\"call\"}", 2),
        ("batch_proxy_answers_total{from=\"memory\"}", 1),
        (
            "batch_proxy_upstream_calls_total{action=\"DescribeBatchTasks\",outcome=\"throttled\"}",
            1,
        ),
        ("batch_proxy_refusals_total{code=\"Proxy.InvalidParameter\"}", 1),
        ("batch_proxy_upstream_in_flight", 0),
    ] {
        assert_eq!(value(&text, name), Some(expected), "{name}\n{text}");
    }
    assert!(!text.contains("hush") && !text.contains("Evil"), "{text}");
    assert_eq!(send(served.address, "GET", "/metrics", &[]).await.status, 404, "not at the site");
    let foreign = "GET /metrics HTTP/1.1\r\nHost: evil.com\r\nConnection: close\r\n\r\n";
    assert_eq!(crate::exchange::raw(address, foreign).await.status, 421);
}

#[tokio::test]
async fn the_log_is_json_with_the_id_of_each_request() {
    let upstream = FakeUpstream::start([error(503, "ServiceUnavailable")]).await;
    let served = Served::before(upstream.address, &["--log-format", "json"]).await;
    list(served.address, "").await;
    send(served.address, "GET", "/nothing", &[]).await;
    let (_, log) = served.end().await;
    let lines: Vec<Value> =
        log.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    let find = |message: &'static str| lines.iter().filter(move |line| line["message"] == message);
    let answered: Vec<_> = find("answered").collect();
    assert_eq!(answered.len(), 2, "{log}");
    assert_eq!((&answered[0]["path"], &answered[0]["status"]), (&"/rpc".into(), &503.into()));
    assert_eq!(answered[0]["request_id"], "UP-1");
    let span = &answered[0]["span"];
    assert_eq!((&span["peer"], &span["caller"]), (&"127.0.0.1".into(), &"127.0.0.1".into()));
    assert!(answered.iter().all(|line| line["timestamp"].is_string() && line["level"] == "INFO"));
    let id = |line: &Value| line["span"]["id"].as_str().unwrap().to_owned();
    assert_ne!(id(answered[0]), id(answered[1]));
    let trouble = find("no good answer from PolarDB").next().expect("told with the request");
    assert_eq!(id(trouble), id(answered[0]));
}

fn write(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
}

#[tokio::test]
async fn sighup_reads_the_configuration_anew_and_keeps_the_old_one_if_it_is_bad() {
    let files = tempfile::tempdir().unwrap();
    let path = files.path().join("batch-proxy.toml");
    let upstream = FakeUpstream::start([json(200, PAGE)]).await;
    let target = format!("[upstream]\nurl = \"http://{}\"\n", upstream.address);
    write(&path, &format!("status-counts = true\n{target}"));
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--config", path.to_str().unwrap()];
    let mut served = Served::start(&arguments, KEY).await;
    let mut log = Log::of(&mut served);
    let address = served.address;
    // A connection that is there before is answered by the new configuration too.
    let client = client([]);
    let url = format!("http://{address}/rpc?Action=DescribeBatchTasks&Version=2017-08-01");
    let post = || client.post(&url).header("Origin", format!("http://{address}")).send();
    assert_eq!(post().await.unwrap().status(), 200);

    write(&path, "status-counts = 3\n[limits]\ncache = 1\n");
    served.signal("HUP").await;
    log.until("the configuration stays as it was").await;
    log.until("line 1: status-counts must be true or false").await;
    log.until("line 3: limits.cache is not known").await;
    assert_eq!(post().await.unwrap().status(), 200);

    write(
        &path,
        &format!(
            "listen = \"127.0.0.1:0\"\n{target}[tokens]\nops = {{ sha256 = \"{}\" }}",
            "0".repeat(64)
        ),
    );
    served.signal("HUP").await;
    log.until("the configuration was read anew").await;
    assert_eq!(post().await.unwrap().status(), 401);

    write(&path, &format!("{target}[tls]\ncertificate = \"a\"\nkey = \"b\"\n"));
    served.signal("HUP").await;
    log.until("needs a restart").await;
    assert_eq!(post().await.unwrap().status(), 401);

    write(&path, &format!("public-hosts = [\"tasks.example.com\"]\n{target}"));
    served.signal("HUP").await;
    log.until("whoever reaches the proxy by its public name uses its credentials").await;
    log.until("the configuration was read anew").await;
    assert_eq!(post().await.unwrap().status(), 200);
    served.signal("TERM").await;
    assert_eq!(served.child.wait().await.unwrap().code(), Some(0));
}

#[tokio::test]
async fn sighup_takes_up_a_new_certificate() {
    let files = tempfile::tempdir().unwrap();
    let old = client([write_certificate(files.path())]);
    let path = |name: &str| files.path().join(name).to_str().unwrap().to_owned();
    let (certificate, key) = (path("cert.pem"), path("key.pem"));
    let more = ["--tls-certificate", &certificate, "--tls-key", &key];
    let mut served = Served::before(nowhere().await, &more).await;
    let mut log = Log::of(&mut served);
    let url = format!("https://{}/healthz", served.address);
    assert_eq!(old.get(&url).send().await.unwrap().status(), 200);
    let new = client([write_certificate(files.path())]);
    assert!(new.get(&url).send().await.is_err(), "not known yet");
    served.signal("HUP").await;
    log.until("the configuration was read anew").await;
    assert_eq!(new.get(&url).send().await.unwrap().status(), 200);
}
