//! What holds for any request: signing and verifying agree, and no text makes the verifier panic.

use chrono::DateTime;
use proptest::prelude::*;

use crate::{Credentials, Received, Request, canonical_query, sign, verify};

proptest! {
    #[test]
    fn what_was_signed_verifies(
        query in prop::collection::btree_map(any::<String>(), any::<String>(), 0..5),
        body in any::<Vec<u8>>(),
        secret in any::<String>(),
        token in prop::option::of("[!-~]{1,40}"),
        nonce in "[!-~]{1,40}",
        seconds in 0_i64..4_000_000_000,
    ) {
        let mut credentials = Credentials::new("key", secret);
        if let Some(token) = &token {
            credentials = credentials.with_security_token(token);
        }
        let query: Vec<_> = query.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let request = Request {
            method: "POST",
            host: "127.0.0.1:8080",
            path: "/",
            query: &query,
            action: "Act",
            version: "2017-08-01",
            content_type: Some("application/octet-stream"),
            body: &body,
        };
        let date = DateTime::from_timestamp(seconds, 0).unwrap();
        let signed = sign(&request, &credentials, date, &nonce);
        let headers: Vec<_> = signed.headers().map(|(n, v)| (n, v.as_bytes())).collect();
        let received = Received {
            method: "POST",
            path: "/",
            query: &canonical_query(&query).replace("%20", "+"),
            headers: &headers,
            body: &body,
        };
        let authenticated = verify(received, |_| Some(credentials)).unwrap();
        prop_assert_eq!(authenticated.date, date);
        prop_assert_eq!(authenticated.nonce, nonce);
        prop_assert_eq!(authenticated.security_token.map(|t| t.expose().to_owned()), token);
    }

    #[test]
    fn no_text_makes_the_verifier_panic(
        (method, path, query) in any::<(String, String, String)>(),
        authorization in "(ACS3-HMAC-SHA256 )?(Credential=.{0,3},?|SignedHeaders=[a-z;-]{0,9},?|Signature=[0-9a-f]{60,66},?|.){0,4}",
        values in prop::collection::vec(any::<Vec<u8>>(), 7),
        body in any::<Vec<u8>>(),
    ) {
        let names = ["host", "x-acs-action", "x-acs-version", "x-acs-date",
            "x-acs-signature-nonce", "x-acs-content-sha256", "X-é"];
        let headers: Vec<_> = names.into_iter().zip(values.iter().map(Vec::as_slice))
            .chain([("authorization", authorization.as_bytes())]).collect();
        let received =
            Received { method: &method, path: &path, query: &query, headers: &headers, body: &body };
        prop_assert!(verify(received, |id| Some(Credentials::new(id, "secret"))).is_err());
    }
}
