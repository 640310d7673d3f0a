//! The simulator's faults as they come through the proxy, and where their control is.

use std::net::SocketAddr;

use acs3::Credentials;
use proxy::inbound::server;
use proxy::outbound::ambient::Ambient;
use simulator::{Fault, Handle, Settings, Simulator};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpListener;

use crate::exchange::{list, send};
use crate::program::{KEY, Served};
use crate::stage::Stage;

/// A simulator on a free port, by the stage's clock.
async fn simulator(credentials: Credentials) -> (SocketAddr, Handle) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let ambient = crate::stage::ambient();
    let simulator = Simulator::new(Settings::new(credentials), move || ambient.now());
    tokio::spawn(server::serve(listener, simulator.router(), std::future::pending()));
    (address, simulator.handle())
}

#[tokio::test]
async fn the_proxy_answers_each_by_the_contract() {
    let credentials =
        Credentials::new("testAccessKeyId", "testAccessKeySecret").with_security_token("hushToken");
    let (address, handle) = simulator(credentials.clone()).await;
    let mut stage = Stage::new(address);
    stage.credentials = credentials.into();
    let proxy = stage.serve().await;
    for (query, status, code) in [
        ("kind=latency&ms=10", 200, "no code"),
        ("kind=slow_body&ms=50", 200, "no code"),
        ("kind=reset", 502, "Proxy.BadGateway"),
        ("kind=reset&at=half", 502, "Proxy.BadGateway"),
        ("kind=truncated", 502, "Proxy.BadGateway"),
        ("kind=bom", 502, "Proxy.BadGateway"),
        ("kind=empty_body", 502, "Proxy.BadGateway"),
        ("kind=html", 502, "Proxy.BadGateway"),
        ("kind=html&status=502", 502, "Proxy.BadGateway"),
        ("kind=other_json", 200, "no code"),
        ("kind=throttled", 429, "Throttling.User"),
        ("kind=throttled&status=429", 429, "Throttling.Api"),
        ("kind=throttled&status=503", 429, "Throttling"),
        ("kind=error&code=ServiceUnavailable", 503, "ServiceUnavailable"),
        ("kind=error&code=SignatureDoesNotMatch", 502, "SignatureDoesNotMatch"),
        ("kind=error&code=Forbidden.RAM", 403, "Forbidden.RAM"),
        ("kind=clock&seconds=1200", 200, "no code"),
        ("kind=hostile_text", 200, "no code"),
        ("kind=huge_page", 200, "no code"),
        ("kind=odd_counts", 200, "no code"),
    ] {
        handle.set_fault(Fault::parse(query).unwrap());
        let reply = list(proxy, "").await;
        assert_eq!(reply.error(), (status, code.to_owned()), "{query}");
        assert!(!reply.text().contains("hushToken"), "{query}");
        handle.clear();
    }
    assert_eq!(list(proxy, "").await.status, 200, "as ever, by the right clock again");
}

#[tokio::test]
async fn the_proxy_waits_neither_for_a_late_reply_nor_for_a_slow_body() {
    let key = Credentials::new("testAccessKeyId", "testAccessKeySecret");
    let (address, handle) = simulator(key).await;
    let proxy = Stage::new(address).patient_for(200).serve().await;
    for query in ["kind=latency&ms=60000", "kind=slow_body&ms=60000"] {
        handle.set_fault(Fault::parse(query).unwrap());
        let reply = list(proxy, "").await;
        assert_eq!(reply.error(), (504, "Proxy.UpstreamTimeout".to_owned()), "{query}");
    }
}

/// Where the program says that faults are set.
async fn control(served: &mut Served) -> SocketAddr {
    let mut lines = BufReader::new(served.child.stderr.take().unwrap()).lines();
    loop {
        let line = lines.next_line().await.unwrap().expect("the control's address, not the end");
        if let Some((_, rest)) = line.split_once("curl http://") {
            // Read on, or the program cannot write on.
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return rest.split_once("/__fault").unwrap().0.parse().unwrap();
        }
    }
}

#[tokio::test]
async fn the_demo_tells_where_faults_are_set_and_shows_them() {
    let mut demo = Served::start(&["demo", "--listen", "127.0.0.1:0"], &[]).await;
    let control = control(&mut demo).await;
    assert_ne!(control, demo.address);
    let set = send(control, "POST", "/__fault?kind=throttled&status=429&times=2", &[]).await;
    assert_eq!((set.status, &set.json()["set"][0]["times"]), (200, &serde_json::json!(2)));
    for expected in [429, 429, 200] {
        assert_eq!(list(demo.address, "").await.status, expected);
    }
    let from_a_page = format!("Origin: http://{control}");
    let refused = send(control, "POST", "/__fault?kind=html", &[&from_a_page]).await;
    assert_eq!(refused.status, 403);
    assert_eq!(list(demo.address, "").await.status, 200);
}

#[tokio::test]
async fn the_simulator_alone_has_the_control_at_its_own_address() {
    let mut served = Served::start(&["simulate", "--listen", "127.0.0.1:0"], KEY).await;
    assert_eq!(control(&mut served).await, served.address);
    let kinds = send(served.address, "GET", "/__fault", &[]).await.json();
    assert_eq!(kinds["kinds"].as_array().unwrap().len(), 22);
}

#[tokio::test]
async fn no_port_of_a_proxy_has_the_control() {
    let simulate = Served::start(&["simulate", "--listen", "127.0.0.1:0"], KEY).await;
    let url = format!("http://{}", simulate.address);
    let serve = Served::start(&["serve", "--upstream", &url, "--listen", "127.0.0.1:0"], KEY).await;
    let demo = Served::start(&["demo", "--listen", "127.0.0.1:0"], KEY).await;
    for proxy in [serve.address, demo.address] {
        let origin = format!("Origin: http://{proxy}");
        for (method, path) in [
            ("GET", "/__fault"),
            ("POST", "/__fault?kind=html"),
            ("DELETE", "/__fault"),
            ("POST", "//__fault?kind=html"),
            ("POST", "/rpc/__fault?kind=html"),
            ("POST", "/rpc/../__fault?kind=html"),
            ("POST", "/%5f_fault?kind=html"),
        ] {
            for headers in [&[][..], &[origin.as_str()]] {
                let reply = send(proxy, method, path, headers).await;
                assert!(matches!(reply.status, 404 | 405), "{method} {path}: {reply:?}");
            }
        }
        assert_eq!(list(proxy, "").await.status, 200, "no fault was set");
    }
}
