//! The source of a simulated PolarDB, which is its own STS.

use acs3::Credentials;
use simulator::{Fault, Handle, Settings, Simulator};
use tokio::net::TcpListener;

use super::*;
use crate::outbound::ambient::{Ambient, System};

const KEY: &str = "testAccessKeyId";

async fn simulator() -> (Handle, Upstream) {
    let credentials = Credentials::new(KEY, "testAccessKeySecret");
    let simulator = Simulator::new(Settings::new(credentials), || System.now());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let upstream = format!("http://{}", listener.local_addr().unwrap());
    let router = simulator.router();
    tokio::spawn(crate::inbound::server::serve(listener, router, std::future::pending()));
    (simulator.handle(), Upstream::parse(&upstream).unwrap())
}

fn source(upstream: &Upstream, secret: &str) -> Source {
    let credentials = Credentials::new(KEY, secret).into();
    let Source(inner) = Source::new(upstream.clone(), credentials, Arc::default()).unwrap();
    let inner = Arc::into_inner(inner).unwrap();
    Source(Arc::new(Inner { first_pause: Duration::from_millis(1), ..inner }))
}

/// The value once it is known.
async fn known(source: &Source) -> HeaderValue {
    let known = async {
        loop {
            if let Some(value) = source.value(true) {
                return value;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), known).await.expect("a source")
}

#[tokio::test]
async fn sts_is_asked_once_and_the_same_account_and_endpoint_have_the_same_source() {
    let (handle, upstream) = simulator().await;
    let first = source(&upstream, "testAccessKeySecret");
    assert_eq!(first.value(true), None, "no reply waits");
    let value = known(&first).await;
    for _ in 0..100 {
        assert_eq!(first.value(true), Some(value.clone()));
    }
    assert_eq!(handle.calls(), 1);
    assert_eq!(known(&source(&upstream, "testAccessKeySecret")).await, value);
    assert_eq!(handle.calls(), 2, "another proxy, or one after a reload, asks again");
    let (_, other) = simulator().await;
    assert_ne!(known(&source(&other, "testAccessKeySecret")).await, value);
}

#[tokio::test]
async fn a_failure_is_followed_by_another_try() {
    let (handle, upstream) = simulator().await;
    let fault = "kind=error&code=InternalError&action=GetCallerIdentity&times=3";
    handle.set_fault(Fault::parse(fault).unwrap());
    let source = source(&upstream, "testAccessKeySecret");
    assert_eq!(known(&source).await.len(), 32);
    assert_eq!(handle.calls(), 4);
}

#[tokio::test]
async fn nobody_is_asked_for_a_source_that_is_gone_and_no_stranger_is_asked() {
    let (handle, upstream) = simulator().await;
    let refused = source(&upstream, "wrong");
    assert_eq!(refused.value(false), None);
    tokio::task::yield_now().await;
    assert_eq!(handle.calls(), 0, "a plain upstream that does not say that it answers for STS");
    assert_eq!(refused.value(true), None);
    let gone = Arc::downgrade(&refused.0);
    drop(refused);
    let ended = async {
        while gone.upgrade().is_some() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), ended).await.expect("an end");
}

#[test]
fn the_value_is_fixed_by_account_and_endpoint() {
    let value = value_of("1000000000000001", "polardb.aliyuncs.com").unwrap();
    assert_eq!(value, "6bde2ef00a6de2d0317fe06389ae4e15");
    assert_ne!(value, value_of("1000000000000002", "polardb.aliyuncs.com").unwrap());
    assert_ne!(value, value_of("1000000000000001", "polardb.cn-shenzhen.aliyuncs.com").unwrap());
}
