//! The contract's table of errors, row by row.

use std::time::Instant;

use crate::exchange::list;
use crate::stage::{Stage, nowhere};
use crate::upstream::{Act, FakeUpstream, error, json};

const PAGE: &str = r#"{"RequestId":"UP-1","PageNumber":1,"TotalCount":0,"TaskList":[]}"#;

#[tokio::test]
async fn answers_by_the_code_first_and_the_status_second() {
    for (status, code, expected, as_it_came) in [
        (400, "Throttling", 429, true),
        (400, "Throttling.User", 429, true),
        (429, "Throttling.Api", 429, true),
        (503, "Rejected.Throttling", 429, true),
        (200, "Throttling.User", 429, true),
        (429, "Whatever", 429, true),
        (503, "ServiceUnavailable", 503, true),
        (403, "ServiceUnavailable", 503, true),
        (500, "InternalError", 502, true),
        (403, "InternalError", 502, true),
        (500, "Whatever", 502, true),
        (504, "Whatever", 502, true),
        (404, "InvalidAccessKeyId.NotFound", 502, false),
        (400, "InvalidAccessKeyId.Inactive", 502, false),
        (400, "SignatureDoesNotMatch", 502, false),
        (401, "SignatureDoesNotMatch", 502, false),
        (400, "IncompleteSignature", 502, false),
        (403, "InvalidSecurityToken.Expired", 502, false),
        (400, "InvalidTimeStamp.Expired", 502, false),
        (400, "IllegalTimestamp", 502, false),
        (400, "SignatureNonceUsed", 502, false),
        (401, "Whatever", 502, true),
        (302, "Whatever", 502, true),
        (403, "Forbidden.RAM", 403, true),
        (403, "NoPermission", 403, true),
        (400, "NoPermission", 403, true),
        (400, "InvalidParameter.Status", 400, true),
        (404, "InvalidBatchId.NotFound", 404, true),
        (404, "InvalidApi.NotFound", 404, true),
    ] {
        let upstream = FakeUpstream::start([error(status, code)]).await;
        let proxy = Stage::new(upstream.address).serve().await;
        let reply = list(proxy, "").await;
        let case = format!("{status} {code}: {reply:?}");
        assert_eq!(reply.error(), (expected, code.to_owned()), "{case}");
        assert_eq!(reply.json()["RequestId"], "UP-1", "{case}");
        assert_eq!(reply.header("x-acs-request-id"), "UP-1", "{case}");
        assert_eq!(reply.json()["Message"] == "as it came", as_it_came, "{case}");
        assert_eq!(reply.header("content-type"), "application/json", "{case}");
        assert_eq!(reply.header("cache-control"), "no-store", "{case}");
        let waits = if matches!(expected, 429 | 503) { "5" } else { "" };
        assert_eq!(reply.header("retry-after"), waits, "{case}");
    }
}

#[tokio::test]
async fn hands_on_a_success_with_its_id_and_the_clouds_time() {
    let headers = "x-acs-request-id: HEAD-1\r\nDate: Tue, 07 Apr 2026 00:00:00 GMT\r\n\
                   Set-Cookie: a=b\r\nServer: cloud\r\n";
    let upstream = FakeUpstream::start([Act::Reply(200, headers, PAGE.to_owned())]).await;
    let reply = list(Stage::new(upstream.address).serve().await, "").await;
    assert_eq!((reply.status, reply.text().as_str()), (200, PAGE));
    for (name, value) in [
        ("x-acs-request-id", "UP-1"),
        ("date", "Tue, 07 Apr 2026 00:00:00 GMT"),
        ("cache-control", "no-store"),
        ("set-cookie", ""),
        ("server", ""),
    ] {
        assert_eq!(reply.header(name), value, "{name}");
    }
}

#[tokio::test]
async fn says_when_to_try_again_in_whole_seconds() {
    for (headers, seconds) in [
        ("", "5"),
        ("x-acs-retry-after: 1000\r\n", "1"),
        ("x-acs-retry-after: 1001\r\n", "2"),
        ("x-acs-retry-after: 0\r\n", "1"),
        ("x-acs-retry-after: soon\r\n", "5"),
        ("Retry-After: 7\r\n", "7"),
        ("Retry-After: 7\r\nx-acs-retry-after: 2500\r\n", "3"),
        ("Retry-After: Tue, 07 Apr 2026 00:00:00 GMT\r\n", "1"),
        ("Retry-After: Tue, 07 Apr 2026 00:00:30 GMT\r\n", "30"),
        (
            "Retry-After: Tue, 07 Apr 2026 00:00:30 GMT\r\nDate: Tue, 07 Apr 2026 00:00:10 GMT\r\n",
            "20",
        ),
        ("Retry-After: Tue, 07 Apr 2099 00:00:30 GMT\r\n", "3600"),
        ("Retry-After: 86400\r\n", "3600"),
        ("x-acs-retry-after: 99999999999999999999\r\n", "3600"),
        ("Retry-After: -1\r\n", "5"),
    ] {
        let body = r#"{"Code":"Throttling.User","Message":"slow down","RequestId":"1"}"#;
        let upstream = FakeUpstream::start([Act::Reply(400, headers, body.to_owned())]).await;
        let reply = list(Stage::new(upstream.address).serve().await, "").await;
        assert_eq!(
            (reply.status, reply.header("retry-after").as_str()),
            (429, seconds),
            "{headers}"
        );
        assert_eq!(reply.text(), body);
    }
}

#[tokio::test]
async fn what_is_not_the_api_is_a_bad_gateway() {
    for act in [
        json(200, "<html>sign in</html>"),
        json(200, ""),
        json(200, "[1]"),
        json(200, "{\"TaskList\":["),
        json(404, "<Error><Code>Whatever</Code></Error>"),
        json(404, "{\"message\":\"not found\"}"),
        json(500, ""),
        json(502, "<html>nginx</html>"),
        json(200, &"[".repeat(1_000_000)),
        Act::Reply(302, "Location: http://127.0.0.1:1/\r\n", String::new()),
        Act::HangUp,
        Act::Truncated,
        Act::Endless,
    ] {
        let upstream = FakeUpstream::start([act.clone()]).await;
        let reply = list(Stage::new(upstream.address).serve().await, "").await;
        assert_eq!(reply.error(), (502, "Proxy.BadGateway".to_owned()), "{act:?}");
        assert_eq!(reply.json()["RequestId"], reply.header("x-acs-request-id"));
        assert_eq!(reply.header("x-acs-request-id").len(), 36, "a fresh UUID");
    }
}

#[tokio::test]
async fn an_upstream_that_is_not_there_is_a_bad_gateway() {
    let reply = list(Stage::new(nowhere().await).serve().await, "").await;
    assert_eq!(reply.error(), (502, "Proxy.BadGateway".to_owned()));
    let message = reply.json()["Message"].to_string();
    assert!(message.contains("could not be reached"), "{message}");
}

#[tokio::test]
async fn an_upstream_that_says_nothing_times_out() {
    let upstream = FakeUpstream::start([Act::Silence]).await;
    let proxy = Stage::new(upstream.address).patient_for(200).serve().await;
    let started = Instant::now();
    let reply = list(proxy, "").await;
    assert_eq!(reply.error(), (504, "Proxy.UpstreamTimeout".to_owned()));
    assert!(started.elapsed().as_millis() < 5000, "long before the default of 15 s");
}
