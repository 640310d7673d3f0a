//! Who may call the real program: nobody but this machine, unless callers show who they are.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::exchange::{Reply, send};
use crate::program::{KEY, Served, output};
use crate::upstream::{FakeUpstream, json};

const QUERY: &str = "/rpc?Action=DescribeBatchTasks&Version=2017-08-01";

/// A configuration file of its own directory, which goes with the test.
pub(crate) fn file(text: &str) -> (TempDir, PathBuf) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("batch-proxy.toml");
    std::fs::write(&path, text).unwrap();
    (directory, path)
}

/// What `token new` prints: the token, and its line for the file.
pub(crate) async fn new_token(name: &str, more: &[&str]) -> (String, String) {
    let arguments = [&["token", "new", "--name", name], more].concat();
    let output = output(&arguments, &[]).await;
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{text}");
    let mut lines = text.lines().filter_map(|line| line.strip_prefix("    "));
    (lines.next().unwrap().to_owned(), lines.next().unwrap().to_owned())
}

async fn serve(config: &Path, upstream: &FakeUpstream, listen: &str) -> Served {
    let url = format!("http://{}", upstream.address);
    let config = config.to_str().unwrap();
    let more = ["serve", "--upstream", &url, "--listen", listen, "--config", config];
    Served::start(&more, KEY).await
}

/// A request from a page of the proxy's own origin.
pub(crate) async fn post(proxy: SocketAddr, lines: &[&str]) -> Reply {
    let own = format!("Origin: http://{proxy}");
    send(proxy, "POST", QUERY, &[&[own.as_str(), "Content-Length: 0"], lines].concat()).await
}

async fn upstream() -> FakeUpstream {
    FakeUpstream::start([json(200, "{\"TaskList\":[]}")]).await
}

#[tokio::test]
async fn a_token_lets_in_whoever_has_it_and_nobody_else() {
    let (token, line) = new_token("ops", &["--expires", "2999-01-01"]).await;
    assert!(line.starts_with("ops = { sha256 = \"") && !line.contains(&token), "{line}");
    assert!(line.ends_with("\", expires = 2999-01-01T00:00:00Z }"), "{line}");
    let (expired, past) = new_token("past", &[]).await;
    let past = past.replace(" }", ", expires = 2020-01-01T00:00:00Z }");
    let (_directory, path) = file(&format!("[tokens]\n{line}\n{past}\n"));
    let upstream = upstream().await;
    let served = serve(&path, &upstream, "127.0.0.1:0").await;
    let bearer = |token: &str| format!("Authorization: Bearer {token}");
    let (good, old) = (bearer(&token), bearer(&expired));
    let hash = line.split('"').nth(1).unwrap();
    for lines in [
        vec![],
        vec!["Authorization: Bearer"],
        vec!["Authorization: Bearer "],
        vec!["Authorization: Basic b3BzOm9wcw=="],
        vec!["Cookie: token=a"],
        vec![old.as_str()],
        vec![&bearer(hash)],
        vec![&good[..good.len() - 1]],
        vec![good.as_str(), good.as_str()],
    ] {
        let reply = post(served.address, &lines).await;
        assert_eq!(reply.error(), (401, "Proxy.Unauthenticated".to_owned()), "{lines:?}");
        assert_eq!(reply.header("www-authenticate"), "Bearer");
    }
    let in_the_url = format!("{QUERY}&token={token}");
    let own = format!("Origin: http://{}", served.address);
    let reply = send(served.address, "POST", &in_the_url, &[&own, "Content-Length: 0"]).await;
    assert_eq!(reply.status, 401);
    assert_eq!(upstream.seen().len(), 0);

    assert_eq!(post(served.address, &[&good]).await.status, 200);
    let config = send(served.address, "GET", "/config.json", &[]).await.json();
    assert_eq!(config["endpoints"][0]["auth"], "bearer");
    assert_eq!(send(served.address, "GET", "/healthz", &[]).await.status, 200);
    let (_, log) = served.end().await;
    assert!(!log.contains(&token) && !log.contains(&expired), "{log}");
    assert_eq!(log.matches("caller=token ops").count(), 1, "{log}");
    assert!(!upstream.seen()[0].contains(&token));
}

#[tokio::test]
async fn a_page_of_another_origin_may_ask_to_send_a_token() {
    let (token, line) = new_token("ops", &[]).await;
    let (_directory, path) =
        file(&format!("allow-origins = [\"https://console.example.com\"]\n[tokens]\n{line}\n"));
    let served = serve(&path, &upstream().await, "127.0.0.1:0").await;
    let ask =
        ["Access-Control-Request-Method: POST", "Access-Control-Request-Headers: authorization"];
    let listed = [&["Origin: https://console.example.com"], &ask[..]].concat();
    let reply = send(served.address, "OPTIONS", QUERY, &listed).await;
    assert_eq!(reply.status, 204);
    for (name, value) in [
        ("access-control-allow-origin", "https://console.example.com"),
        ("access-control-allow-methods", "POST"),
        ("access-control-allow-headers", "authorization"),
        ("access-control-allow-credentials", ""),
        ("vary", "Accept-Encoding, Origin"),
    ] {
        assert_eq!(reply.header(name), value, "{name}");
    }
    let other = [&["Origin: https://evil.com"], &ask[..]].concat();
    let reply = send(served.address, "OPTIONS", QUERY, &other).await;
    assert_eq!((reply.status, reply.header("access-control-allow-origin")), (403, String::new()));
    let bearer = format!("Authorization: Bearer {token}");
    let lines = ["Origin: https://console.example.com", "Content-Length: 0", &bearer];
    assert_eq!(send(served.address, "POST", QUERY, &lines).await.status, 200);
}

#[tokio::test]
async fn a_gateways_header_is_believed_from_the_gateway_alone() {
    for (peers, expected) in [("127.0.0.0/8", 200), ("10.0.0.7", 401)] {
        let text = format!(
            "[sign-in]\nheader = \"X-Forwarded-User\"\npeers = [\"{peers}\"]\n\
             url = \"https://sign-in.example.com/\"\n"
        );
        let (_directory, path) = file(&text);
        let upstream = upstream().await;
        let served = serve(&path, &upstream, "127.0.0.1:0").await;
        assert_eq!(post(served.address, &["X-Forwarded-User: grace"]).await.status, expected);
        assert_eq!(post(served.address, &["X-Forwarded-User: "]).await.status, 401);
        assert_eq!(post(served.address, &["X-Remote-User: grace"]).await.status, 401);
        assert_eq!(
            post(served.address, &["X-Forwarded-User: grace", "X-Forwarded-User: eve"])
                .await
                .status,
            401
        );
        let config = send(served.address, "GET", "/config.json", &[]).await.json();
        assert_eq!(config["endpoints"][0]["auth"], "sso");
        assert_eq!(config["endpoints"][0]["signInUrl"], "https://sign-in.example.com/");
        assert!(upstream.seen().iter().all(|request| !request.contains("grace")));
    }
}

#[tokio::test]
async fn callers_with_names_are_counted_by_their_names() {
    let (ada, ada_line) = new_token("ada", &[]).await;
    let (eve, eve_line) = new_token("eve", &[]).await;
    let (_directory, path) =
        file(&format!("[limits]\ncaller-rate = 1\n[tokens]\n{ada_line}\n{eve_line}\n"));
    let served = serve(&path, &upstream().await, "127.0.0.1:0").await;
    let bearer = |token: &str| format!("Authorization: Bearer {token}");
    let mut refused = 0;
    for _ in 0..20 {
        let reply = post(served.address, &[&bearer(&ada)]).await;
        refused += u32::from(reply.status == 429);
    }
    assert!(refused > 0, "ten at once are allowed");
    assert_eq!(post(served.address, &[&bearer(&eve)]).await.status, 200);
}

#[tokio::test]
async fn other_machines_are_let_in_only_where_callers_show_who_they_are() {
    let (token, line) = new_token("ops", &[]).await;
    let upstream = upstream().await;
    let url = format!("http://{}", upstream.address);
    for text in ["", "[limits]\ncache-seconds = 1\n", "[tokens]\n"] {
        let (_directory, path) = file(&format!("listen = \"0.0.0.0:0\"\n{text}"));
        let arguments = ["serve", "--upstream", &url, "--config", path.to_str().unwrap()];
        let output = output(&arguments, KEY).await;
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(told.contains("will not listen on 0.0.0.0:0: whoever reaches"), "{told}");
        assert!(told.contains("[tokens] or [sign-in]"), "{told}");
    }
    let (_directory, path) = file(&format!("[tokens]\n{line}\n"));
    let served = serve(&path, &upstream, "0.0.0.0:0").await;
    let local = SocketAddr::from(([127, 0, 0, 1], served.address.port()));
    assert_eq!(post(local, &[]).await.status, 401);
    assert_eq!(post(local, &[&format!("Authorization: Bearer {token}")]).await.status, 200);
    let (_, log) = served.end().await;
    assert!(log.contains("set up TLS") && log.contains("no --public-host"), "{log}");
}

#[tokio::test]
async fn a_token_needs_a_name_and_a_future() {
    for (arguments, reason) in [
        (["--name", "a b", "--expires", "2999-01-01"], "a token's name must be letters"),
        (["--name", "ops", "--expires", "2020-01-01"], "--expires must be a day or a time to come"),
        (["--name", "ops", "--expires", "soon"], "--expires must be a day or a time to come"),
    ] {
        let output = output(&[&["token", "new"], &arguments[..]].concat(), &[]).await;
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0));
        assert!(told.contains(reason), "{told}");
    }
}
