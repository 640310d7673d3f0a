//! Faults that spoil a whole reply or come in its place.

// In a test a panic is the message.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[allow(dead_code, reason = "each test file uses a part of the client")]
mod client;

use axum::body::Body;
use axum::http::Request;
use client::{Answer, Client, START, settings};
use serde_json::json;
use simulator::Fault;

/// The first reply under a fault.
async fn list(query: &str) -> Answer {
    let client = Client::new(settings(3));
    client.handle().set_fault(Fault::parse(query).unwrap());
    client.list(&[]).await
}

#[tokio::test]
async fn a_page_comes_in_place_of_the_api() {
    for (query, status) in
        [("kind=html", 200), ("kind=html&status=502", 502), ("kind=html&status=404", 404)]
    {
        let answer = list(query).await;
        assert_eq!(answer.status, status, "{query}");
        assert_eq!(answer.headers["content-type"], "text/html; charset=utf-8", "{query}");
        assert_eq!(
            answer.body,
            "<!doctype html>\n<html><head><title>Sign in</title></head>\n\
             <body onload=\"alert(1)\"><h1>Sign in to continue</h1></body></html>\n"
        );
    }
}

#[tokio::test]
async fn json_of_another_api_comes_in_its_place() {
    let answer = list("kind=other_json").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.headers["content-type"], "application/json;charset=utf-8");
    assert_eq!(
        answer.body,
        r#"{"status":"ok","version":"2.14.0","items":[{"id":7,"name":"other"}],"next":null}"#
    );
}

#[tokio::test]
async fn the_bytes_of_its_own_reply_are_spoilt() {
    let own = Client::new(settings(3)).list(&[]).await.body;
    for (query, status, body) in [
        ("kind=bom", 200, format!("\u{feff}{own}")),
        ("kind=empty_body", 204, String::new()),
        ("kind=empty_body&status=200", 200, String::new()),
        ("kind=empty_body&status=500", 500, String::new()),
    ] {
        let answer = list(query).await;
        assert_eq!((answer.status.as_u16(), answer.body), (status, body), "{query}");
        assert_eq!(answer.headers.contains_key("content-type"), query == "kind=bom", "{query}");
    }
    // Cut in bytes: a letter may be cut too.
    let client = Client::new(settings(3));
    client.handle().set_fault(Fault::parse("kind=truncated").unwrap());
    let (_, _, body) = client.list_in_bytes().await;
    assert_eq!(&*body, &own.as_bytes()[..own.len() / 2]);
}

#[tokio::test]
async fn throttling_has_three_forms() {
    for (query, status, code, retry_after, acs_retry_after) in [
        ("kind=throttled", 400, "Throttling.User", None, None),
        ("kind=throttled&status=400&wait_ms=9", 400, "Throttling.User", None, None),
        ("kind=throttled&status=429", 429, "Throttling.Api", Some("2"), None),
        ("kind=throttled&status=429&wait_ms=2001", 429, "Throttling.Api", Some("3"), None),
        ("kind=throttled&status=503", 503, "Throttling", None, Some("2000")),
        ("kind=throttled&status=503&wait_ms=1500", 503, "Throttling", None, Some("1500")),
        ("kind=error&code=ServiceUnavailable", 503, "ServiceUnavailable", None, Some("2000")),
    ] {
        let answer = list(query).await;
        assert_eq!(answer.error(), (status, code.to_owned()), "{query}");
        let header = |name| answer.headers.get(name).map(|value| value.to_str().unwrap());
        assert_eq!(header("retry-after"), retry_after, "{query}");
        assert_eq!(header("x-acs-retry-after"), acs_retry_after, "{query}");
    }
}

#[tokio::test]
async fn every_error_comes_with_its_status_in_the_cloud_s_envelope() {
    for (code, status) in [
        ("Throttling", 503),
        ("Throttling.User", 400),
        ("Throttling.Api", 429),
        ("Rejected.Throttling", 400),
        ("ServiceUnavailable", 503),
        ("InternalError", 500),
        ("InvalidAccessKeyId.NotFound", 404),
        ("InvalidAccessKeyId.Inactive", 400),
        ("SignatureDoesNotMatch", 400),
        ("IncompleteSignature", 400),
        ("InvalidSecurityToken.Expired", 400),
        ("InvalidSecurityToken.Malformed", 400),
        ("InvalidSecurityToken.MismatchWithAccessKey", 403),
        ("MissingSecurityToken", 400),
        ("InvalidTimeStamp.Expired", 400),
        ("InvalidTimeStamp.Format", 400),
        ("IllegalTimestamp", 400),
        ("SignatureNonceUsed", 400),
        ("Forbidden", 403),
        ("Forbidden.RAM", 403),
        ("NoPermission", 403),
        ("MissingParameter", 400),
        ("InvalidParameter", 400),
        ("InvalidApi.NotFound", 404),
        ("InvalidAction", 404),
        ("InvalidAction.NotFound", 404),
        ("InvalidVersion", 404),
        ("UnsupportedHTTPMethod", 403),
        ("InvalidBatchId.NotFound", 404),
        ("ResourceNotFound", 404),
    ] {
        let answer = list(&format!("kind=error&code={code}")).await;
        assert_eq!(answer.error(), (status, code.to_owned()));
        let body = answer.json();
        assert_eq!(body["RequestId"], "A0F70847-0B2E-50A2-B6BE-2EF8EC575881", "{code}");
        assert_eq!(body["HostId"], "polardb.aliyuncs.com", "{code}");
        assert!(!body["Message"].as_str().unwrap().is_empty(), "{code}");
        assert!(body["Recommend"].as_str().unwrap().contains(&format!("?q={code}&")), "{code}");
        assert_eq!(body.get("AccessDeniedDetail").is_some(), code == "Forbidden.RAM", "{code}");
        let answer = list(&format!("kind=error&code={code}&status=502")).await;
        assert_eq!(answer.error(), (502, code.to_owned()));
    }
    assert_eq!(simulator::ApiError::all().count(), 30);
}

#[tokio::test]
async fn a_missing_permission_is_named_by_the_action_that_was_asked() {
    for action in ["DescribeBatchTasks", "DescribeBatchTask"] {
        let client = Client::new(settings(3));
        client.handle().set_fault(Fault::parse("kind=error&code=Forbidden.RAM").unwrap());
        let body = client.send(client.request(action, &[])).await.json();
        assert_eq!(
            body["AccessDeniedDetail"],
            json!({
                "AuthAction": format!("polardb:{action}"),
                "AuthPrincipalType": "SubUser",
                "AuthPrincipalOwnerId": "1000000000000001",
                "AuthPrincipalDisplayName": "200000000000000002",
                "PolicyType": "AccountLevelIdentityBasedPolicy",
                "NoPermissionType": "ImplicitDeny",
            })
        );
    }
}

#[tokio::test]
async fn a_wrong_signature_s_message_echoes_the_token() {
    let mut client = Client::new(settings(3));
    client.credentials = client.credentials.with_security_token("canary");
    client.handle().set_fault(Fault::parse("kind=error&code=SignatureDoesNotMatch").unwrap());
    let message = client.list(&[("PageSize", "3")]).await.json()["Message"].to_string();
    for part in [
        "server CanonicalRequest is:POST\\n/\\nPageSize=3\\nhost:polardb.aliyuncs.com\\n",
        "\\nx-acs-security-token:canary\\n",
    ] {
        assert!(message.contains(part), "{message}");
    }
}

#[tokio::test]
async fn the_clock_is_wrong_in_what_it_refuses_and_in_what_it_says() {
    for (query, date, answered) in [
        ("kind=clock", "Mon, 06 Apr 2026 21:11:40 GMT", false),
        ("kind=clock&seconds=-1200", "Mon, 06 Apr 2026 20:31:40 GMT", false),
        ("kind=clock&seconds=+901", "Mon, 06 Apr 2026 21:06:41 GMT", false),
        ("kind=clock&seconds=901", "Mon, 06 Apr 2026 21:06:41 GMT", false),
        ("kind=clock&seconds=-60", "Mon, 06 Apr 2026 20:50:40 GMT", true),
    ] {
        let client = Client::new(settings(3));
        client.handle().set_fault(Fault::parse(query).unwrap());
        let answer = client.list(&[]).await;
        assert_eq!(answer.headers["date"], date, "{query}");
        let expected = if answered { json!(null) } else { json!("InvalidTimeStamp.Expired") };
        assert_eq!(answer.json()["Code"], expected, "{query}");
    }
    // A caller that follows the clock is answered, with the tasks as of then.
    let client = Client::new(settings(3));
    client.handle().set_fault(Fault::parse("kind=clock&seconds=1200").unwrap());
    let late = client.request_of("DescribeBatchTasks", "2017-08-01", &[], START + 1200, "late");
    assert_eq!(client.send(late).await.json()["TotalCount"], 23);
}

#[tokio::test]
async fn its_own_reply_is_spoilt_after_the_request_was_verified() {
    for (query, status) in [
        ("kind=odd_counts", 400),
        ("kind=list&form=null", 400),
        ("kind=bom", 400),
        ("kind=other_json", 200),
        ("kind=error&code=InternalError", 500),
    ] {
        let client = Client::new(settings(3));
        client.handle().set_fault(Fault::parse(query).unwrap());
        let unsigned = Request::post("/").body(Body::empty()).unwrap();
        let answer = client.send(unsigned).await;
        assert_eq!(answer.status, status, "{query}");
        assert_eq!(answer.body.contains("IncompleteSignature"), status == 400, "{query}");
    }
}
