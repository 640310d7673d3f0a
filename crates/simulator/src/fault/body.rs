//! Spoilt bytes, and the way to the JSON in a reply for those that spoil it.

use axum::body::Bytes;
use axum::http::{StatusCode, header};
use serde_json::Value;

use crate::reply::Reply;

/// How the bytes of a reply are spoilt, whatever they say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyFault {
    /// The body ends in the middle, and the HTTP says that this is all.
    Truncated,
    /// A byte order mark comes first.
    ByteOrderMark,
    /// There is no body, and this is the status.
    Empty(StatusCode),
}

/// A page of another service in the API's place: a sign-in of a captive portal, with a trap for
/// whoever shows it as HTML.
pub(super) const PAGE: &str = "<!doctype html>\n<html><head><title>Sign in</title></head>\n\
    <body onload=\"alert(1)\"><h1>Sign in to continue</h1></body></html>\n";

/// JSON that is not the API's.
pub(super) const OTHER_JSON: &str =
    r#"{"status":"ok","version":"2.14.0","items":[{"id":7,"name":"other"}],"next":null}"#;

impl BodyFault {
    pub(super) fn spoil(self, reply: &mut Reply) {
        match self {
            Self::Truncated => reply.body = reply.body.slice(..reply.body.len() / 2),
            Self::ByteOrderMark => reply.body = [b"\xef\xbb\xbf", &*reply.body].concat().into(),
            Self::Empty(status) => {
                reply.status = status;
                reply.headers.remove(header::CONTENT_TYPE);
                reply.body = Bytes::new();
            }
        }
    }
}

/// Changes the JSON of a success. Errors are left alone: what is to be spoilt is not in them.
pub(super) fn spoil_json(reply: &mut Reply, spoil: impl FnOnce(&mut Value)) {
    if reply.status != StatusCode::OK {
        return;
    }
    if let Ok(mut json) = serde_json::from_slice(&reply.body) {
        spoil(&mut json);
        reply.body = json.to_string().into();
    }
}
