//! Replies that break off, do not end, or are compressed although nobody asked for that.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::exchange::list;
use crate::program::Served;
use crate::stage::Stage;
use crate::upstream::{Act, FakeUpstream, json};

const PAGE: &str = r#"{"RequestId":"UP-1","TaskList":[]}"#;
const FORBIDDEN: &str = r#"{"Code":"Forbidden.RAM","Message":"m","RequestId":"UP-1"}"#;

/// A reply that breaks off, in each way in which one can.
fn cut(status: u16, headers: &str, body: &str) -> Vec<Act> {
    let head = format!("HTTP/1.1 {status} Whatever\r\n{headers}");
    let replies = [
        format!("{head}Content-Length: 500\r\n\r\n{body}"),
        format!("{head}Content-Length: 20000000\r\n\r\n{body}"),
        format!("{head}Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n", body.len()),
        format!("{head}Transfer-Encoding: chunked\r\n\r\nffff\r\n{body}"),
    ];
    replies.map(|reply| Act::Raw(reply.into_bytes())).to_vec()
}

async fn served(acts: impl IntoIterator<Item = Act>) -> (Served, FakeUpstream) {
    let upstream = FakeUpstream::start(acts).await;
    let served = Served::before(upstream.address, &["--cache-seconds", "0"]).await;
    (served, upstream)
}

#[tokio::test]
async fn a_permission_is_lost_although_the_error_breaks_off() {
    let held = format!("HTTP/1.1 403 Whatever\r\nContent-Length: 500\r\n\r\n{FORBIDDEN}");
    let acts = cut(403, "", FORBIDDEN).into_iter().chain([Act::Held(held.into_bytes())]);
    for act in acts {
        let html = json(502, "<html>");
        let (served, upstream) = served([json(200, PAGE), act.clone(), html]).await;
        assert_eq!(list(served.address, "").await.status, 200);
        let reply = list(served.address, "").await;
        assert_eq!(reply.error(), (403, "Forbidden.RAM".to_owned()), "{act:?}");
        assert_eq!(upstream.seen().len(), 2, "not asked again: {act:?}");
        let after = list(served.address, "").await;
        assert_eq!(after.error(), (502, "Proxy.BadGateway".to_owned()), "no old rows: {act:?}");
    }
}

#[tokio::test]
async fn no_old_rows_are_shown_where_the_code_of_a_403_did_not_come() {
    for act in cut(403, "", "{\"Code\":\"Forb") {
        let (served, _upstream) = served([json(200, PAGE), act.clone()]).await;
        assert_eq!(list(served.address, "").await.status, 200);
        let reply = list(served.address, "").await;
        assert_eq!(reply.error(), (403, "Proxy.BadGateway".to_owned()), "{act:?}");
    }
}

#[tokio::test]
async fn whoever_asks_to_wait_is_heard_although_the_error_breaks_off() {
    for (status, headers, expected, code, wait) in [
        (429, "Retry-After: 30\r\n", 429, "Proxy.RateLimited", "30"),
        (429, "", 429, "Proxy.RateLimited", "5"),
        (503, "Retry-After: 30\r\n", 503, "Proxy.BadGateway", "30"),
    ] {
        for act in cut(status, headers, "<html>") {
            let (served, upstream) = served([act.clone()]).await;
            let reply = list(served.address, "").await;
            assert_eq!(reply.error(), (expected, code.to_owned()), "{act:?}");
            assert_eq!(reply.header("retry-after"), wait, "{act:?}");
            assert_eq!(upstream.seen().len(), 1, "{act:?}");
        }
    }
}

#[tokio::test]
async fn what_breaks_off_and_says_nothing_is_asked_for_again() {
    let [act, ..] = &cut(500, "", "<html>")[..] else { unreachable!() };
    let (served, upstream) = served([act.clone(), json(200, PAGE)]).await;
    assert_eq!(list(served.address, "").await.text(), PAGE);
    assert_eq!(upstream.seen().len(), 2);
}

/// A reply that is compressed.
fn gzip(status: u16, body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(body).unwrap();
    let body = encoder.finish().unwrap();
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status} Whatever\r\nContent-Encoding: gzip\r\nContent-Length: {length}\r\n\r\n"
    );
    [head.as_bytes(), &body].concat()
}

#[tokio::test]
async fn gzip_that_nobody_asked_for_is_read() {
    let huge = vec![b' '; 17 << 20];
    let mut broken = gzip(200, PAGE.as_bytes());
    let last = broken.len() - 1;
    broken[last] ^= 1;
    for (reply, status, text) in [
        (gzip(200, PAGE.as_bytes()), 200, PAGE),
        (gzip(403, FORBIDDEN.as_bytes()), 403, FORBIDDEN),
        (gzip(200, &huge), 502, "the reply is larger than 16 MiB"),
        (broken, 502, "the reply is not the gzip that it says to be"),
    ] {
        let upstream = FakeUpstream::start([Act::Raw(reply)]).await;
        let reply = list(Stage::new(upstream.address).serve().await, "").await;
        assert!(reply.status == status && reply.text().contains(text), "{reply:?}");
        assert_eq!(reply.header("content-encoding"), "");
        assert!(upstream.seen()[0].contains("accept-encoding: identity\r\n"));
    }
}
