//! From a request and credentials to the headers to send.

use std::fmt;

use chrono::{DateTime, Utc};

use crate::canonical::{self, Canonical};
use crate::{ALGORITHM, Credentials, DATE_FORMAT, Secret, canonical_query};

/// A request to be signed.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// `POST`, `GET`, …, in upper case.
    pub method: &'a str,
    /// The `Host` header as it will be sent: with the port unless it is the scheme's own.
    pub host: &'a str,
    /// The path as it will be sent, percent-encoded: `/` for RPC-style products.
    pub path: &'a str,
    /// The query's parameters, decoded, in any order, each name once. Send them as
    /// [`canonical_query`] writes them, or with the same meaning.
    pub query: &'a [(&'a str, &'a str)],
    /// The operation, e.g. `DescribeBatchTasks`.
    pub action: &'a str,
    /// The product's API version, e.g. `2017-08-01`.
    pub version: &'a str,
    /// The `Content-Type` header, when one is sent.
    pub content_type: Option<&'a str>,
    /// The body's bytes as they will be sent.
    pub body: &'a [u8],
}

/// A signed request: the headers to send, and the texts a signature can be debugged with.
#[derive(Clone)]
pub struct Signed {
    headers: Vec<(&'static str, String)>,
    canonical_request: Secret,
    string_to_sign: String,
}

impl Signed {
    /// The headers to send, names in lower case: all that were signed (`host` and `content-type`
    /// too, which many HTTP clients set themselves; they must not come out different), and
    /// `authorization`.
    pub fn headers(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.headers.iter().map(|(name, value)| (*name, value.as_str()))
    }

    /// The canonical request, to be compared with the one that a server's `SignatureDoesNotMatch`
    /// echoes. A secret, since it holds the security token.
    pub fn canonical_request(&self) -> &Secret {
        &self.canonical_request
    }

    /// The text that was signed: the algorithm and the canonical request's hash.
    pub fn string_to_sign(&self) -> &str {
        &self.string_to_sign
    }
}

impl fmt::Debug for Signed {
    /// Names the headers without their values, one of which may be the security token.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.iter().map(|(name, _)| name).collect();
        formatter
            .debug_struct("Signed")
            .field("headers", &names)
            .field("string_to_sign", &self.string_to_sign)
            .finish_non_exhaustive()
    }
}

/// Signs `request` as of `date` (within 15 minutes of the server's clock) with `nonce`, a text
/// that was never sent before: sign again for each attempt.
///
/// The texts go into headers as they are, so whatever builds the HTTP request has to refuse
/// control characters in them, as HTTP libraries do.
pub fn sign(
    request: &Request<'_>,
    credentials: &Credentials,
    date: DateTime<Utc>,
    nonce: &str,
) -> Signed {
    let body_sha256 = canonical::sha256_hex(request.body);
    let mut headers = signed_headers(request, credentials);
    headers.push(("x-acs-content-sha256", body_sha256.clone()));
    headers.push(("x-acs-date", date.format(DATE_FORMAT).to_string()));
    headers.push(("x-acs-signature-nonce", nonce.to_owned()));
    headers.sort_unstable();

    let pairs: Vec<_> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let canonical = Canonical {
        method: request.method,
        path: request.path,
        query: &canonical_query(request.query),
        headers: &pairs,
        body_sha256: &body_sha256,
    };
    let canonical_request = Secret::new(canonical.text());
    let string_to_sign = canonical::string_to_sign(canonical_request.expose());
    let authorization = format!(
        "{ALGORITHM} Credential={},SignedHeaders={},Signature={}",
        credentials.access_key_id,
        canonical.signed_headers(),
        canonical::signature(&credentials.access_key_secret, &string_to_sign)
    );
    headers.push(("authorization", authorization));
    Signed { headers, canonical_request, string_to_sign }
}

/// The headers that say what is asked and who asks; those that make it unique come on top.
fn signed_headers(request: &Request<'_>, credentials: &Credentials) -> Vec<(&'static str, String)> {
    let mut headers = vec![
        ("host", request.host.to_owned()),
        ("x-acs-action", request.action.to_owned()),
        ("x-acs-version", request.version.to_owned()),
    ];
    if let Some(content_type) = request.content_type {
        headers.push(("content-type", content_type.to_owned()));
    }
    if let Some(token) = &credentials.security_token {
        // The official SDKs name the key again beside its token.
        headers.push(("x-acs-accesskey-id", credentials.access_key_id.clone()));
        headers.push(("x-acs-security-token", token.expose().to_owned()));
    }
    headers
}
