//! Why there are no usable credentials.

use std::path::{Path, PathBuf};

use crate::fetch_error::FetchError;
use crate::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, SECURITY_TOKEN};

/// Why there are no usable credentials. The texts name variables, files and keys, never values.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CredentialsError {
    /// No source has any.
    #[error(
        "no credentials: set {ACCESS_KEY_ID} and {ACCESS_KEY_SECRET} (and {SECURITY_TOKEN} for temporary ones), configure \
         a profile with `aliyun configure`, or give the machine a RAM role"
    )]
    Absent,
    /// No source has any, and the machine's RAM role, which was tried last, cannot be used.
    #[error("{absent}. The machine's RAM role was tried last: {0}", absent = CredentialsError::Absent)]
    NoMachineRole(FetchError),
    /// One half of the key, or a token without its key.
    #[error("incomplete credentials: {0} is not set; an id and its secret go together")]
    Missing(&'static str),
    /// White space, a line break, a control character, or anything that is not ASCII.
    #[error(
        "{0} contains white space, a line break or another character that no credential has: \
         was it pasted whole, and without quotes?"
    )]
    Malformed(&'static str),
    /// A profile was named that is nowhere.
    #[error("there is no profile {name:?}, which {named_by} names{}", known_profiles(.known))]
    NoProfile {
        /// The profile.
        name: String,
        /// What names it: a variable, a file or a setting.
        named_by: String,
        /// The names of the profiles that there are.
        known: Vec<String>,
    },
    /// A file that is there and of no use, or that a variable names and that is not there.
    #[error("{}: {fault}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        fault: String,
    },
    /// The URI for credentials.
    #[error("ALIBABA_CLOUD_CREDENTIALS_URI {0}")]
    Uri(crate::KeyUriError),
    /// The first key could not be fetched.
    #[error("no credentials from {from}: {error}")]
    Fetch {
        /// The source, as a person names it.
        from: String,
        /// Why.
        error: FetchError,
    },
}

impl CredentialsError {
    pub(crate) fn file(path: &Path, fault: impl Into<String>) -> Self {
        Self::File { path: path.to_owned(), fault: fault.into() }
    }
}

/// The first few names, which make a typing error obvious.
fn known_profiles(known: &[String]) -> String {
    if known.is_empty() {
        return "; no profile is configured".to_owned();
    }
    let names: Vec<_> = known.iter().take(10).map(|name| format!("{name:?}")).collect();
    format!("; the profiles are {}", names.join(", "))
}
