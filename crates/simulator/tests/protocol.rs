//! Who may ask and how: signatures, dates, nonces, and every refusal in the cloud's envelope.

// In a test a panic is the message.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[allow(dead_code, reason = "each test file uses a part of the client")]
mod client;

use acs3::Credentials;
use axum::body::Body;
use axum::http::{HeaderValue, Request, StatusCode};
use client::{Client, START, credentials, settings};
use serde_json::json;

const CLOCK_OFF: i64 = 15 * 60;

fn error(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

#[tokio::test]
async fn an_error_is_the_cloud_s_envelope_byte_for_byte() {
    let client = Client::new(settings(3));
    let answer = client.batch("pcb-nowhere").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(
        answer.body,
        "{\"RequestId\":\"A0F70847-0B2E-50A2-B6BE-2EF8EC575881\",\"HostId\":\"polardb.aliyuncs.com\",\
         \"Code\":\"InvalidBatchId.NotFound\",\"Message\":\"The specified BatchId does not exist.\",\
         \"Recommend\":\"https://api.aliyun.com/troubleshoot?q=InvalidBatchId.NotFound&product=polardb\
         &requestId=A0F70847-0B2E-50A2-B6BE-2EF8EC575881\"}"
    );
    assert_eq!(answer.headers["content-type"], "application/json;charset=utf-8");
    assert_eq!(answer.headers["date"], "Mon, 06 Apr 2026 20:51:40 GMT");
    assert_eq!(answer.headers["x-acs-request-id"], "A0F70847-0B2E-50A2-B6BE-2EF8EC575881");
}

#[tokio::test]
async fn every_refusal_has_its_code_and_status() {
    let client = Client::new(settings(3));
    let at = |action, version, query| client.request_of(action, version, query, START, action);
    let changed = |change: fn(&mut Request<Body>)| {
        let mut request = client.request("DescribeBatchTasks", &[]);
        change(&mut request);
        request
    };
    for (request, expected) in [
        (at("DescribeDBClusters", "2017-08-01", &[]), error(404, "InvalidAction.NotFound")),
        (at("describebatchtasks", "2017-08-01", &[]), error(404, "InvalidAction.NotFound")),
        (at("DescribeBatchTasks", "2014-05-26", &[]), error(404, "InvalidVersion")),
        (at("DescribeBatchTask", "2017-08-01", &[]), error(400, "MissingParameter")),
        (client.request("DescribeBatchTask", &[("BatchId", "")]), error(400, "MissingParameter")),
        (
            client.request("DescribeBatchTask", &[("BatchId", "x")]),
            error(404, "InvalidBatchId.NotFound"),
        ),
        (client.request("DescribeBatchTasks", &[("Status", "[]")]), error(400, "InvalidParameter")),
        (
            client.request("DescribeBatchTasks", &[("PageSize", "0")]),
            error(400, "InvalidParameter"),
        ),
        (
            changed(|r| *r.uri_mut() = "/?PageSize=5".parse().unwrap()),
            error(400, "SignatureDoesNotMatch"),
        ),
        (changed(|r| *r.uri_mut() = "/?a=1&a=1".parse().unwrap()), error(400, "InvalidParameter")),
        (changed(|r| *r.uri_mut() = "/rpc".parse().unwrap()), error(404, "InvalidApi.NotFound")),
        (
            changed(|r| *r.method_mut() = "PUT".parse().unwrap()),
            error(403, "UnsupportedHTTPMethod"),
        ),
        (
            changed(|r| *r.method_mut() = "GET".parse().unwrap()),
            error(400, "SignatureDoesNotMatch"),
        ),
        (changed(|r| r.headers_mut().clear()), error(400, "IncompleteSignature")),
        (
            changed(|r| {
                r.headers_mut().remove("x-acs-date");
            }),
            error(400, "MissingParameter"),
        ),
        (
            changed(|r| {
                r.headers_mut().insert("x-acs-more", HeaderValue::from_static("1"));
            }),
            error(400, "IncompleteSignature"),
        ),
        (
            changed(|r| *r.body_mut() = Body::from(vec![0; 2 << 20])),
            error(413, "RequestEntityTooLarge"),
        ),
        (Request::post("/").body(Body::empty()).unwrap(), error(400, "IncompleteSignature")),
    ] {
        let shown = format!("{} {} {:?}", request.method(), request.uri(), request.headers());
        assert_eq!(client.send(request).await.error(), expected, "{shown}");
    }
}

#[tokio::test]
async fn only_the_known_key_with_its_secret_and_token_is_let_in() {
    let with_token = credentials().with_security_token("token");
    for (known, used, expected) in [
        (
            credentials(),
            Credentials::new("other", "testAccessKeySecret"),
            error(404, "InvalidAccessKeyId.NotFound"),
        ),
        (
            credentials(),
            Credentials::new("testAccessKeyId", "other"),
            error(400, "SignatureDoesNotMatch"),
        ),
        (
            credentials(),
            with_token.clone(),
            error(400, "InvalidSecurityToken.MismatchWithAccessKey"),
        ),
        (with_token.clone(), credentials(), error(400, "MissingSecurityToken")),
    ] {
        let mut client = Client::new(simulator::Settings { credentials: known, ..settings(3) });
        client.credentials = used;
        assert_eq!(client.list(&[]).await.error(), expected);
    }
    let client = Client::new(simulator::Settings { credentials: with_token, ..settings(3) });
    assert_eq!(client.list(&[]).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_wrong_signature_s_message_echoes_the_request_with_its_token() {
    let known = credentials().with_security_token("canary");
    let mut client = Client::new(simulator::Settings { credentials: known, ..settings(3) });
    client.credentials = Credentials::new("testAccessKeyId", "wrong").with_security_token("canary");
    let message = client.list(&[]).await.json()["Message"].as_str().unwrap().to_owned();
    assert!(message.starts_with(
        "Specified signature is not matched with our calculation. server CanonicalRequest is:POST\n/\n"
    ));
    assert!(message.contains("\nx-acs-security-token:canary\n"), "{message}");
}

#[tokio::test]
async fn dates_may_be_off_by_a_quarter_of_an_hour() {
    let client = Client::new(settings(3));
    for (offset, accepted) in
        [(-CLOCK_OFF - 1, false), (-CLOCK_OFF, true), (CLOCK_OFF, true), (CLOCK_OFF + 1, false)]
    {
        let request = client.request_of(
            "DescribeBatchTasks",
            "2017-08-01",
            &[],
            START + offset,
            &offset.to_string(),
        );
        let answer = client.send(request).await;
        match accepted {
            true => assert_eq!(answer.status, StatusCode::OK, "{offset}"),
            false => assert_eq!(answer.error(), error(400, "InvalidTimeStamp.Expired"), "{offset}"),
        }
    }
}

#[tokio::test]
async fn a_nonce_works_once() {
    let client = Client::new(settings(3));
    let request = || client.request_of("DescribeBatchTasks", "2017-08-01", &[], START, "once");
    assert_eq!(client.send(request()).await.status, StatusCode::OK);
    client.wait(CLOCK_OFF);
    assert_eq!(client.send(request()).await.error(), error(400, "SignatureNonceUsed"));
}

#[tokio::test]
async fn an_official_sdk_s_requests_are_answered() {
    let wire = include_str!("../../acs3/tests/captures/20-node-DescribeBatchTasks.http");
    let client = Client::new(settings(3));
    client.wait(
        "2026-04-07T00:00:00Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap().timestamp()
            - START,
    );
    let (head, body) = wire.split_once("\r\n\r\n").unwrap();
    let request = head
        .lines()
        .skip(1)
        .map(|line| line.split_once(": ").unwrap())
        .fold(Request::post("/"), |request, (name, value)| request.header(name, value))
        .body(Body::from(body.lines().nth(1).unwrap()))
        .unwrap();
    let answer = client.send(request).await.json();
    assert_eq!(answer["PageSize"], json!(30));
    for row in answer["TaskList"].as_array().unwrap() {
        assert_eq!(row["Status"], "RUNNING");
    }
}
