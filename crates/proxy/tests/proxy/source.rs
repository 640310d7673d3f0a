//! The header that names the source of the rows.

use std::net::SocketAddr;
use std::time::Duration;

use crate::access::{file, new_token};
use crate::exchange::{Reply, list, send};
use crate::program::{KEY, Served};
use crate::upstream::{FakeUpstream, json};

const SOURCE: &str = "x-batch-proxy-source";

async fn simulator() -> Served {
    Served::start(&["simulate", "--listen", "127.0.0.1:0", "--tasks", "40"], KEY).await
}

/// The first reply with a source.
async fn named(proxy: SocketAddr) -> Reply {
    let named = async {
        loop {
            let reply = list(proxy, "&PageSize=1").await;
            if !reply.header(SOURCE).is_empty() {
                return reply;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), named).await.expect("a source")
}

#[tokio::test]
async fn every_reply_to_a_caller_names_the_source_and_config_json_does_not() {
    let simulator = simulator().await;
    let served = Served::before(simulator.address, &[]).await;
    let source = named(served.address).await.header(SOURCE);
    let is_hex = source.bytes().all(|byte| byte.is_ascii_hexdigit());
    assert!(source.len() == 32 && is_hex, "{source}");
    assert!(!source.contains("1000000000000001"));
    for (query, status) in [
        ("&PageSize=1", 200),
        ("&PageSize=2", 200),
        ("&PageSize=0", 400),
        ("&Status=RUNNING", 400),
        ("&Nothing=1", 400),
    ] {
        let reply = list(served.address, query).await;
        assert_eq!((reply.status, reply.header(SOURCE)), (status, source.clone()), "{query}");
    }
    let config = send(served.address, "GET", "/config.json", &[]).await;
    assert!(!config.text().contains(&source) && config.header(SOURCE).is_empty());

    let again = Served::before(simulator.address, &[]).await;
    assert_eq!(named(again.address).await.header(SOURCE), source, "another proxy, the same source");
    again.signal("HUP").await;
    assert_eq!(named(again.address).await.header(SOURCE), source, "and after a reload");
}

#[tokio::test]
async fn pages_of_listed_origins_may_read_it_and_callers_without_a_token_do_not_get_it() {
    let simulator = simulator().await;
    let (token, line) = new_token("ops", &[]).await;
    let text = format!("allow-origins = [\"https://console.example.com\"]\n[tokens]\n{line}");
    let (_directory, config) = file(&text);
    let served = Served::before(simulator.address, &["--config", config.to_str().unwrap()]).await;
    let target = "/rpc?Action=DescribeBatchTasks&Version=2017-08-01";
    let listed = "Origin: https://console.example.com";
    let bearer = format!("Authorization: Bearer {token}");
    let ask = async |lines: &[&str]| {
        let lines = [&[listed, "Content-Length: 0"], lines].concat();
        send(served.address, "POST", target, &lines).await
    };
    let known = async {
        loop {
            let reply = ask(&[&bearer]).await;
            if !reply.header(SOURCE).is_empty() {
                return reply;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let reply = tokio::time::timeout(Duration::from_secs(10), known).await.expect("a source");
    let exposed = reply.header("access-control-expose-headers");
    assert!(exposed.split(", ").any(|name| name == SOURCE), "{exposed}");
    let refused = ask(&[]).await;
    assert_eq!((refused.status, refused.header(SOURCE)), (401, String::new()));
}

#[tokio::test]
async fn an_upstream_on_this_machine_that_does_not_answer_for_sts_is_not_asked() {
    let upstream = FakeUpstream::start([json(200, "{\"TaskList\":[]}")]).await;
    let served = Served::before(upstream.address, &["--cache-seconds", "0"]).await;
    for _ in 0..3 {
        let reply = list(served.address, "").await;
        assert_eq!((reply.status, reply.header(SOURCE)), (200, String::new()));
    }
    assert_eq!(served.end().await.0, Some(0));
    assert_eq!(upstream.seen().len(), 3);
}

#[tokio::test]
async fn where_sts_refuses_the_header_is_left_out_and_replies_come_as_ever() {
    let simulator = simulator().await;
    let fault = "/__fault?kind=latency&ms=60000&action=GetCallerIdentity";
    let set = send(simulator.address, "POST", fault, &["Content-Length: 0"]).await;
    assert_eq!(set.status, 200, "{}", set.text());
    let served = Served::before(simulator.address, &["--cache-seconds", "0"]).await;
    for _ in 0..5 {
        let answered = tokio::time::timeout(Duration::from_secs(30), list(served.address, ""));
        let reply = answered.await.expect("a reply before STS answers");
        assert_eq!((reply.status, reply.header(SOURCE)), (200, String::new()));
    }
}

#[tokio::test]
async fn the_demo_names_its_source() {
    let demo = Served::start(&["demo", "--listen", "127.0.0.1:0"], &[]).await;
    assert_eq!(named(demo.address).await.header(SOURCE).len(), 32);
}
