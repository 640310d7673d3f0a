//! Errors that are hard to read: the `Code` decides all the same, and whoever asks to wait is heard.

use std::time::Duration;

use serde_json::Value;

use crate::exchange::{Reply, list};
use crate::program::Served;
use crate::stage::Stage;
use crate::upstream::{Act, FakeUpstream, json};

const PAGE: &str = r#"{"RequestId":"UP-1","TaskList":[]}"#;

async fn told(act: Act) -> Reply {
    let upstream = FakeUpstream::start([act]).await;
    list(Stage::new(upstream.address).serve().await, "").await
}

fn bytes(status: u16, body: &[u8]) -> Act {
    Act::Bytes(status, body.to_vec())
}

/// Bodies that say `CODE`, each broken in another way.
fn broken(code: &str) -> Vec<Vec<u8>> {
    let whole = format!(r#"{{"Code":"{code}","Message":"m","RequestId":"UP-1"}}"#);
    let texts = [
        format!(r#"{{"Code":"{code}","Message":"user \ud83d may not"}}"#),
        format!(r#"{{"Message":"\udc00","Code":"{code}","RequestId":"UP-1"}}"#),
        format!(r#"{{"Code":"Other","Code":"{code}","Message":"m"}}"#),
        format!(
            r#"{{"Code":"{code}","Message":"a","Message":"b","RequestId":"1","RequestId":"1"}}"#
        ),
        format!(r#"{{"Code":"{code}","Message":{{"Code":"Other"}},"RequestId":[1]}}"#),
        format!(r#"{{"Code":"{code}","Message":null,"RequestId":false}}"#),
        format!("{{\"Code\":\"{code}\",\"Message\":\"two\nlines\u{1b}\"}}"),
        format!("\u{feff}{whole}"),
        format!("{{\"Code\":\"{code}\",\"Message\":\"cut o"),
    ];
    let mut bodies = texts.map(String::into_bytes).to_vec();
    // GBK, in which the second byte of a character may be a backslash, Latin 1 and UTF-16.
    for message in [&b"\xd3\xc3\xbb\xa7"[..], b"\x81\\", b"caf\xe9"] {
        let (start, end) = (b"{\"Message\":\"", format!("\",\"Code\":\"{code}\"}}"));
        bodies.push([start, message, end.as_bytes()].concat());
    }
    bodies.push(whole.encode_utf16().flat_map(u16::to_le_bytes).collect());
    bodies
}

#[tokio::test]
async fn a_lost_permission_is_told_and_the_rows_are_forgotten() {
    for body in broken("Forbidden.RAM") {
        let shown = String::from_utf8_lossy(&body).into_owned();
        let html = json(502, "<html>");
        let upstream = FakeUpstream::start([json(200, PAGE), bytes(403, &body), html]).await;
        let served = Served::before(upstream.address, &["--cache-seconds", "0"]).await;
        assert_eq!(list(served.address, "").await.status, 200, "{shown}");
        let reply = list(served.address, "").await;
        assert_eq!(reply.error(), (403, "Forbidden.RAM".to_owned()), "{shown}");
        assert_in_shape(&reply);
        // No row is left to show in the place of trouble.
        let after = list(served.address, "").await;
        assert_eq!(after.error(), (502, "Proxy.BadGateway".to_owned()), "{shown}");
    }
}

#[tokio::test]
async fn throttling_is_throttling_however_it_is_written() {
    for body in broken("Throttling.User") {
        let shown = String::from_utf8_lossy(&body).into_owned();
        let upstream = FakeUpstream::start([bytes(400, &body)]).await;
        let served = Served::before(upstream.address, &[]).await;
        let reply = list(served.address, "").await;
        assert_eq!(reply.error(), (429, "Throttling.User".to_owned()), "{shown}");
        assert_eq!(reply.header("retry-after"), "5", "{shown}");
        assert_in_shape(&reply);
        assert_eq!(upstream.seen().len(), 1, "it is not retried: {shown}");
    }
}

/// The one shape of errors, in valid JSON.
fn assert_in_shape(reply: &Reply) {
    let body = reply.json();
    for name in ["Code", "Message", "RequestId"] {
        assert!(body[name].is_string(), "{name}: {body}");
    }
    assert_eq!(body["RequestId"], reply.header("x-acs-request-id"));
}

#[tokio::test]
async fn what_can_be_read_of_an_error_is_shown() {
    for (body, message, request_id) in [
        (
            &br#"{"Code":"X.Y","Message":"user \ud83d may not","RequestId":"UP-1"}"#[..],
            "user \u{fffd} may not",
            "UP-1",
        ),
        (
            br#"{"Code":"X.Y","Message":"\ud83d\ude00 fine","RequestId":"UP-1","RequestId":null}"#,
            "\u{1f600} fine",
            "UP-1",
        ),
        (br#"{"Code":"X.Y","Message":"a","Message":"b","RequestId":7}"#, "b", "7"),
        (br#"{"Code":"X.Y","Message":["a"],"RequestId":"UP-1"}"#, "", "UP-1"),
    ] {
        let reply = told(bytes(400, body)).await;
        assert_eq!(reply.error(), (400, "X.Y".to_owned()));
        let body: Value = reply.json();
        assert_eq!((&body["Message"], &body["RequestId"]), (&message.into(), &request_id.into()));
    }
}

#[tokio::test]
async fn what_else_an_error_says_is_kept() {
    let body = br#"{"AccessDeniedDetail":{"AuthAction":"polardb:DescribeBatchTasks"},"HostId":null,"a":[1,"\ud83d"],
        "Recommend":"https://api.aliyun.com/","Code":"Forbidden.RAM","Message":"user \ud83d may not"}"#;
    let reply = told(bytes(403, body)).await;
    let body = reply.json();
    assert_eq!(body["AccessDeniedDetail"]["AuthAction"], "polardb:DescribeBatchTasks");
    assert_eq!(body["Recommend"], "https://api.aliyun.com/");
    assert_eq!(body["Code"], "Forbidden.RAM");
    assert_eq!((&body["a"], &body["HostId"]), (&Value::Null, &Value::Null), "left out");
    assert_in_shape(&reply);
}

#[tokio::test]
async fn a_good_list_with_a_field_twice_or_in_another_encoding_is_good() {
    for (body, passed_on) in [
        (
            &br#"{"RequestId":"1","RequestId":"2","TaskList":[]}"#[..],
            r#"{"RequestId":"1","RequestId":"2","TaskList":[]}"#,
        ),
        (br#"{"RequestId":{},"TaskList":[]}"#, r#"{"RequestId":{},"TaskList":[]}"#),
        (
            br#"{"Code":"200","Code":"OK","TaskList":[]}"#,
            r#"{"Code":"200","Code":"OK","TaskList":[]}"#,
        ),
        (br#"{"TaskList":[{"TaskName":"\ud83d"}]}"#, r#"{"TaskList":[{"TaskName":"\ud83d"}]}"#),
        (
            b"{\"TaskList\":[{\"TaskName\":\"\xd3\"}]}",
            "{\"TaskList\":[{\"TaskName\":\"\u{fffd}\"}]}",
        ),
    ] {
        let reply = told(bytes(200, body)).await;
        assert_eq!((reply.status, reply.text().as_str()), (200, passed_on));
    }
}

#[tokio::test]
async fn a_success_that_reports_an_error_is_not_kept_as_a_good_answer() {
    for refused in [
        r#"{"Code":"Whatever","Message":"m","RequestId":"UP-2"}"#,
        r#"{"Code":"InvalidParameter","TaskList":null,"RequestId":"r"}"#,
    ] {
        let upstream = FakeUpstream::start([json(200, refused), json(200, PAGE)]).await;
        let served = Served::before(upstream.address, &[]).await;
        let first = list(served.address, "").await;
        let code = serde_json::from_str::<Value>(refused).unwrap()["Code"].take();
        assert_eq!((first.status, &first.json()["Code"]), (200, &code));
        assert_eq!(list(served.address, "").await.text(), PAGE, "asked again within 2 s");
    }
}

#[tokio::test]
async fn whoever_asks_to_wait_is_heard_with_any_body() {
    let html = "<html>slow down</html>".to_owned();
    let busy = r#"{"Code":"Busy","Message":"m","RequestId":"1"}"#.to_owned();
    for (status, headers, body, expected, code, wait) in [
        (429, "Retry-After: 30\r\n", &html, 429, "Proxy.RateLimited", "30"),
        (429, "", &html, 429, "Proxy.RateLimited", "5"),
        (429, "Retry-After: 30\r\n", &String::new(), 429, "Proxy.RateLimited", "30"),
        (
            429,
            "Retry-After: 30\r\n",
            &"{\"message\":\"no\"}".to_owned(),
            429,
            "Proxy.RateLimited",
            "30",
        ),
        (
            429,
            "Retry-After: Tue, 07 Apr 2026 00:00:30 GMT\r\n",
            &html,
            429,
            "Proxy.RateLimited",
            "30",
        ),
        (429, "Retry-After: 9999999\r\n", &html, 429, "Proxy.RateLimited", "3600"),
        (503, "Retry-After: 30\r\n", &html, 503, "Proxy.BadGateway", "30"),
        (503, "Retry-After: 30\r\n", &busy, 503, "Busy", "30"),
        (503, "Retry-After: soon\r\n", &html, 503, "Proxy.BadGateway", "5"),
        (503, "x-acs-retry-after: 2500\r\n", &html, 503, "Proxy.BadGateway", "3"),
        (502, "Retry-After: 30\r\n", &html, 502, "Proxy.BadGateway", "30"),
        (503, "", &html, 502, "Proxy.BadGateway", ""),
        (404, "Retry-After: 30\r\n", &html, 502, "Proxy.BadGateway", ""),
    ] {
        let reply = told(Act::Reply(status, headers, body.clone())).await;
        let case = format!("{status} {headers}{body}");
        assert_eq!(reply.error(), (expected, code.to_owned()), "{case}");
        assert_eq!(reply.header("retry-after"), wait, "{case}");
    }
}

#[tokio::test]
async fn rows_stand_in_while_a_gateway_asks_to_wait() {
    let limited = Act::Reply(429, "Retry-After: 30\r\n", "<html>".to_owned());
    let upstream = FakeUpstream::start([json(200, PAGE), limited]).await;
    let served = Served::before(upstream.address, &["--cache-seconds", "0"]).await;
    assert_eq!(list(served.address, "").await.status, 200);
    let stale = list(served.address, "").await;
    assert_eq!((stale.status, stale.header("retry-after").as_str()), (200, "30"));
    assert_eq!(
        stale.header("cache-status"),
        "batch-proxy; hit; ttl=-1; detail=\"Proxy.RateLimited\""
    );
    assert_eq!(upstream.seen().len(), 2);
}

#[tokio::test]
async fn every_answer_of_polardb_bears_its_time() {
    let dated = |status, body: &str| {
        Act::Reply(status, "Date: Tue, 07 Apr 2026 00:00:00 GMT\r\n", body.to_owned())
    };
    let trouble = r#"{"Code":"InternalError","Message":"m","RequestId":"1"}"#;
    let upstream = FakeUpstream::start([dated(200, PAGE), dated(500, trouble)]).await;
    let served = Served::before(upstream.address, &["--cache-seconds", "3"]).await;
    let [fresh, remembered] = [list(served.address, "").await, list(served.address, "").await];
    assert_eq!((fresh.header("age"), remembered.header("age")), (String::new(), "0".to_owned()));
    let mut stale = list(served.address, "").await;
    for _ in 0..200 {
        if stale.header("cache-status").contains("InternalError") {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
        stale = list(served.address, "").await;
    }
    assert!(stale.header("cache-status").contains("InternalError"), "{stale:?}");
    for reply in [fresh, remembered, stale, list(served.address, "&PageNumber=2").await] {
        assert_eq!(reply.header("x-batch-proxy-date"), "Tue, 07 Apr 2026 00:00:00 GMT");
    }
    let refused = list(served.address, "&Nonsense=1").await;
    assert_eq!(refused.header("x-batch-proxy-date"), "", "PolarDB did not answer that");

    // Without a date that can be read, by the machine's clock.
    for (status, date, body) in
        [(200, "Date: today\r\n", PAGE), (404, "", r#"{"Code":"X","Message":"m","RequestId":"1"}"#)]
    {
        let upstream = FakeUpstream::start([Act::Reply(status, date, body.to_owned())]).await;
        let reply = list(Stage::new(upstream.address).serve().await, "").await;
        assert_eq!(reply.header("x-batch-proxy-date"), "Tue, 07 Apr 2026 00:00:00 GMT");
        assert_eq!(reply.header("date"), "Tue, 07 Apr 2026 00:00:00 GMT");
    }
}

#[tokio::test]
async fn an_id_in_a_header_is_checked_as_one_in_a_body_is() {
    let long = "x".repeat(257);
    for (id, is_taken) in [("UP-7", true), ("UP 7", false), (&long, false)] {
        let header: &str = format!("x-acs-request-id: {id}\r\n").leak();
        let act = Act::Reply(404, header, r#"{"Code":"X.Y","Message":"m"}"#.to_owned());
        let reply = told(act).await;
        assert_eq!(reply.header("x-acs-request-id") == id, is_taken, "{id}");
        assert_in_shape(&reply);
    }
}
