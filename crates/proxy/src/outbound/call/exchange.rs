//! One request to PolarDB and its reply over HTTP, bounded in size.

mod body;
mod gzip;
mod times;

use std::time::Duration;

use axum::body::Bytes;
use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue,
};
use reqwest::{RequestBuilder, Response};

use crate::outbound::ambient::{Ambient, http_date};
use crate::outbound::passage::Passage;
use crate::outbound::upstream::Upstream;
use crate::outbound::verdict::UpstreamReply;
use crate::refusal::Refusal;

/// The most bytes of a reply that are read: 16 MiB.
pub const LARGEST_REPLY: usize = 16 * 1024 * 1024;

/// Sends `request` and reads the reply; `clock` says when it came.
pub(super) async fn reply(
    request: RequestBuilder,
    upstream: &Upstream,
    patience: Duration,
    clock: &dyn Ambient,
    passage: Option<&mut Passage<'_>>,
) -> Result<UpstreamReply, Refusal> {
    match request.send().await {
        Ok(response) => read(response, clock, passage).await,
        Err(error) if error.is_timeout() => Err(Refusal::UpstreamTimeout(patience)),
        Err(error) => {
            let is_connected = !error.is_connect();
            let what = if is_connected { "broke the connection" } else { "could not be reached" };
            let way = upstream.http_proxy().map_or("", |_| " through the HTTP proxy");
            let what = format!("{what}{way}");
            let cause = root_cause(&error);
            tracing::warn!(%upstream, %cause, "the upstream {what}");
            Err(Refusal::Disconnected(format!("{} {what}: {cause}", upstream.authority())))
        }
    }
}

/// The headers of a signed request without a body.
pub(crate) fn header_map(signed: &acs3::Signed) -> Result<HeaderMap, Refusal> {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    // Left out of an empty request by default, but the official SDKs send it.
    headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    for (name, value) in signed.headers() {
        let mut value = HeaderValue::from_str(value)
            .map_err(|_| Refusal::BadGateway(format!("the header {name} cannot be sent")))?;
        let is_secret = name == AUTHORIZATION || name == "x-acs-security-token";
        value.set_sensitive(is_secret);
        headers.insert(HeaderName::from_static(name), value);
    }
    Ok(headers)
}

async fn read(
    mut response: Response,
    clock: &dyn Ambient,
    passage: Option<&mut Passage<'_>>,
) -> Result<UpstreamReply, Refusal> {
    if let Some(passage) = &passage {
        passage.turn.heard();
    }
    let headers = response.headers();
    let date = times::date(headers);
    let mut reply = UpstreamReply {
        status: response.status().as_u16(),
        request_id: headers
            .get("x-acs-request-id")
            .and_then(|id| Some(id.to_str().ok()?.to_owned())),
        date: date.map(http_date),
        retry_after: times::wait(headers, date.unwrap_or_else(|| clock.now())),
        says_when: times::WAITS.iter().any(|name| headers.contains_key(*name)),
        answers_for_sts: headers.contains_key(simulator::SIMULATED),
        body: Bytes::new(),
        cut: None,
    };
    let body = body::read(&mut response, passage).await?;
    (reply.body, reply.cut) = (body.bytes, body.cut);
    Ok(reply)
}

/// The innermost error: the outer ones repeat the URL.
fn root_cause(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    cause.to_string()
}
