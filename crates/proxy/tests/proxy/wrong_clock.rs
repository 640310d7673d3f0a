//! A machine whose clock is wrong, and keys that end: one clock for PolarDB, for STS and for the keys.

use std::net::SocketAddr;

use chrono::{DateTime, Utc};
use proxy::credentials::Source;

use crate::credentials::{assumed, key, role, serve, signed_with, until, upstream};
use crate::exchange::{list, send};
use crate::identity::Identity;
use crate::upstream::{Act, FakeUpstream, json};

const PAGE: &str = r#"{"RequestId":"UP-1","TaskList":[]}"#;

async fn is_ready(proxy: SocketAddr) -> bool {
    send(proxy, "GET", "/readyz", &[]).await.status == 200
}

/// When a request to PolarDB was signed.
fn date(request: &str) -> DateTime<Utc> {
    let mut lines = request.split("\r\n").filter_map(|line| line.split_once(": "));
    lines.find(|(name, _)| *name == "x-acs-date").unwrap().1.parse().unwrap()
}

#[tokio::test]
async fn is_put_right_by_sts_for_polardb_too() {
    let directory = tempfile::tempdir().unwrap();
    let token_file = directory.path().join("token");
    std::fs::write(&token_file, "TheToken\n").unwrap();
    let provider_arn = "acs:ram::1:oidc-provider/p".to_owned();
    for source in [assumed(), Source::Oidc { role: role(), provider_arn, token_file }] {
        for minutes in [20, -20] {
            let (identity, upstream) = (Identity::start().await, upstream().await);
            identity.machine.put_ahead(minutes);
            let proxy = serve(&identity, source.clone(), &upstream).await;
            assert_eq!(list(proxy, "").await.status, 200, "{source:?} {minutes}");
            assert_eq!((identity.seen().len(), identity.keys()), (2, 1), "one repair");
            assert_eq!(upstream.seen().len(), 1, "PolarDB need not say it again");
            assert_eq!(date(&upstream.seen()[0]).to_rfc3339(), "2026-04-07T00:00:00+00:00");
        }
    }
}

#[tokio::test]
async fn is_put_right_by_polardb_for_sts_too() {
    let identity = Identity::start().await;
    let date = "Date: Tue, 07 Apr 2026 00:00:00 GMT\r\n";
    let refusal = r#"{"Code":"InvalidTimeStamp.Expired","Message":"m","RequestId":"1"}"#;
    let acts = [json(200, PAGE), Act::Reply(400, date, refusal.to_owned()), json(200, PAGE)];
    let upstream = FakeUpstream::start(acts).await;
    let proxy = serve(&identity, assumed(), &upstream).await;
    assert_eq!(list(proxy, "").await.status, 200);
    identity.machine.put_ahead(20);
    assert_eq!(list(proxy, "").await.status, 200);
    assert_eq!((upstream.seen().len(), identity.seen().len()), (3, 1));
    identity.clock.forward(56);
    until(proxy, |_| signed_with(upstream.seen().last().unwrap()) == key(2)).await;
    assert_eq!(identity.seen().len(), 2, "STS need not say it again");
}

#[tokio::test]
async fn does_not_make_a_key_end_too_soon_or_too_late() {
    for minutes in [70, -70] {
        let (identity, upstream) = (Identity::start().await, upstream().await);
        identity.machine.put_ahead(minutes);
        let proxy = serve(&identity, assumed(), &upstream).await;
        assert_eq!(list(proxy, "").await.status, 200);
        assert!(is_ready(proxy).await, "its hour has just begun");
        identity.clock.forward(54);
        assert_eq!(list(proxy, "").await.status, 200);
        assert_eq!(identity.keys(), 1);
        identity.set_down(true);
        identity.clock.forward(6);
        assert!(!is_ready(proxy).await, "its hour is over");
        assert_eq!(list(proxy, "").await.error(), (503, "Proxy.NoCredentials".to_owned()));
        assert_eq!(upstream.seen().len(), 2);
    }
}
