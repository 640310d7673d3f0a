//! Requests for keys: bounded in time and size, through no proxy, and with errors that repeat nothing.

use std::time::Duration;

use reqwest::header::DATE;
use reqwest::{Client, RequestBuilder, StatusCode};
use serde::Deserialize;

use super::fetch_error::FetchError;
use crate::outbound::http_client;
use crate::outbound::verdict::is_clock_error;

/// The most bytes of a reply that are read.
const LARGEST_REPLY: usize = 64 * 1024;

#[derive(Deserialize)]
struct Envelope {
    #[serde(rename = "Code")]
    code: String,
}

/// A client that waits so long for a whole reply.
pub(super) fn client(is_plain: bool, patience: Duration) -> Result<Client, FetchError> {
    let connecting = patience.min(Duration::from_secs(3));
    let client = http_client::builder(is_plain, connecting).timeout(patience).build();
    client.map_err(|_| FetchError::Tls)
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
