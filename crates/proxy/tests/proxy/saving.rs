//! What PolarDB is spared, by the real program with its usual settings.

use std::net::SocketAddr;

use crate::exchange::{Reply, list};
use crate::program::Served;
use crate::upstream::{Act, FakeUpstream, error, json};

const PAGE: &str = r#"{"RequestId":"UP-1","TaskList":[]}"#;

/// All at the same time.
async fn all(proxy: SocketAddr, queries: impl Iterator<Item = String>) -> Vec<Reply> {
    let asked = queries.map(|query| tokio::spawn(async move { list(proxy, &query).await }));
    let mut replies = Vec::new();
    for reply in asked.collect::<Vec<_>>() {
        replies.push(reply.await.unwrap());
    }
    replies
}

#[tokio::test]
async fn two_hundred_identical_misses_are_one_call() {
    let upstream = FakeUpstream::start([Act::Late(500, PAGE.to_owned())]).await;
    let served = Served::before(upstream.address, &[]).await;
    // The same request in two spellings.
    let queries = (0..200).map(|number| match number % 2 {
        0 => "&PageNumber=2&PageSize=30".to_owned(),
        _ => "&PageSize=30&PageNumber=2".to_owned(),
    });
    for reply in all(served.address, queries).await {
        assert_eq!((reply.status, reply.text().as_str()), (200, PAGE));
    }
    assert_eq!(upstream.seen().len(), 1);
    assert_eq!(list(served.address, "&PageSize=31&PageNumber=2").await.header("age"), "");
    assert_eq!(upstream.seen().len(), 2, "another view is another call");
}

#[tokio::test]
async fn a_repeat_within_two_seconds_is_answered_from_memory_with_its_age() {
    let dated = Act::Reply(200, "Date: Tue, 07 Apr 2026 00:00:00 GMT\r\n", PAGE.to_owned());
    let upstream = FakeUpstream::start([dated]).await;
    let served = Served::before(upstream.address, &[]).await;
    let first = list(served.address, "").await;
    assert_eq!((first.header("age"), first.header("cache-status")), (String::new(), String::new()));
    let second = list(served.address, "").await;
    assert!(matches!(second.header("age").as_str(), "0" | "1"), "{second:?}");
    assert!(second.header("cache-status").starts_with("batch-proxy; hit; ttl="), "{second:?}");
    assert_eq!(second.header("date"), "Tue, 07 Apr 2026 00:00:00 GMT");
    assert_eq!(second.header("cache-control"), "no-store");
    assert_eq!(second.header("x-acs-request-id"), first.header("x-acs-request-id"));
    assert_eq!(second.body, first.body);
    assert_eq!(upstream.seen().len(), 1);
}

#[tokio::test]
async fn a_good_answer_stands_in_for_trouble_and_is_marked_as_stale() {
    let upstream = FakeUpstream::start([json(200, PAGE), error(503, "ServiceUnavailable")]).await;
    let served = Served::before(upstream.address, &["--cache-seconds", "0"]).await;
    assert_eq!(list(served.address, "").await.status, 200);
    let stale = list(served.address, "").await;
    assert_eq!((stale.status, stale.text().as_str()), (200, PAGE));
    assert_eq!(
        stale.header("cache-status"),
        "batch-proxy; hit; ttl=-1; detail=\"ServiceUnavailable\""
    );
    assert_eq!((stale.header("age").as_str(), stale.header("retry-after").as_str()), ("0", "5"));
    assert_eq!(list(served.address, "&PageNumber=2").await.error().0, 503, "nothing to show there");
    let (_, log) = served.end().await;
    assert!(log.contains("ServiceUnavailable"), "{log}");
}

#[tokio::test]
async fn with_zeros_every_request_is_a_call_and_every_error_is_told() {
    let upstream = FakeUpstream::start([json(200, PAGE), error(400, "Throttling.User")]).await;
    let served =
        Served::before(upstream.address, &["--cache-seconds", "0", "--stale-seconds", "0"]).await;
    for expected in [200, 429, 429] {
        let reply = list(served.address, "").await;
        assert_eq!((reply.status, reply.header("age").as_str()), (expected, ""));
    }
    assert_eq!(upstream.seen().len(), 3);
}

#[tokio::test]
async fn no_more_than_64_calls_are_in_flight() {
    let upstream = FakeUpstream::start([Act::Late(300, PAGE.to_owned())]).await;
    let served = Served::before(upstream.address, &["--upstream-rate", "1000"]).await;
    let replies = all(served.address, (1..=150).map(|page| format!("&PageNumber={page}"))).await;
    assert!(replies.iter().all(|reply| reply.status == 200));
    assert_eq!((upstream.seen().len(), upstream.most_at_once()), (150, 64));
}

#[tokio::test]
async fn polardb_is_called_no_faster_than_the_rate() {
    let upstream = FakeUpstream::start([json(200, PAGE)]).await;
    let served = Served::before(upstream.address, &["--upstream-rate", "1"]).await;
    let replies = all(served.address, (1..=20).map(|page| format!("&PageNumber={page}"))).await;
    let good = replies.iter().filter(|reply| reply.status == 200).count();
    // Three at once and one each second, for the 5 s that a call waits for its turn.
    assert!((7..=9).contains(&good), "{good}");
    assert_eq!(upstream.seen().len(), good);
    for refused in replies.iter().filter(|reply| reply.status != 200) {
        assert_eq!(refused.error(), (429, "Proxy.RateLimited".to_owned()));
        assert_eq!(refused.header("retry-after"), "5");
    }
}

#[tokio::test]
async fn a_caller_who_asks_too_fast_is_told_to_wait_and_costs_nothing() {
    let upstream = FakeUpstream::start([json(200, PAGE)]).await;
    let served = Served::before(upstream.address, &["--caller-rate", "1"]).await;
    let replies = all(served.address, (0..40).map(|_| String::new())).await;
    let good = replies.iter().filter(|reply| reply.status == 200).count();
    assert!((10..=13).contains(&good), "ten at once, then one a second: {good}");
    let refused = replies.iter().find(|reply| reply.status != 200).unwrap();
    assert_eq!(refused.error(), (429, "Proxy.RateLimited".to_owned()));
    assert_eq!(refused.header("retry-after"), "1");
    assert!(upstream.seen().len() <= 3, "{}", upstream.seen().len());
}

#[tokio::test]
async fn a_lost_permission_forgets_the_other_views_as_well() {
    let html = json(502, "<html>");
    let acts = [json(200, PAGE), json(200, PAGE), error(403, "Forbidden.RAM"), html];
    let upstream = FakeUpstream::start(acts).await;
    let served = Served::before(upstream.address, &["--cache-seconds", "0"]).await;
    for page in ["&PageNumber=1", "&PageNumber=2"] {
        assert_eq!(list(served.address, page).await.status, 200);
    }
    assert_eq!(list(served.address, "&PageNumber=1").await.status, 403);
    assert_eq!(list(served.address, "&PageNumber=2").await.status, 502, "no old rows");
}
