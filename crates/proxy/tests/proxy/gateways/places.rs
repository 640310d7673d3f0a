//! Gateways on another port, and with the console below a path.

use super::*;

/// The program behind a gateway at this host.
async fn at(host: &str, files: &Path, upstream: SocketAddr, more: &[&str]) -> Served {
    program(files, upstream, |file| file.replace("tasks.example.com", host), more).await
}

#[tokio::test]
async fn a_gateway_on_another_port_works_with_the_port_in_the_file() {
    let upstream = FakeUpstream::start([json(200, "{\"TaskList\":[]}")]).await;
    let files = tempfile::tempdir().unwrap();
    let (host, session) = ("tasks.example.com:8443", ["Cookie: session=ada"]);
    let served = at(host, files.path(), upstream.address, &[]).await;
    for (tool, gateway) in Gateway::all(served.address).await {
        assert_eq!(gateway.ask_by(host, "GET", "/", &session).await.text(), "page", "{tool}");
        assert_eq!(gateway.ask_by(host, "POST", LIST, &session).await.status, 200, "{tool}");
        // The sign-in leads back by a path alone.
        let away = gateway.ask_by(host, "GET", "/?page=2", &[]).await;
        assert_eq!((away.status, away.header("location").as_str()), (302, "/?page=2"), "{tool}");
    }
    let served = at("tasks.example.com", files.path(), upstream.address, &[]).await;
    for (tool, gateway) in Gateway::all(served.address).await {
        let refused = gateway.ask_by(host, "POST", LIST, &session).await;
        assert_eq!(refused.error(), (421, "Proxy.HostNotAllowed".to_owned()), "{tool}");
        let option = "public-hosts = [\"tasks.example.com:8443\"]";
        let message = refused.json()["Message"].to_string().replace('\\', "");
        assert!(message.contains(option), "{tool}: {message}");
    }
}

#[tokio::test]
async fn a_gateway_that_drops_the_port_works_with_both_names() {
    let upstream = FakeUpstream::start([json(200, "{\"TaskList\":[]}")]).await;
    let files = tempfile::tempdir().unwrap();
    let both = "tasks.example.com:8443\", \"tasks.example.com";
    let served = at(both, files.path(), upstream.address, &[]).await;
    let drops = |shown: &str| shown.replace("$http_host", "$host");
    for (tool, gateway) in Gateway::all_with(served.address, drops).await {
        let host = "tasks.example.com:8443";
        let reply = gateway.ask_by(host, "POST", LIST, &["Cookie: session=ada"]).await;
        assert_eq!(reply.status, 200, "{tool}: {}", reply.text());
        let other =
            gateway.ask_by("tasks.example.com:9", "POST", LIST, &["Cookie: session=ada"]).await;
        assert_ne!(other.status, 200, "{tool}");
    }
}

/// The lines that the documents change for a path.
fn below_a_path(shown: &str) -> String {
    let page = text("docs/deploy.md");
    let (_, table) = page.split_once("| instead of | write |\n|---|---|\n").unwrap();
    let rows = table.lines().take_while(|line| line.starts_with('|'));
    let mut changed = shown.to_owned();
    for row in rows {
        let cells: Vec<_> = row.split('`').collect();
        let (from, to) = (format!("\n    {}", cells[1]), format!("\n    {}", cells[3]));
        changed = changed.replace(&from, &to);
        changed = changed.replace(&from.replace("    ", "\t"), &to.replace("    ", "\t"));
    }
    assert_ne!(changed, shown);
    changed
}

#[tokio::test]
async fn the_console_below_a_path() {
    let upstream = FakeUpstream::start([json(200, "{\"TaskList\":[]}")]).await;
    let files = tempfile::tempdir().unwrap();
    let below = ["--base-path", "/polardb/"];
    let served = program(files.path(), upstream.address, str::to_owned, &below).await;
    for (tool, gateway) in Gateway::all_with(served.address, below_a_path).await {
        let (rpc, session) = (format!("/polardb{LIST}"), ["Cookie: session=ada"]);
        for path in ["/polardb/?page=2", "/polardb/index.html"] {
            assert_eq!(gateway.ask("GET", path, &session).await.text(), "page", "{tool} {path}");
        }
        assert_eq!(gateway.ask("POST", &rpc, &session).await.status, 200, "{tool}");
        let refused = gateway.ask("POST", &rpc, &["X-Forwarded-User: root"]).await;
        assert_eq!(refused.error(), (401, "Proxy.Unauthenticated".to_owned()), "{tool}");
        let config = gateway.ask("GET", "/polardb/config.json", &[]).await;
        assert_eq!(config.json()["endpoints"][0]["url"], "./rpc", "{tool}");
        let away = gateway.ask("GET", "/polardb/?page=2", &[]).await;
        let back = (away.status, away.header("location"));
        assert_eq!(back, (302, "/polardb/?page=2".to_owned()), "{tool}");
        let bare = gateway.ask("GET", "/polardb", &session).await;
        assert!(matches!(bare.status, 301 | 308), "{tool}: {bare:?}");
        assert!(bare.header("location").ends_with("/polardb/"), "{tool}: {bare:?}");
        for path in ["/", "/rpc", "/index.html"] {
            assert_ne!(gateway.ask("GET", path, &session).await.text(), "page", "{tool} {path}");
        }
    }
}

/// The shortest configuration, with and without a rewrite.
#[tokio::test]
async fn nginx_with_one_location() {
    let upstream = FakeUpstream::start([json(200, "{\"TaskList\":[]}")]).await;
    let files = tempfile::tempdir().unwrap();
    fs::write(files.path().join("index.html"), "page").unwrap();
    let console = ["--console", files.path().to_str().unwrap()];
    for (base_path, rewrite) in [(&["--base-path", "/polardb/"][..], ""), (&[], "/")] {
        let served = Served::before(upstream.address, &[&console, base_path].concat()).await;
        let (place, address) = (tempfile::tempdir().unwrap(), free_address());
        let http = format!(
            "server {{\nlisten {address};\nlocation /polardb/ {{\nproxy_pass http://{}{rewrite};\n\
             proxy_set_header Host $http_host;\n}}\n}}\n",
            served.address
        );
        let Some(_nginx) = web_server::nginx(place.path(), address, &http).await else { return };
        let page = crate::exchange::send(address, "GET", "/polardb/", &[]).await;
        assert_eq!((page.status, page.text().as_str()), (200, "page"));
        let lines = [&format!("Origin: http://{address}"), "Content-Length: 0"];
        let target = format!("/polardb{LIST}");
        let rpc = crate::exchange::send(address, "POST", &target, &lines).await;
        assert_eq!(rpc.status, 200, "{}", rpc.text());
    }
}
