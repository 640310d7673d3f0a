//! Requests for keys: bounded in time and size, through no proxy, and with errors that repeat nothing.

use std::time::Duration;

use reqwest::{Client, RequestBuilder};
use serde::Deserialize;

use super::fetch::FetchError;

/// The most bytes of a reply that are read.
const LARGEST_REPLY: usize = 64 * 1024;

#[derive(Deserialize)]
struct Envelope {
    #[serde(rename = "Code")]
    code: String,
}

/// A client; one for plain http needs no certificates, of which a bare container may have none.
pub(super) fn client(is_plain: bool, patience: Duration) -> Result<Client, FetchError> {
    // Refused only where a provider is set already, which then serves as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(patience.min(Duration::from_secs(3)))
        .timeout(patience)
        .user_agent(concat!("batch-proxy/", env!("CARGO_PKG_VERSION")));
    if is_plain {
        builder = builder.tls_certs_only([]);
    }
    builder.build().map_err(|_| FetchError::Tls)
}

/// The body of a successful reply of `who`.
pub(super) async fn read(who: &'static str, request: RequestBuilder) -> Result<String, FetchError> {
    let unreachable = |_| FetchError::Unreachable(who);
    let mut response = request.send().await.map_err(unreachable)?;
    let status = response.status();
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(unreachable)? {
        if body.len() + chunk.len() > LARGEST_REPLY {
            return Err(FetchError::NotAKey(who));
        }
        body.extend_from_slice(&chunk);
    }
    if !status.is_success() {
        let code = serde_json::from_slice::<Envelope>(&body).map(|envelope| envelope.code);
        let is_code = |code: &String| {
            let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
            code.len() <= 64 && code.bytes().all(is_plain)
        };
        let code = code.ok().filter(is_code).unwrap_or_else(|| "without a code".to_owned());
        return Err(FetchError::Refused { who, status: status.as_u16(), code });
    }
    String::from_utf8(body).map_err(|_| FetchError::NotAKey(who))
}
