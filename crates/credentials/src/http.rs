//! Requests for keys: bounded in time and size, through no proxy, and with errors that repeat nothing.

use std::time::Duration;

use reqwest::header::{AUTHORIZATION, CONTENT_LENGTH, DATE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, RequestBuilder, StatusCode};
use serde::Deserialize;

use crate::fetch_error::FetchError;

/// The most bytes of a reply that are read.
const LARGEST_REPLY: usize = 64 * 1024;

const USER_AGENT: &str = concat!("alibaba-cloud-credentials-rust/", env!("CARGO_PKG_VERSION"));

#[derive(Deserialize)]
struct Envelope {
    #[serde(rename = "Code")]
    code: String,
}

/// A client that waits so long for a whole reply, and follows no redirect. For plain http it needs no certificates, which
/// a bare container may lack.
pub(super) fn client(is_plain: bool, patience: Duration) -> Result<Client, FetchError> {
    // Refused only if a provider is set already, which then serves as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(patience.min(Duration::from_secs(3)))
        .timeout(patience)
        .user_agent(USER_AGENT);
    let builder = if is_plain { builder.tls_certs_only([]) } else { builder };
    builder.build().map_err(|_| FetchError::Tls)
}

/// The headers of a signed request without a body; none if a value cannot be sent.
pub(super) fn header_map(signed: &acs3::Signed) -> Option<HeaderMap> {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    for (name, value) in signed.headers() {
        let mut value = HeaderValue::from_str(value).ok()?;
        value.set_sensitive(name == AUTHORIZATION || name == "x-acs-security-token");
        headers.insert(HeaderName::from_static(name), value);
    }
    Some(headers)
}

/// Whether an error with this code, from STS or another service of the cloud, refuses the time of the request.
pub fn is_clock_error(code: &str) -> bool {
    ["InvalidTimeStamp", "IllegalTimestamp"].iter().any(|prefix| code.starts_with(prefix))
}

/// A reply of `who`, whole.
pub(super) struct Reply {
    who: &'static str,
    status: StatusCode,
    date: Option<String>,
    body: Vec<u8>,
}

/// Sends `request` and reads the reply.
pub(super) async fn send(who: &'static str, request: RequestBuilder) -> Result<Reply, FetchError> {
    let unreachable = |_| FetchError::Unreachable(who);
    let mut response = request.send().await.map_err(unreachable)?;
    let status = response.status();
    let date = response.headers().get(DATE).and_then(|date| date.to_str().ok()).map(str::to_owned);
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(unreachable)? {
        if body.len() + chunk.len() > LARGEST_REPLY {
            return Err(FetchError::NotAKey(who));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Reply { who, status, date, body })
}

impl Reply {
    /// The body of a success.
    pub(super) fn text(self) -> Result<String, FetchError> {
        if !self.status.is_success() {
            let code = self.code().unwrap_or_else(|| "without a code".to_owned());
            return Err(FetchError::Refused { who: self.who, status: self.status.as_u16(), code });
        }
        String::from_utf8(self.body).map_err(|_| FetchError::NotAKey(self.who))
    }

    /// When it was sent, if it is an error for the time of the request.
    pub(super) fn date_of_clock_error(&self) -> Option<&str> {
        let is_of_the_clock = self.code().is_some_and(|code| is_clock_error(&code));
        self.date.as_deref().filter(|_| !self.status.is_success() && is_of_the_clock)
    }

    fn code(&self) -> Option<String> {
        let is_code = |code: &String| {
            let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
            code.len() <= 64 && code.bytes().all(is_plain)
        };
        serde_json::from_slice::<Envelope>(&self.body)
            .ok()
            .map(|envelope| envelope.code)
            .filter(is_code)
    }
}
