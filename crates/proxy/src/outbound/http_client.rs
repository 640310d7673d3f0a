//! The HTTP client for PolarDB and STS: through the configured proxy only, following no redirect.

use std::time::Duration;

use reqwest::{Client, ClientBuilder};

use super::upstream::Upstream;

/// A client that connects within `patience`; one for plain http alone needs no certificates, of which a bare container
/// may have none.
pub(crate) fn builder(
    upstream: &Upstream,
    patience: Duration,
) -> Result<ClientBuilder, reqwest::Error> {
    // Refused only where a provider is set already, which then serves as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(patience)
        .user_agent(concat!("batch-proxy/", env!("CARGO_PKG_VERSION")));
    if let Some(proxy) = upstream.http_proxy() {
        builder = builder.proxy(proxy.for_client()?);
    }
    if upstream.is_plain() {
        builder = builder.tls_certs_only([]);
    }
    Ok(builder)
}
