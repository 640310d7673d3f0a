//! From a received request to who sent it.

use chrono::{DateTime, NaiveDateTime, Utc};
use subtle::ConstantTimeEq;

use crate::authorization::Authorization;
use crate::canonical::{self, Canonical};
use crate::headers::Headers;
use crate::{Credentials, DATE_FORMAT, Secret, VerifyError, canonical_query, decode_query};

/// A request as it came over the wire. Without `Debug`, for its headers hold the security token.
#[derive(Clone, Copy)]
pub struct Received<'a> {
    /// `POST`, `GET`, ….
    pub method: &'a str,
    /// The path as it came, still encoded.
    pub path: &'a str,
    /// The query as it came, without the `?`; empty when there is none.
    pub query: &'a str,
    /// Names in any case, and values, as they came. HTTP/2 has no `host`: give `:authority` by
    /// that name.
    pub headers: &'a [(&'a str, &'a [u8])],
    /// The whole body.
    pub body: &'a [u8],
}

/// What a valid signature vouches for. Whether `date` is recent and `nonce` is new is the
/// caller's to check, for that takes a clock and a memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authenticated {
    /// Whose key signed.
    pub access_key_id: String,
    /// The operation asked for.
    pub action: String,
    /// The API version asked for.
    pub version: String,
    /// When the request was signed, by the sender's clock.
    pub date: DateTime<Utc>,
    /// What makes this request one of its kind.
    pub nonce: String,
    /// The token of temporary credentials, equal to the one that the lookup gave.
    pub security_token: Option<Secret>,
}

/// Checks the signature of `received` with the credentials that `lookup` finds for its access key
/// id. The canonical request is rebuilt from the headers that the request itself names as signed,
/// and from its query decoded and encoded anew, since clients write the same query differently.
///
/// # Errors
/// [`VerifyError`] says what is wrong; nothing of the request can then be trusted. `host`, every
/// `x-acs-*` header, and `content-type` where there is a body, must be signed.
pub fn verify(
    received: Received<'_>,
    lookup: impl FnOnce(&str) -> Option<Credentials>,
) -> Result<Authenticated, VerifyError> {
    let headers = Headers::collect(received.headers);
    let authorization = Authorization::parse(
        headers.get("authorization")?.ok_or(VerifyError::MissingAuthorization)?,
    )?;
    check_coverage(&headers, &authorization, received.body)?;
    let date = parse_date(headers.require("x-acs-date")?)?;
    let nonce = headers.require("x-acs-signature-nonce")?.to_owned();
    let body_sha256 = checked_body_hash(&headers, received.body)?;
    let query = canonical_query(&decode_query(received.query)?);

    let credentials = lookup(authorization.access_key_id)
        .ok_or_else(|| VerifyError::UnknownAccessKey(authorization.access_key_id.to_owned()))?;
    let canonical_request = Canonical {
        method: received.method,
        path: received.path,
        query: &query,
        headers: &signed_values(&headers, &authorization)?,
        body_sha256: &body_sha256,
    }
    .text();
    check_signature(canonical_request, &credentials, authorization.signature)?;
    let security_token = checked_token(&headers, &credentials)?;
    Ok(Authenticated {
        access_key_id: credentials.access_key_id,
        action: headers.require("x-acs-action")?.to_owned(),
        version: headers.require("x-acs-version")?.to_owned(),
        date,
        nonce,
        security_token,
    })
}

/// Whatever decides what is done has to be present and under the signature.
fn check_coverage(
    headers: &Headers<'_>,
    authorization: &Authorization<'_>,
    body: &[u8],
) -> Result<(), VerifyError> {
    for name in ["host", "x-acs-action", "x-acs-version"] {
        headers.require(name)?;
    }
    let must_be_signed = |name: &&str| {
        *name == "host"
            || name.starts_with("x-acs-")
            || (*name == "content-type" && !body.is_empty())
    };
    match headers
        .names()
        .filter(must_be_signed)
        .find(|name| !authorization.signed_headers.contains(name))
    {
        Some(name) => Err(VerifyError::UnsignedHeader(name.to_owned())),
        None => Ok(()),
    }
}

/// The signed names with their values; an empty value can be signed, an absent header cannot.
fn signed_values<'a>(
    headers: &Headers<'a>,
    authorization: &Authorization<'a>,
) -> Result<Vec<(&'a str, &'a str)>, VerifyError> {
    let value_of = |name: &&'a str| {
        let value = headers.get(name)?;
        Ok((*name, value.ok_or_else(|| VerifyError::MissingHeader((*name).to_owned()))?))
    };
    authorization.signed_headers.iter().map(value_of).collect()
}

fn checked_body_hash(headers: &Headers<'_>, body: &[u8]) -> Result<String, VerifyError> {
    let hash = canonical::sha256_hex(body);
    if headers.require("x-acs-content-sha256")? == hash {
        Ok(hash)
    } else {
        Err(VerifyError::BodyMismatch)
    }
}

fn check_signature(
    canonical_request: String,
    credentials: &Credentials,
    given: &str,
) -> Result<(), VerifyError> {
    let string_to_sign = canonical::string_to_sign(&canonical_request);
    let expected = canonical::signature(&credentials.access_key_secret, &string_to_sign);
    if bool::from(expected.as_bytes().ct_eq(given.as_bytes())) {
        Ok(())
    } else {
        Err(VerifyError::SignatureMismatch { canonical_request: Secret::new(canonical_request) })
    }
}

/// A token is checked after the signature, so that nobody without the secret can probe for it.
fn checked_token(
    headers: &Headers<'_>,
    credentials: &Credentials,
) -> Result<Option<Secret>, VerifyError> {
    let given = headers.get("x-acs-security-token")?.map(Secret::new);
    match (&credentials.security_token, &given) {
        (Some(_), None) => Err(VerifyError::MissingSecurityToken),
        (known, given) if known != given => Err(VerifyError::SecurityTokenMismatch),
        _ => Ok(given),
    }
}

fn parse_date(text: &str) -> Result<DateTime<Utc>, VerifyError> {
    NaiveDateTime::parse_from_str(text, DATE_FORMAT)
        .ok()
        .map(|date| date.and_utc())
        // The parser takes more than the format writes: signs, blanks, missing zeros.
        .filter(|date| date.format(DATE_FORMAT).to_string() == text)
        .ok_or_else(|| VerifyError::MalformedDate(text.to_owned()))
}
