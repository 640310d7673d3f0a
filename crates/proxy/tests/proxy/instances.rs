//! Names and owners of instances: a file of the operator's, for callers who may ask for batches too.

use std::net::SocketAddr;
use std::path::PathBuf;

use serde_json::json;
use tempfile::TempDir;

use crate::access::{file, new_token};
use crate::exchange::{Reply, raw, send};
use crate::program::{KEY, Served, output};
use crate::stage::{Stage, nowhere};

const PATH: &str = "/instances.json";

/// A configuration that names this CSV, and more.
fn configured(csv: &str, more: &str) -> (TempDir, PathBuf, PathBuf) {
    let text = format!("listen = \"127.0.0.1:0\"\n{more}\n[instances]\nfile = \"instances.csv\"\n");
    let (directory, config) = file(&text);
    let csv_path = directory.path().join("instances.csv");
    std::fs::write(&csv_path, csv).unwrap();
    (directory, config, csv_path)
}

async fn serve(config: &std::path::Path) -> Served {
    let url = format!("http://{}", nowhere().await);
    let config = config.to_str().unwrap();
    Served::start(&["serve", "--upstream", &url, "--config", config], KEY).await
}

async fn get(proxy: SocketAddr, lines: &[&str]) -> Reply {
    send(proxy, "GET", PATH, lines).await
}

#[tokio::test]
async fn the_table_is_served_with_an_etag_and_config_json_says_only_where() {
    let (_directory, config, _) =
        configured("id,name,owner\npc-1,orders,team-trade\npa-2,支付,\n", "");
    let served = serve(&config).await;
    let reply = get(served.address, &[]).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let expected = json!({
        "pa-2": { "name": "支付" },
        "pc-1": { "name": "orders", "owner": "team-trade" },
    });
    assert_eq!(reply.json(), expected);
    for (name, value) in [
        ("content-type", "application/json"),
        ("cache-control", "no-cache"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-content-type-options", "nosniff"),
        ("access-control-allow-origin", ""),
    ] {
        assert_eq!(reply.header(name), value, "{name}");
    }
    let etag = reply.header("etag");
    assert!(etag.starts_with("W/\"") && etag.len() == 20, "{etag}");
    for known in [etag.clone(), format!("\"a\", {etag}"), "*".to_owned()] {
        let unchanged = get(served.address, &[&format!("If-None-Match: {known}")]).await;
        assert_eq!((unchanged.status, unchanged.text()), (304, String::new()), "{known}");
        assert_eq!(unchanged.header("etag"), etag);
    }
    assert_eq!(get(served.address, &["If-None-Match: \"a\""]).await.status, 200);

    let config = send(served.address, "GET", "/config.json", &[]).await;
    assert_eq!(config.json()["endpoints"][0]["instances"], "./instances.json");
    assert!(!config.text().contains("orders") && !config.text().contains("pc-1"));
}

#[tokio::test]
async fn without_a_file_there_is_nothing() {
    let proxy = Stage::new(nowhere().await).serve().await;
    assert_eq!(get(proxy, &[]).await.error(), (404, "Proxy.NotFound".to_owned()));
    let config = send(proxy, "GET", "/config.json", &[]).await.json();
    assert_eq!(config["endpoints"][0].get("instances"), None);
}

#[tokio::test]
async fn a_changed_file_counts_at_once_and_a_faulty_one_does_not() {
    let (_directory, config, csv) = configured("id,name\npc-1,orders\n", "");
    let served = serve(&config).await;
    let first = get(served.address, &[]).await;
    std::fs::write(&csv, "id,name\npc-1,orders-old\n").unwrap();
    let second = get(served.address, &[&format!("If-None-Match: {}", first.header("etag"))]).await;
    assert_eq!(second.json(), json!({ "pc-1": { "name": "orders-old" } }));
    assert_ne!(second.header("etag"), first.header("etag"));

    for _ in 0..3 {
        std::fs::write(&csv, "id,name\npc-1,orders\npc-1,twice\n").unwrap();
        let kept = get(served.address, &[]).await;
        assert_eq!((kept.status, kept.json()), (200, json!({ "pc-1": { "name": "orders-old" } })));
    }
    std::fs::remove_file(&csv).unwrap();
    assert_eq!(get(served.address, &[]).await.status, 200);
    std::fs::write(&csv, "id,name\npc-2,new\n").unwrap();
    assert_eq!(get(served.address, &[]).await.json(), json!({ "pc-2": { "name": "new" } }));
    let (code, log) = served.end().await;
    assert_eq!(code, Some(0));
    assert!(log.contains("the instances stay as they were: cannot use"), "{log}");
    assert!(log.contains("line 3: the id is on line 2 already"), "{log}");
}

#[tokio::test]
async fn a_start_and_check_config_name_the_faulty_line() {
    let (_directory, config, csv) = configured("id,name\npc-1\n", "");
    let config = config.to_str().unwrap();
    for arguments in
        [&["check-config", config][..], &["serve", "--region", "cn-hangzhou", "--config", config]]
    {
        let output = output(arguments, KEY).await;
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{told}");
        let expected = format!(
            "batch-proxy: cannot use {}:\n  line 2: 1 fields where there are 2 columns\n",
            csv.display()
        );
        assert_eq!(told, expected);
    }
}

#[tokio::test]
async fn the_same_callers_are_let_in_as_to_rpc() {
    let (token, line) = new_token("ops", &[]).await;
    let more = format!("allow-origins = [\"https://console.example.com\"]\n[tokens]\n{line}");
    let (_directory, config, _) = configured("id,name\npc-1,orders\n", &more);
    let served = serve(&config).await;
    let (proxy, bearer) = (served.address, format!("Authorization: Bearer {token}"));
    let bearer = bearer.as_str();
    let own = format!("Origin: http://{proxy}");
    for (lines, status) in [
        (vec![bearer], 200),
        (vec![bearer, "Sec-Fetch-Site: same-origin"], 200),
        (vec![bearer, &own], 200),
        (vec![bearer, "Origin: https://console.example.com"], 200),
        (vec![], 401),
        (vec!["Authorization: Bearer bpt_wrong"], 401),
        (vec![bearer, "Sec-Fetch-Site: cross-site"], 403),
        (vec![bearer, "Sec-Fetch-Site: same-site"], 403),
        (vec![bearer, "Origin: https://evil.example"], 403),
        (vec![bearer, "Origin: null"], 403),
    ] {
        let reply = get(proxy, &lines).await;
        assert_eq!(reply.status, status, "{lines:?}");
        assert_eq!(reply.text().contains("orders"), status == 200, "{lines:?}");
    }
    let listed = get(proxy, &[bearer, "Origin: https://console.example.com"]).await;
    assert_eq!(listed.header("access-control-allow-origin"), "https://console.example.com");
    assert_eq!(listed.header("vary"), "Accept-Encoding, Origin");
    let foreign = format!(
        "GET {PATH} HTTP/1.1\r\nHost: evil.example\r\n{bearer}\r\nConnection: close\r\n\r\n"
    );
    assert_eq!(raw(proxy, &foreign).await.error(), (421, "Proxy.HostNotAllowed".to_owned()));
    let post = send(proxy, "POST", PATH, &[&own, bearer, "Content-Length: 0"]).await;
    assert_eq!(post.error(), (405, "Proxy.MethodNotAllowed".to_owned()));
    assert_eq!(post.header("allow"), "GET, HEAD");
    let asked = ["Origin: https://console.example.com", "Access-Control-Request-Method: GET"];
    let preflight = send(proxy, "OPTIONS", PATH, &asked).await;
    assert_eq!(preflight.status, 204);
    assert_eq!(preflight.header("access-control-allow-methods"), "GET");
    assert_eq!(preflight.header("access-control-allow-headers"), "authorization");
}

#[tokio::test]
async fn the_demo_has_names_for_its_fleet() {
    let demo = Served::start(&["demo", "--listen", "127.0.0.1:0"], &[]).await;
    let table = get(demo.address, &[]).await.json();
    let table = table.as_object().unwrap();
    assert_eq!(table.len(), 300);
    assert!(table.values().all(|instance| instance["name"].is_string()));
    let config = send(demo.address, "GET", "/config.json", &[]).await.json();
    assert_eq!(config["endpoints"][0]["instances"], "./instances.json");
}
