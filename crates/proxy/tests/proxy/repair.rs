//! The two faults that signing anew can mend, once only, and what is tried again as it is.

use std::net::SocketAddr;

use chrono::TimeDelta;

use crate::exchange::list;
use crate::stage::Stage;
use crate::upstream::{Act, FakeUpstream, error, json};

const CLOCK: &str = r#"{"Code":"InvalidTimeStamp.Expired","Message":"m","RequestId":"1"}"#;
const DATE: &str = "Date: Tue, 07 Apr 2026 00:00:00 GMT\r\n";

fn header<'a>(request: &'a str, name: &str) -> &'a str {
    let mut lines = request.split("\r\n").filter_map(|line| line.split_once(": "));
    lines.find(|(found, _)| *found == name).map(|(_, value)| value).unwrap()
}

#[tokio::test]
async fn follows_the_clouds_clock_at_once_and_from_then_on() {
    for minutes in [20, -20] {
        let refused = Act::Reply(400, DATE, CLOCK.to_owned());
        let upstream = FakeUpstream::start([refused, json(200, "{\"TaskList\":[]}")]).await;
        let mut stage = Stage::new(upstream.address);
        stage.clock_ahead = TimeDelta::minutes(minutes);
        let proxy = stage.serve().await;
        for _ in 0..2 {
            assert_eq!(list(proxy, "").await.status, 200);
        }
        let seen = upstream.seen();
        let dates: Vec<_> = seen.iter().map(|request| header(request, "x-acs-date")).collect();
        let wrong = if minutes > 0 { "2026-04-07T00:20:00Z" } else { "2026-04-06T23:40:00Z" };
        assert_eq!(dates, [wrong, "2026-04-07T00:00:00Z", "2026-04-07T00:00:00Z"]);
    }
}

#[tokio::test]
async fn signs_again_with_a_new_nonce() {
    let used = error(400, "SignatureNonceUsed");
    let upstream = FakeUpstream::start([used, json(200, "{\"TaskList\":[]}")]).await;
    assert_eq!(list(Stage::new(upstream.address).serve().await, "").await.status, 200);
    let seen = upstream.seen();
    let of = |request: &str| header(request, "x-acs-signature-nonce").to_owned();
    let nonces: Vec<_> = seen.iter().map(|request| of(request)).collect();
    assert_eq!(nonces, ["00000000000000000000000000000001", "00000000000000000000000000000002"]);
}

/// A proxy that is limited, as `serve` is.
async fn saving(upstream: &FakeUpstream) -> SocketAddr {
    let mut stage = Stage::new(upstream.address);
    stage.is_saving = true;
    stage.serve().await
}

#[tokio::test]
async fn tries_again_only_where_it_helps() {
    for (act, calls) in [
        (Act::Reply(400, DATE, CLOCK.to_owned()), 2),
        (Act::Reply(400, "", CLOCK.to_owned()), 1),
        (Act::Reply(400, "Date: yesterday\r\n", CLOCK.to_owned()), 1),
        (error(400, "SignatureNonceUsed"), 2),
        (error(400, "SignatureDoesNotMatch"), 1),
        (error(400, "Throttling.User"), 1),
        (error(404, "InvalidBatchId.NotFound"), 1),
        (error(500, "InternalError"), 3),
        (Act::HangUp, 3),
    ] {
        let upstream = FakeUpstream::start([act.clone()]).await;
        list(saving(&upstream).await, "").await;
        assert_eq!(upstream.seen().len(), calls, "{act:?}");
    }
}

#[tokio::test]
async fn a_repair_is_one_of_the_three_calls() {
    let used = error(400, "SignatureNonceUsed");
    for (acts, status, calls) in [
        (vec![used.clone(), Act::HangUp, json(200, "{\"TaskList\":[]}")], 200, 3),
        (vec![Act::HangUp, used.clone(), json(200, "{\"TaskList\":[]}")], 200, 3),
        (vec![used.clone(), Act::HangUp], 502, 3),
        (vec![Act::HangUp, Act::HangUp, used], 502, 3),
    ] {
        let upstream = FakeUpstream::start(acts.clone()).await;
        assert_eq!(list(saving(&upstream).await, "").await.status, status);
        assert_eq!(upstream.seen().len(), calls, "{acts:?}");
    }
}

#[tokio::test]
async fn in_an_outage_the_retries_end_until_good_answers_pay_for_them() {
    let outage = std::iter::repeat_n(Act::HangUp, 20);
    let good = std::iter::repeat_n(json(200, "{\"TaskList\":[]}"), 5);
    let upstream = FakeUpstream::start(outage.chain(good).chain([Act::HangUp])).await;
    let proxy = saving(&upstream).await;
    let mut calls = Vec::new();
    for page in 1..=17 {
        let before = upstream.seen().len();
        list(proxy, &format!("&PageNumber={page}")).await;
        calls.push(upstream.seen().len() - before);
    }
    assert_eq!(calls, [3, 3, 3, 3, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 1]);
}

#[tokio::test]
async fn where_nothing_is_limited_each_trouble_is_shown() {
    let upstream = FakeUpstream::start([Act::HangUp, json(200, "{\"TaskList\":[]}")]).await;
    let proxy = Stage::new(upstream.address).serve().await;
    assert_eq!(list(proxy, "").await.status, 502);
    assert_eq!(list(proxy, "").await.status, 200);
}
