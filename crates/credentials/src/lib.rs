#![doc = include_str!("../README.md")]

mod chain;
mod cli_profile;
mod clock;
mod endpoint;
mod environment;
mod fetch;
mod fetch_error;
mod http;
mod provider;
mod shared_file;
mod source;

use std::path::{Path, PathBuf};

pub use self::chain::{Asked, Found, World, find};
pub use self::clock::{Clock, SystemClock};
pub use self::endpoint::{Endpoint, EndpointError};
pub use self::environment::from_environment;
pub use self::fetch::Endpoints;
pub use self::fetch_error::FetchError;
pub use self::http::is_clock_error;
pub use self::provider::{Held, NoCredentials, Provider};
pub use self::source::{Role, Source};

/// The variable that holds the access key's id.
pub const ACCESS_KEY_ID: &str = "ALIBABA_CLOUD_ACCESS_KEY_ID";
/// The variable that holds the access key's secret.
pub const ACCESS_KEY_SECRET: &str = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
/// The variable that holds the token of temporary credentials.
pub const SECURITY_TOKEN: &str = "ALIBABA_CLOUD_SECURITY_TOKEN";

/// Why there are no usable credentials. The texts name variables and keys, never values.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CredentialsError {
    /// None of the places has any.
    #[error(
        "no credentials: set {ACCESS_KEY_ID} and {ACCESS_KEY_SECRET} (and {SECURITY_TOKEN} for \
         temporary ones), configure a profile with `aliyun configure`, or give the machine a RAM role"
    )]
    Absent,
    /// One half of the key, or a token without its key.
    #[error("incomplete credentials: {0} is not set; an id and its secret go together")]
    Missing(&'static str),
    /// The variable is there without a text.
    #[error("{0} is set but empty: give it its value or unset it")]
    Empty(&'static str),
    /// White space, a line break, a control character, or anything that is not ASCII.
    #[error(
        "{0} contains white space, a line break or another character that no credential has: \
         was it pasted whole, and without quotes?"
    )]
    Malformed(&'static str),
    /// A file that is there and of no use.
    #[error("{}: {fault}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What is wrong with it.
        fault: String,
    },
    /// The first key could not be fetched.
    #[error("no credentials from {from}: {error}")]
    Fetch {
        /// The source, as a person names it.
        from: String,
        /// Why.
        error: FetchError,
    },
}

/// The text of a file that may be there; none without it.
fn text_of(path: &Path) -> Result<Option<String>, CredentialsError> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => {
            Err(CredentialsError::File { path: path.to_owned(), fault: error.to_string() })
        }
    }
}
