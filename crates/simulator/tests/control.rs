//! The hand that tests have in the simulator.

// In a test a panic is the message.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[allow(dead_code, reason = "each test file uses a part of the client")]
mod client;

use std::time::Duration;

use axum::http::{HeaderValue, StatusCode};
use client::{Client, settings};
use simulator::Reply;

#[tokio::test]
async fn injected_replies_come_in_their_order_and_then_its_own_again() {
    let client = Client::new(settings(3));
    let handle = client.handle();
    let throttled = Reply::json(StatusCode::BAD_REQUEST, r#"{"Code":"Throttling.User"}"#);
    handle.inject_next(2, throttled);
    handle.inject(Reply::html(StatusCode::OK, "<html>Sign in</html>"));
    for (status, body) in [
        (400, r#"{"Code":"Throttling.User"}"#),
        (400, r#"{"Code":"Throttling.User"}"#),
        (200, "<html>Sign in</html>"),
        (200, "<html>Sign in</html>"),
    ] {
        let answer = client.list(&[]).await;
        assert_eq!((answer.status.as_u16(), answer.body.as_str()), (status, body));
        assert_eq!(answer.headers["date"], "Mon, 06 Apr 2026 20:51:40 GMT");
        assert_eq!(answer.headers["x-acs-request-id"].len(), 36);
    }
    handle.clear();
    assert_eq!(client.list(&[]).await.json()["TotalCount"], 3);
    assert_eq!(handle.calls(), 5);
}

#[tokio::test]
async fn an_injected_reply_keeps_its_own_headers() {
    let client = Client::new(settings(3));
    let mut reply = Reply::json(StatusCode::SERVICE_UNAVAILABLE, "{\"Code\":");
    reply.headers.insert("x-acs-retry-after", HeaderValue::from_static("1500"));
    reply.headers.insert("x-acs-request-id", HeaderValue::from_static("OWN"));
    client.handle().inject_next(1, reply);
    let answer = client.list(&[]).await;
    assert_eq!((answer.status.as_u16(), answer.body.as_str()), (503, "{\"Code\":"));
    assert_eq!(answer.headers["x-acs-retry-after"], "1500");
    assert_eq!(answer.headers["x-acs-request-id"], "OWN");
}

#[tokio::test(start_paused = true)]
async fn an_injected_reply_can_be_late() {
    let client = Client::new(settings(3));
    let late = Duration::from_secs(20);
    client.handle().inject_next(1, Reply { delay: late, ..Reply::html(StatusCode::OK, "late") });
    let before = tokio::time::Instant::now();
    assert_eq!(client.list(&[]).await.body, "late");
    assert_eq!(before.elapsed().as_secs(), 20);
}

#[tokio::test]
async fn the_log_tells_what_was_asked_but_shows_no_secret() {
    let mut client = Client::new(settings(3));
    client.credentials = client.credentials.with_security_token("canary");
    client.list(&[("TaskType", "a b")]).await;
    let requests = client.handle().requests();
    assert_eq!(requests.len(), 1);
    assert_eq!(
        (requests[0].method.as_str(), requests[0].uri.to_string()),
        ("POST", "/?TaskType=a%20b".to_owned())
    );
    assert_eq!(requests[0].headers["x-acs-action"], "DescribeBatchTasks");
    assert_eq!(requests[0].headers["x-acs-security-token"], "canary");
    let shown = format!("{requests:?}");
    assert!(!shown.contains("canary") && !shown.contains("Signature="), "{shown}");
}

#[tokio::test]
async fn the_log_keeps_the_latest_thousand() {
    let client = Client::new(settings(3));
    client.handle().inject(Reply::html(StatusCode::OK, ""));
    for page in 0..1001 {
        client.list(&[("PageNumber", &page.to_string())]).await;
    }
    let requests = client.handle().requests();
    assert_eq!((requests.len(), client.handle().calls()), (1000, 1001));
    assert_eq!(requests[0].uri.to_string(), "/?PageNumber=1");
}
