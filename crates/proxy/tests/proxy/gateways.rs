//! The gateways of `docs/deploy.md`, run as they are shown there but for their addresses, before the program and before a
//! stand-in that tells what it was sent.

mod answers;
mod places;

use std::fs;
use std::net::SocketAddr;
use std::path::Path;

use axum::Router;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use proxy::inbound::server;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::process::Child;

use crate::deploy::{blocks, text};
use crate::exchange::{Reply, raw};
use crate::program::{KEY, Served};
use crate::tls::write_certificate;
use crate::upstream::{FakeUpstream, json};
use crate::web_server::{self, free_address};

const LIST: &str = "/rpc?Action=DescribeBatchTasks&Version=2017-08-01";

/// A gateway of the documents, with its sign-in.
struct Gateway {
    _server: Child,
    address: SocketAddr,
    _place: TempDir,
}

impl Gateway {
    /// Those that are installed.
    async fn all(proxy: SocketAddr) -> Vec<(&'static str, Self)> {
        Self::all_with(proxy, str::to_owned).await
    }

    /// Those that are installed, where `change` has changed what is shown.
    async fn all_with(
        proxy: SocketAddr,
        change: impl Fn(&str) -> String,
    ) -> Vec<(&'static str, Self)> {
        let mut all = Vec::new();
        for tool in ["nginx", "caddy"] {
            let shown = change(&blocks(tool)[0]);
            all.extend(Self::start(tool, proxy, &shown).await.map(|gateway| (tool, gateway)));
        }
        all
    }

    async fn start(tool: &'static str, proxy: SocketAddr, shown: &str) -> Option<Self> {
        let (address, sign_in) = (free_address(), serve(sign_in()).await);
        let place = tempfile::tempdir().unwrap();
        let path = place.path();
        let shown = shown
            .replace("127.0.0.1:4180", &sign_in.to_string())
            .replace("127.0.0.1:8787", &proxy.to_string());
        let server = match tool {
            "nginx" => web_server::nginx(path, address, &of_nginx(&shown, address, path)).await,
            _ => web_server::caddy(path, address, &of_caddy(&shown, address)).await,
        };
        Some(Self { _server: server?, address, _place: place })
    }

    async fn ask(&self, method: &str, target: &str, lines: &[&str]) -> Reply {
        self.ask_by("tasks.example.com", method, target, lines).await
    }

    /// As a browser that has `host` in its address bar.
    async fn ask_by(&self, host: &str, method: &str, target: &str, lines: &[&str]) -> Reply {
        let lines: String = lines.iter().map(|line| format!("{line}\r\n")).collect();
        let request = format!(
            "{method} {target} HTTP/1.1\r\nHost: {host}\r\nContent-Length: 0\r\n\
             Origin: https://{host}\r\nConnection: close\r\n{lines}\r\n"
        );
        raw(self.address, &request).await
    }
}

fn of_nginx(shown: &str, address: SocketAddr, place: &Path) -> String {
    write_certificate(place);
    shown
        .replace("listen 443 ssl;", &format!("listen {address};"))
        .replace("/etc/nginx/tls", place.to_str().unwrap())
}

fn of_caddy(shown: &str, address: SocketAddr) -> String {
    let site = format!("http://tasks.example.com:{} {{\n\tbind 127.0.0.1", address.port());
    shown.replacen("tasks.example.com {", &site, 1)
}

async fn serve(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(server::serve(listener, router, std::future::pending()));
    address
}

/// What oauth2-proxy does: `ada` has a session, `nameless` one of which it does not tell the user. Those of `old` and
/// `huge` are refreshed, in one cookie and in two, and that of `张三` has a name in UTF-8.
fn sign_in() -> Router {
    let auth = |headers: HeaderMap| async move {
        match headers.get("cookie").map_or("", |cookie| cookie.to_str().unwrap()) {
            "session=ada" => (StatusCode::ACCEPTED, [user(b"ada")]).into_response(),
            "session=zhang" => (StatusCode::ACCEPTED, [user("张三".as_bytes())]).into_response(),
            "session=old" => refreshed(&[("_oauth2_proxy", 1_000)]),
            "session=huge" => refreshed(&[("_oauth2_proxy_0", 4_000), ("_oauth2_proxy_1", 3_000)]),
            "session=joined" => {
                let [first, second] =
                    ["_oauth2_proxy_0", "_oauth2_proxy_1"].map(|name| cookie(name, 9));
                (StatusCode::ACCEPTED, [("set-cookie", format!("{first}, {second}"))])
                    .into_response()
            }
            "session=nameless" => StatusCode::ACCEPTED.into_response(),
            _ => StatusCode::UNAUTHORIZED.into_response(),
        }
    };
    let start = |headers: HeaderMap| async move {
        let back = headers.get("x-auth-request-redirect").unwrap().to_str().unwrap().to_owned();
        (StatusCode::FOUND, [("location", back)]).into_response()
    };
    Router::new().route("/oauth2/auth", get(auth)).route("/oauth2/start", get(start))
}

fn user(name: &[u8]) -> (HeaderName, HeaderValue) {
    (HeaderName::from_static("x-auth-request-user"), HeaderValue::from_bytes(name).unwrap())
}

/// A session of `ada` that is written anew, in cookies of these names and lengths.
fn refreshed(cookies: &[(&str, usize)]) -> Response {
    let mut response = (StatusCode::ACCEPTED, [user(b"ada")]).into_response();
    for (name, length) in cookies {
        let cookie = cookie(name, *length).parse().unwrap();
        response.headers_mut().append("set-cookie", cookie);
    }
    response
}

/// As oauth2-proxy writes it, with the comma of its date.
fn cookie(name: &str, length: usize) -> String {
    let value = "v".repeat(length);
    format!(
        "{name}={value}|17|s=; Path=/; Expires=Fri, 01 Jan 2027 00:00:00 GMT; HttpOnly; Secure; SameSite=Lax"
    )
}

/// Tells the path that it was asked for and the users that it was told.
async fn tell(uri: Uri, headers: HeaderMap) -> Response {
    let users = headers.get_all("x-forwarded-user").iter().map(|user| user.to_str().unwrap());
    format!("{} {:?}", uri.path(), users.collect::<Vec<_>>()).into_response()
}

#[tokio::test]
async fn nobody_is_taken_for_whom_they_say_they_are() {
    let proxy = serve(Router::new().fallback(any(tell))).await;
    for (tool, gateway) in Gateway::all(proxy).await {
        let claim = "X-Forwarded-User: root";
        for (target, cookie, told) in [
            (LIST, "Cookie: session=ada", "/rpc [\"ada\"]"),
            (LIST, "Cookie: session=none", "/rpc []"),
            ("/?page=2", "Cookie: session=ada", "/ []"),
            ("/config.json", "Cookie: session=ada", "/config.json []"),
        ] {
            for lines in [&[][..], &[claim], &[claim, claim]] {
                let lines = [&[cookie], lines].concat();
                let reply = gateway.ask("POST", target, &lines).await;
                assert_eq!(reply.text(), told, "{tool} {target} {lines:?}");
            }
        }
        for target in [LIST, "//rpc", "/rpc/", "/RPC", "/%72pc", "/x/../rpc", "/rpc%2f", "/rpc;x"] {
            for more in ["Cookie: session=nameless", "Connection: X-Forwarded-User", "X: y"] {
                let lines = [claim, more];
                let told = gateway.ask("POST", target, &lines).await.text();
                assert!(!told.contains("root"), "{tool} {target} {lines:?}: {told}");
            }
        }
    }
}

#[tokio::test]
async fn a_session_opens_the_page_and_the_tasks_and_a_token_the_tasks() {
    let upstream = FakeUpstream::start([json(200, "{\"TaskList\":[]}")]).await;
    let files = tempfile::tempdir().unwrap();
    let served = program(files.path(), upstream.address, str::to_owned, &[]).await;
    for (tool, gateway) in Gateway::all(served.address).await {
        let session = ["Cookie: session=ada"];
        assert_eq!(gateway.ask("GET", "/?page=2", &session).await.text(), "page", "{tool}");
        assert_eq!(gateway.ask("POST", LIST, &session).await.status, 200, "{tool}");
        assert_eq!(gateway.ask("POST", LIST, &["Authorization: Bearer secret"]).await.status, 200);

        let away = gateway.ask("GET", "/?status=FAILED&page=2", &[]).await;
        let back = (away.status, away.header("location"));
        assert_eq!(back, (302, "/?status=FAILED&page=2".to_owned()), "{tool}");
        let refused = gateway.ask("POST", LIST, &[]).await;
        assert_eq!(refused.error(), (401, "Proxy.Unauthenticated".to_owned()), "{tool}");
        // Else a page of another origin could not tell it from a lost connection.
        let origin = refused.header("access-control-allow-origin");
        assert_eq!(origin, "https://tasks.example.com", "{tool}");
        assert_eq!(gateway.ask("GET", "/config.json", &[]).await.json()["version"], 1);
    }
}

/// With the file of `deploy/` as `change` changes it, a token more, the origin listed, and these arguments.
async fn program(
    path: &Path,
    upstream: SocketAddr,
    change: impl Fn(&str) -> String,
    more: &[&str],
) -> Served {
    fs::write(path.join("index.html"), "page").unwrap();
    let hash = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";
    let token = format!("\n[tokens]\nops = {{ sha256 = \"{hash}\" }}\n");
    let file = path.join("batch-proxy.toml");
    fs::write(&file, change(&text("deploy/batch-proxy.toml")) + &token).unwrap();
    let upstream = format!("http://{upstream}");
    let listen = ["--listen", "127.0.0.1:0", "--metrics", "127.0.0.1:0", "--upstream", &upstream];
    let files = ["--config", file.to_str().unwrap(), "--console", path.to_str().unwrap()];
    let origin = ["--allow-origin", "https://tasks.example.com"];
    Served::start(&[&["serve"], &listen[..], &files, &origin, more].concat(), KEY).await
}
