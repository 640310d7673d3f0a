//! Whose key it is, and signatures of another version.

// In a test a panic is the message.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[allow(dead_code, reason = "each test file uses a part of the client")]
mod client;

use axum::body::Body;
use axum::http::Request;
use client::{Client, START, credentials, settings};
use serde_json::json;
use simulator::{Fault, Settings};

#[tokio::test]
async fn sts_says_whose_key_it_is() {
    let client = Client::new(settings(3));
    let ask = |nonce| client.request_of("GetCallerIdentity", "2015-04-01", &[], START, nonce);
    let identity = client.send(ask("1")).await.json();
    assert_eq!(
        identity,
        json!({
            "RequestId": identity["RequestId"],
            "IdentityType": "RAMUser",
            "AccountId": "1000000000000001",
            "UserId": "200000000000000002",
            "PrincipalId": "200000000000000002",
            "Arn": "acs:ram::1000000000000001:user/batch-tasks",
        })
    );
    let wrong = client.request_of("GetCallerIdentity", "2017-08-01", &[], START, "2");
    assert_eq!(client.send(wrong).await.error(), (404, "InvalidVersion".to_owned()));

    let known = credentials().with_security_token("token");
    let client = Client::new(Settings { credentials: known, ..settings(3) });
    let ask = client.request_of("GetCallerIdentity", "2015-04-01", &[], START, "1");
    let identity = client.send(ask).await.json();
    assert_eq!(identity["IdentityType"], "AssumedRoleUser");
    assert_eq!(identity["AccountId"], "1000000000000001");
}

#[tokio::test]
async fn faults_meet_that_call_only_where_they_name_it() {
    let client = Client::new(settings(3));
    let ask = |nonce| client.request_of("GetCallerIdentity", "2015-04-01", &[], START, nonce);
    client.handle().set_fault(Fault::parse("kind=throttled&status=429").unwrap());
    assert_eq!(client.send(ask("first")).await.status, 200);
    assert_eq!(client.list(&[]).await.status, 429);
    client.handle().clear();
    let named = "kind=throttled&status=429&action=GetCallerIdentity";
    client.handle().set_fault(Fault::parse(named).unwrap());
    assert_eq!(client.send(ask("second")).await.status, 429);
    assert_eq!(client.list(&[]).await.status, 200);
}

#[tokio::test]
async fn a_request_signed_by_version_1_is_refused_with_the_reason() {
    let client = Client::new(settings(3));
    let signed = "AccessKeyId=testAccessKeyId&Action=DescribeBatchTasks&Format=JSON\
                  &Signature=VyBL52idtt%2BoImX0NZC%2B2ngk15Q%3D&SignatureMethod=HMAC-SHA1\
                  &SignatureNonce=1&SignatureVersion=1.0&Timestamp=2026-04-06T20%3A51%3A40Z\
                  &Version=2017-08-01";
    let form = "application/x-www-form-urlencoded";
    for request in [
        Request::get(format!("/?{signed}")).body(Body::empty()).unwrap(),
        Request::post("/").header("content-type", form).body(Body::from(signed)).unwrap(),
    ] {
        let answer = client.send(request).await;
        assert_eq!(answer.error(), (400, "IncompleteSignature".to_owned()));
        let message = answer.json()["Message"].as_str().unwrap().to_owned();
        assert!(message.starts_with("The request is signed by signature version 1"), "{message}");
        assert!(message.contains("ACS3-HMAC-SHA256 in the header Authorization"), "{message}");
        assert!(!answer.body.contains("VyBL52"), "{}", answer.body);
    }
}
