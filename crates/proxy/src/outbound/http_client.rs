//! The HTTP client for PolarDB and for where keys come from: through no proxy, following no redirect.

use std::time::Duration;

use reqwest::ClientBuilder;

/// A client that connects within `patience`; one for plain http alone needs no certificates, of which a bare container
/// may have none.
pub(crate) fn builder(is_plain: bool, patience: Duration) -> ClientBuilder {
    // Refused only where a provider is set already, which then serves as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let builder = ClientBuilder::new()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(patience)
        .user_agent(concat!("batch-proxy/", env!("CARGO_PKG_VERSION")));
    if is_plain { builder.tls_certs_only([]) } else { builder }
}
