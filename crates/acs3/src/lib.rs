#![doc = include_str!("../README.md")]

mod authorization;
mod canonical;
mod credentials;
mod error;
mod headers;
mod query;
mod sign;
mod verify;

#[cfg(test)]
mod captures;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod vectors;

pub use credentials::{Credentials, Secret};
pub use error::VerifyError;
pub use query::{canonical_query, decode_query};
pub use sign::{Request, Signed, sign};
pub use verify::{Authenticated, Received, verify};

/// The algorithm's name, with which the `Authorization` header begins.
pub const ALGORITHM: &str = "ACS3-HMAC-SHA256";

/// How `x-acs-date` is written: UTC, whole seconds.
const DATE_FORMAT: &str = "%Y-%m-%dT%H:%M:%SZ";
