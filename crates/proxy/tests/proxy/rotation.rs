//! A temporary key that somebody renews in a file.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use proxy::inbound::server;
use tokio::net::TcpListener;

use crate::credentials::{assumed, serve as serve_source, upstream};
use crate::exchange::{list, send};
use crate::identity::Identity;
use crate::program::{Served, output};

/// A PolarDB that knows one token only.
#[derive(Clone, Default)]
struct TokenUpstream {
    token: Arc<Mutex<String>>,
    seen: Arc<Mutex<Vec<String>>>,
}

impl TokenUpstream {
    async fn start(token: &str) -> (Self, SocketAddr) {
        let upstream = Self::default();
        upstream.know(token);
        let router = Router::new().fallback(answer).with_state(upstream.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(server::serve(listener, router, std::future::pending()));
        (upstream, address)
    }

    fn know(&self, token: &str) {
        token.clone_into(&mut self.token.lock().unwrap());
    }

    fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }
}

async fn answer(
    State(upstream): State<TokenUpstream>,
    headers: HeaderMap,
) -> (StatusCode, &'static str) {
    let token = headers.get("x-acs-security-token").map_or("", |token| token.to_str().unwrap());
    upstream.seen.lock().unwrap().push(token.to_owned());
    if *upstream.token.lock().unwrap() == token {
        return (StatusCode::OK, r#"{"RequestId":"UP-1","TaskList":[]}"#);
    }
    let body = r#"{"RequestId":"UP-1","Code":"InvalidSecurityToken.Expired","Message":"m"}"#;
    (StatusCode::FORBIDDEN, body)
}

fn write(home: &Path, name: &str, text: &str) {
    let path = home.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn profile(token: &str) -> String {
    format!(
        r#"{{"current":"ops","profiles":[{{"name":"ops","mode":"StsToken","access_key_id":"STS.{token}",
        "access_key_secret":"Canary{token}","sts_token":"{token}"}}]}}"#
    )
}

fn section(token: &str) -> String {
    format!(
        "[default]\ntype = sts\naccess_key_id = STS.{token}\naccess_key_secret = Canary{token}\nsecurity_token = {token}\n"
    )
}

async fn serve(upstream: SocketAddr, home: &Path, more: &[&str]) -> Served {
    let url = format!("http://{upstream}");
    let arguments =
        ["serve", "--upstream", &url, "--listen", "127.0.0.1:0", "--cache-seconds", "0"];
    let arguments = [&arguments[..], more].concat();
    Served::start(&arguments, &[("HOME", home.to_str().unwrap())]).await
}

/// Asks until PolarDB takes the key, which takes up to 5 s. Seldom, since nobody reads the log meanwhile.
async fn until_taken(proxy: SocketAddr) {
    let began = Instant::now();
    while list(proxy, "").await.status != 200 {
        assert!(began.elapsed() < Duration::from_secs(20), "in time");
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
}

async fn ready(proxy: SocketAddr) -> (u16, String) {
    let reply = send(proxy, "GET", "/readyz", &[]).await;
    (reply.status, reply.text())
}

#[tokio::test]
async fn a_refused_key_is_read_again_from_its_file_and_reported_meanwhile() {
    for (name, text) in [
        (".aliyun/config.json", profile as fn(&str) -> String),
        (".alibabacloud/credentials", section),
    ] {
        let home = tempfile::tempdir().unwrap();
        let (upstream, address) = TokenUpstream::start("T2").await;
        write(home.path(), name, &text("T1"));
        let served = serve(address, home.path(), &[]).await;
        assert_eq!(ready(served.address).await.0, 200, "nobody has refused it yet");
        let refused = list(served.address, "").await;
        assert_eq!(refused.error(), (502, "InvalidSecurityToken.Expired".to_owned()));
        let reason =
            "the temporary key is refused: it has expired or is invalid, and has to be renewed\n";
        assert_eq!(ready(served.address).await, (503, reason.to_owned()));
        write(home.path(), name, &text("T2"));
        until_taken(served.address).await;
        assert_eq!(upstream.seen().last().unwrap(), "T2");
        assert_eq!(ready(served.address).await, (200, "ready\n".to_owned()));
        let (_, log) = served.end().await;
        assert!(log.contains("credentials are renewed") && !log.contains("Canary"), "{log}");
    }
}

#[tokio::test]
async fn the_probe_alone_finds_the_fresh_key() {
    let home = tempfile::tempdir().unwrap();
    let (upstream, address) = TokenUpstream::start("T2").await;
    write(home.path(), ".aliyun/config.json", &profile("T1"));
    let served = serve(address, home.path(), &[]).await;
    assert_eq!(list(served.address, "").await.status, 502);
    write(home.path(), ".aliyun/config.json", &profile("T2"));
    let calls = upstream.seen().len();
    // A balancer sends no requests meanwhile.
    let began = Instant::now();
    while ready(served.address).await.0 != 200 {
        assert!(began.elapsed().as_secs() < 20, "in time");
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    assert_eq!(upstream.seen().len(), calls);
    assert_eq!(list(served.address, "").await.status, 200);
}

#[tokio::test]
async fn a_key_of_the_environment_that_is_refused_makes_the_proxy_unready() {
    let (upstream, address) = TokenUpstream::start("T2").await;
    let url = format!("http://{address}");
    let arguments =
        ["serve", "--upstream", &url, "--listen", "127.0.0.1:0", "--cache-seconds", "0"];
    let variables = [
        ("ALIBABA_CLOUD_ACCESS_KEY_ID", "STS.T1"),
        ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "s"),
        ("ALIBABA_CLOUD_SECURITY_TOKEN", "T1"),
    ];
    let served = Served::start(&arguments, &variables).await;
    assert_eq!(list(served.address, "").await.status, 502);
    assert_eq!(ready(served.address).await.0, 503);
    // PolarDB may have been wrong.
    upstream.know("T1");
    assert_eq!(list(served.address, "").await.status, 200);
    assert_eq!(ready(served.address).await.0, 200);
}

#[tokio::test]
async fn the_key_that_the_command_line_tool_keeps_serves_until_it_expires() {
    let home = tempfile::tempdir().unwrap();
    let (_, address) = TokenUpstream::start("T1").await;
    let sso = |seconds: i64| {
        let end = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
        let end = i64::try_from(end.as_secs()).unwrap() + seconds;
        let fields = format!("\"mode\":\"CloudSSO\",\"sts_expiration\":{end}");
        profile("T1").replace("\"mode\":\"StsToken\"", &fields)
    };
    write(home.path(), ".aliyun/config.json", &sso(3600));
    let served = serve(address, home.path(), &[]).await;
    assert_eq!(list(served.address, "").await.status, 200);
    let (_, log) = served.end().await;
    assert!(log.contains("credentials: profile \"ops\" of "), "{log}");

    write(home.path(), ".aliyun/config.json", &sso(-60));
    let url = format!("http://{address}");
    let variables = [("HOME", home.path().to_str().unwrap())];
    let output = output(&["check", "--upstream", &url], &variables).await;
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    let expected = "has expired: mode CloudSSO keeps its key there for a while only. Run `aliyun sts GetCallerIdentity \
                    --profile ops`, which renews it, or sign in again with `aliyun configure --profile ops --mode CloudSSO`";
    assert!(told.contains(expected) && !told.contains("Canary"), "{told}");
}

#[tokio::test]
async fn a_probe_alone_brings_the_key_of_a_role_back() {
    let (identity, upstream) = (Identity::start().await, upstream().await);
    let proxy = serve_source(&identity, assumed(), &upstream).await;
    assert_eq!(list(proxy, "").await.status, 200);
    identity.set_down(true);
    identity.clock.forward(61);
    assert_eq!(ready(proxy).await, (503, "no credentials\n".to_owned()));
    identity.set_down(false);
    // The balancer sends no requests until it is ready, and STS is asked again after 5 s at the earliest.
    let began = Instant::now();
    while ready(proxy).await.0 != 200 {
        assert!(began.elapsed() < Duration::from_secs(20), "in time");
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    assert_eq!(upstream.seen().len(), 1);
}
