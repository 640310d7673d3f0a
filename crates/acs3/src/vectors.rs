//! The seven vectors on which an independent signer and three official libraries agree.

use serde_json::Value;

use crate::{Credentials, Request, canonical_query, sign};

#[test]
fn every_step_of_every_vector_is_equal_byte_for_byte() {
    let vectors: Value =
        serde_json::from_str(include_str!("../tests/captures/vectors.json")).unwrap();
    let vectors = vectors.as_array().unwrap();
    assert_eq!(vectors.len(), 7);
    for vector in vectors {
        check(vector);
    }
}

fn check(vector: &Value) {
    let name = text(&vector["name"]);
    let headers = &vector["headers"];
    let expected = &vector["expect"];
    let query: Vec<(&str, &str)> = vector["query"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| (name.as_str(), text(value)))
        .collect();
    let request = Request {
        method: text(&vector["method"]),
        host: text(&headers["host"]),
        path: text(&vector["path"]),
        query: &query,
        action: text(&headers["x-acs-action"]),
        version: text(&headers["x-acs-version"]),
        content_type: headers["content-type"].as_str(),
        body: text(&vector["body"]).as_bytes(),
    };
    let date = text(&headers["x-acs-date"]).parse().unwrap();
    let signed =
        sign(&request, &credentials(vector), date, text(&headers["x-acs-signature-nonce"]));

    assert_eq!(canonical_query(&query), text(&expected["canonical_query"]), "{name}");
    assert_eq!(signed.canonical_request().expose(), text(&expected["canonical_request"]), "{name}");
    assert_eq!(signed.string_to_sign(), text(&expected["string_to_sign"]), "{name}");
    assert!(signed.string_to_sign().ends_with(text(&expected["hashed_canonical_request"])));
    let authorization = text(&expected["authorization"]);
    assert!(authorization.ends_with(text(&expected["signature"])));
    assert!(authorization.contains(text(&expected["signed_headers"])));
    let mut sent: Vec<(&str, &str)> = headers
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| (name.as_str(), text(value)))
        .collect();
    sent.sort_unstable();
    sent.push(("authorization", authorization));
    assert_eq!(signed.headers().collect::<Vec<_>>(), sent, "{name}");
}

fn credentials(vector: &Value) -> Credentials {
    let credentials = Credentials::new(text(&vector["ak"]), text(&vector["sk"]));
    match vector["headers"]["x-acs-security-token"].as_str() {
        Some(token) => credentials.with_security_token(token),
        None => credentials,
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}
