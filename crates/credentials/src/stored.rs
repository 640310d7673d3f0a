//! A key that a file of the user keeps. Whoever renews it writes it there, so it is read again.

use std::path::PathBuf;

use acs3::Credentials;
use chrono::{DateTime, Utc};

use crate::fetch_error::FetchError;
use crate::{CredentialsError, cli_profile, shared_file};

/// A key in a profile of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredKey {
    /// The key when the file was read.
    pub credentials: Credentials,
    /// When it expires, if the file says so.
    pub expires: Option<DateTime<Utc>>,
    pub(crate) file: StoredIn,
}

/// Where a key is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoredIn {
    pub(crate) path: PathBuf,
    pub(crate) format: Format,
    /// The profile or section.
    pub(crate) profile: String,
    /// The profile's mode, or the section's type. With another one the same fields may mean another identity.
    pub(crate) mode: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// `~/.aliyun/config.json`.
    CommandLineTool,
    /// `~/.alibabacloud/credentials`.
    SharedFile,
}

/// A key and its end, as a file has them now.
pub(crate) type KeyOfFile = (Credentials, Option<DateTime<Utc>>);

impl StoredKey {
    /// The key that the file has now.
    pub(crate) fn read_again(&self) -> Result<KeyOfFile, FetchError> {
        let read = match self.file.format {
            Format::CommandLineTool => cli_profile::key_again(&self.file),
            Format::SharedFile => shared_file::key_again(&self.file),
        };
        read.map_err(|error: CredentialsError| FetchError::File(error.to_string()))
    }

    /// What to run so that the file has a fresh key, for the modes whose key the command line tool renews.
    pub(crate) fn renewal(&self) -> String {
        let StoredIn { mode, profile, path, .. } = &self.file;
        let place = path.display();
        match mode.as_str() {
            "cloudsso" | "oauth" => {
                format!(
                    "the key that the command line tool keeps in profile {profile:?} of {place} has expired: {}",
                    cli_profile::how_to_sign_in(mode, profile)
                )
            }
            _ => format!(
                "the key in profile {profile:?} of {place} has expired: write a fresh one to it"
            ),
        }
    }
}
