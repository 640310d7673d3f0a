//! PolarDB in trouble, and the real program's answers to it, by the contract's table.

use std::collections::BTreeSet;
use std::time::{Duration, Instant, SystemTime};

use crate::exchange::list;
use crate::program::Served;
use crate::upstream::{Act, FakeUpstream, error, json};

const PAGE: &str = r#"{"RequestId":"UP-1","TaskList":[]}"#;

#[tokio::test]
async fn each_trouble_has_its_answer_and_its_number_of_calls() {
    let body = || r#"{"Code":"Throttling.User","Message":"m","RequestId":"1"}"#.to_owned();
    let unavailable = r#"{"Code":"ServiceUnavailable","Message":"m","RequestId":"1"}"#.to_owned();
    for (act, status, code, retry_after, calls) in [
        (error(400, "Throttling"), 429, "Throttling", "5", 1),
        (Act::Reply(400, "x-acs-retry-after: 1500\r\n", body()), 429, "Throttling.User", "2", 1),
        (error(429, "Throttling.Api"), 429, "Throttling.Api", "5", 1),
        (error(503, "Throttling.User"), 429, "Throttling.User", "5", 1),
        (error(503, "ServiceUnavailable"), 503, "ServiceUnavailable", "5", 3),
        (Act::Reply(503, "Retry-After: 7\r\n", unavailable), 503, "ServiceUnavailable", "7", 1),
        (error(500, "InternalError"), 502, "InternalError", "", 3),
        (error(500, "Forbidden.RAM"), 403, "Forbidden.RAM", "", 1),
        (json(500, "<html>"), 502, "Proxy.BadGateway", "", 3),
        (json(200, "<html>"), 502, "Proxy.BadGateway", "", 1),
        (Act::HangUp, 502, "Proxy.BadGateway", "", 3),
        (Act::Truncated, 502, "Proxy.BadGateway", "", 3),
        (Act::Endless, 502, "Proxy.BadGateway", "", 1),
        (error(404, "InvalidAccessKeyId.NotFound"), 502, "InvalidAccessKeyId.NotFound", "", 1),
        (error(403, "Forbidden.RAM"), 403, "Forbidden.RAM", "", 1),
        (error(404, "InvalidBatchId.NotFound"), 404, "InvalidBatchId.NotFound", "", 1),
    ] {
        let upstream = FakeUpstream::start([act.clone()]).await;
        let served = Served::before(upstream.address, &[]).await;
        let reply = list(served.address, "").await;
        assert_eq!(reply.error(), (status, code.to_owned()), "{act:?}");
        assert_eq!(reply.header("retry-after"), retry_after, "{act:?}");
        assert_eq!(upstream.seen().len(), calls, "{act:?}");
    }
}

#[tokio::test]
async fn trouble_that_passes_is_not_told() {
    let trouble = [Act::HangUp, Act::Truncated, error(500, "InternalError"), json(502, "<html>")];
    for act in trouble {
        for times in [1, 2] {
            let acts = std::iter::repeat_n(act.clone(), times).chain([json(200, PAGE)]);
            let upstream = FakeUpstream::start(acts).await;
            let served = Served::before(upstream.address, &[]).await;
            let reply = list(served.address, "").await;
            assert_eq!((reply.status, reply.text().as_str()), (200, PAGE), "{act:?}");
            let nonces: BTreeSet<_> = upstream
                .seen()
                .iter()
                .map(|request| sent(request, "x-acs-signature-nonce").to_owned())
                .collect();
            assert_eq!(nonces.len(), times + 1, "signed anew each time: {act:?}");
        }
    }
}

#[tokio::test]
async fn a_retry_has_to_have_its_turn() {
    let upstream = FakeUpstream::start([Act::HangUp]).await;
    let served = Served::before(upstream.address, &["--upstream-rate", "1"]).await;
    assert_eq!(list(served.address, "").await.status, 502);
    assert_eq!(upstream.seen().len(), 3, "as many as there may be at once");
    assert_eq!(list(served.address, "&PageNumber=2").await.status, 502);
    assert_eq!(upstream.seen().len(), 4, "the turn of a second was for the first call");
}

#[tokio::test]
async fn a_silent_upstream_is_given_up_within_the_consoles_patience() {
    let upstream = FakeUpstream::start([Act::Silence]).await;
    let served = Served::before(upstream.address, &["--upstream-rate", "1"]).await;
    let (address, began) = (served.address, Instant::now());
    // Three calls begin at once, the others have to wait for their turn first.
    let asked: Vec<_> = (1..=6)
        .map(|page| {
            tokio::spawn(async move { list(address, &format!("&PageNumber={page}")).await })
        })
        .collect();
    for reply in asked {
        assert_eq!(reply.await.unwrap().error(), (504, "Proxy.UpstreamTimeout".to_owned()));
        assert!(began.elapsed() < Duration::from_millis(15_500), "{:?}", began.elapsed());
    }
    assert_eq!(upstream.seen().len(), 6);
}

fn sent<'a>(request: &'a str, name: &str) -> &'a str {
    let mut lines = request.split("\r\n").filter_map(|line| line.split_once(": "));
    lines.find(|(found, _)| *found == name).map(|(_, value)| value).unwrap()
}

#[tokio::test]
async fn a_wrong_clock_is_put_right_by_polardbs() {
    for minutes in [20, -20] {
        let offset = Duration::from_secs(20 * 60);
        let now = SystemTime::now();
        let now = if minutes > 0 { now + offset } else { now - offset };
        let date = format!("Date: {}\r\n", httpdate::fmt_http_date(now));
        let refusal = r#"{"Code":"InvalidTimeStamp.Expired","Message":"m","RequestId":"1"}"#;
        let refused = Act::Reply(400, date.leak(), refusal.to_owned());
        let upstream = FakeUpstream::start([refused, json(200, PAGE)]).await;
        let served = Served::before(upstream.address, &[]).await;
        assert_eq!(list(served.address, "").await.status, 200);
        assert_eq!(list(served.address, "&PageNumber=2").await.status, 200);
        let seen = upstream.seen();
        let date = |request: &str| -> chrono::DateTime<chrono::Utc> {
            sent(request, "x-acs-date").parse().unwrap()
        };
        let moved = |index: usize| (date(&seen[index]) - date(&seen[0])).num_minutes();
        assert_eq!(seen.len(), 3, "one repair, and none any more");
        for index in [1, 2] {
            assert!((moved(index) - minutes).abs() <= 1, "{}", moved(index));
        }
        let (_, log) = served.end().await;
        assert!(log.contains("this machine's clock is wrong"), "{log}");
    }
}

#[tokio::test]
async fn a_nonce_that_was_used_is_replaced() {
    let upstream = FakeUpstream::start([error(400, "SignatureNonceUsed"), json(200, PAGE)]).await;
    let served = Served::before(upstream.address, &[]).await;
    assert_eq!(list(served.address, "").await.status, 200);
    let seen = upstream.seen();
    assert_eq!(seen.len(), 2);
    assert_ne!(sent(&seen[0], "x-acs-signature-nonce"), sent(&seen[1], "x-acs-signature-nonce"));
}
