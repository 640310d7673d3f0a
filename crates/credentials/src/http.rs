//! Requests for keys: bounded in time and size, without redirects, and with errors that repeat nothing.

use std::error::Error;
use std::time::Duration;

use reqwest::header::{AUTHORIZATION, CONTENT_LENGTH, DATE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, RequestBuilder, StatusCode};
use serde_json::Value;

use crate::fetch_error::FetchError;
use crate::http_proxy::HttpProxy;
use crate::text;

/// The most bytes of a reply that are read.
pub(crate) const LARGEST_REPLY: usize = 64 * 1024;

/// How to reach a service.
pub(crate) struct Way<'a> {
    /// As errors name it.
    pub(crate) who: &'static str,
    /// Plain http, which needs no certificates; a bare container may lack them.
    pub(crate) is_plain: bool,
    /// How long a whole reply may take.
    pub(crate) patience: Duration,
    pub(crate) user_agent: &'a str,
    pub(crate) http_proxy: Option<&'a HttpProxy>,
}

impl Way<'_> {
    pub(crate) fn client(&self) -> Result<Client, FetchError> {
        // Refused only if a provider is set already, which then serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut builder = Client::builder()
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(self.patience.min(Duration::from_secs(3)))
            .timeout(self.patience)
            .user_agent(self.user_agent);
        if let Some(proxy) = self.http_proxy {
            builder = builder.proxy(proxy.for_client().map_err(|_| FetchError::HttpProxy)?);
        }
        if self.is_plain {
            builder = builder.tls_certs_only([]);
        }
        builder.build().map_err(|_| FetchError::Tls)
    }

    /// Sends a request and reads the reply.
    pub(crate) async fn send(&self, request: RequestBuilder) -> Result<Reply, FetchError> {
        let who = self.who;
        let mut response = request.send().await.map_err(|error| self.no_reply(&error))?;
        let status = response.status();
        let date = response.headers().get(DATE);
        let date = date.and_then(|date| date.to_str().ok()).map(str::to_owned);
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| self.no_reply(&error))? {
            if body.len() + chunk.len() > LARGEST_REPLY {
                return Err(FetchError::NotAKey(who));
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Reply { who, status, date, body })
    }

    fn no_reply(&self, error: &reqwest::Error) -> FetchError {
        let who = self.who;
        if error.is_timeout() {
            return FetchError::Silent { who, seconds: self.patience.as_secs() };
        }
        FetchError::Unreachable { who, cause: root_cause(error) }
    }
}

/// The innermost error, since the outer ones repeat the URL.
fn root_cause(error: &reqwest::Error) -> String {
    let mut cause: &dyn Error = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    match cause.downcast_ref::<std::io::Error>() {
        // Without the number of the error.
        Some(io) if io.raw_os_error().is_some() => io.kind().to_string(),
        _ => cause.to_string(),
    }
}

/// The headers of a signed request without a body; none if a value cannot be sent.
pub(crate) fn header_map(signed: &acs3::Signed) -> Option<HeaderMap> {
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

/// A whole reply.
pub(crate) struct Reply {
    who: &'static str,
    pub(crate) status: StatusCode,
    date: Option<String>,
    body: Vec<u8>,
}

impl Reply {
    /// The body of a success.
    pub(crate) fn text(self) -> Result<String, FetchError> {
        if !self.status.is_success() {
            let code = self.code().unwrap_or_else(|| "without a code".to_owned());
            return Err(FetchError::Refused { who: self.who, status: self.status.as_u16(), code });
        }
        text::decode(&self.body).ok_or(FetchError::NotAKey(self.who))
    }

    /// The body of a success, which has to be JSON.
    pub(crate) fn json(self) -> Result<Value, FetchError> {
        let who = self.who;
        text::json(self.text()?.as_bytes()).ok_or(FetchError::NotAKey(who))
    }

    /// When it was sent, if it is an error for the time of the request.
    pub(crate) fn date_of_clock_error(&self) -> Option<&str> {
        let is_of_the_clock = self.code().is_some_and(|code| is_clock_error(&code));
        self.date.as_deref().filter(|_| !self.status.is_success() && is_of_the_clock)
    }

    fn code(&self) -> Option<String> {
        let is_code = |code: &String| {
            let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
            code.len() <= 64 && code.bytes().all(is_plain)
        };
        let code = text::json(&self.body)?.get("Code")?.as_str()?.to_owned();
        Some(code).filter(is_code)
    }
}
