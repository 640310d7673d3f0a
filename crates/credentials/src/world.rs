//! What the chain looks at: the variables of the process and the files of the user.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::key_uri::KeyUri;
use crate::source::Source;
use crate::text;
use crate::warning::Warning;
use crate::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, CredentialsError, SECURITY_TOKEN};

pub(crate) const PROFILE: &str = "ALIBABA_CLOUD_PROFILE";
pub(crate) const CONFIG_FILE: &str = "ALIBABA_CLOUD_CONFIG_FILE";
pub(crate) const CONFIG_DISABLED: &str = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED";
pub(crate) const SHARED_FILE: &str = "ALIBABA_CLOUD_CREDENTIALS_FILE";
pub(crate) const URI: &str = "ALIBABA_CLOUD_CREDENTIALS_URI";
pub(crate) const ROLE_ARN: &str = "ALIBABA_CLOUD_ROLE_ARN";
pub(crate) const SESSION_NAME: &str = "ALIBABA_CLOUD_ROLE_SESSION_NAME";
pub(crate) const EXTERNAL_ID: &str = "ALIBABA_CLOUD_EXTERNAL_ID";
pub(crate) const OIDC_PROVIDER: &str = "ALIBABA_CLOUD_OIDC_PROVIDER_ARN";
pub(crate) const OIDC_TOKEN: &str = "ALIBABA_CLOUD_OIDC_TOKEN_FILE";
pub(crate) const METADATA: &str = "ALIBABA_CLOUD_ECS_METADATA";
pub(crate) const METADATA_DISABLED: &str = "ALIBABA_CLOUD_ECS_METADATA_DISABLED";

/// The variables that count as not set while they are empty.
const VARIABLES: [&str; 15] = [
    ACCESS_KEY_ID,
    ACCESS_KEY_SECRET,
    SECURITY_TOKEN,
    PROFILE,
    CONFIG_FILE,
    CONFIG_DISABLED,
    SHARED_FILE,
    URI,
    ROLE_ARN,
    SESSION_NAME,
    EXTERNAL_ID,
    OIDC_PROVIDER,
    OIDC_TOKEN,
    METADATA,
    METADATA_DISABLED,
];

/// What is looked at, and who hears of what is strange about it.
pub struct World<'a> {
    /// Looks up an environment variable.
    pub variable: &'a dyn Fn(&str) -> Option<OsString>,
    /// Takes a warning.
    pub warn: &'a dyn Fn(Warning),
}

/// A file of the user.
pub(crate) struct UserFile {
    pub(crate) path: PathBuf,
    /// The variable that names it; it has to exist then.
    pub(crate) variable: Option<&'static str>,
}

impl World<'_> {
    /// Warns of the variables that are empty.
    pub(crate) fn warn_of_empty_variables(&self) {
        let is_empty = |name: &&str| (self.variable)(name).is_some_and(|value| value.is_empty());
        VARIABLES.into_iter().filter(is_empty).for_each(|name| (self.warn)(Warning::Empty(name)));
    }

    /// A variable that is set and not empty.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        // What is no Unicode matches no name and no file, and is an error there.
        let text = (self.variable)(name)?.to_string_lossy().into_owned();
        Some(text).filter(|text| !text.is_empty())
    }

    pub(crate) fn is_true(&self, name: &str) -> bool {
        self.text(name).is_some_and(|text| text.trim().eq_ignore_ascii_case("true"))
    }

    /// A file of the user, unless a variable names another.
    pub(crate) fn file(&self, variable: &'static str, below_home: &str) -> Option<UserFile> {
        if let Some(path) = self.text(variable) {
            return Some(UserFile { path: path.into(), variable: Some(variable) });
        }
        let home = self.text("HOME").or_else(|| self.text("USERPROFILE"))?;
        Some(UserFile { path: PathBuf::from(home).join(below_home), variable: None })
    }

    /// The machine's role; an error where its metadata service is switched off.
    pub(crate) fn machine(&self, name: &str) -> Result<Source, String> {
        if self.is_true(METADATA_DISABLED) {
            return Err(format!(
                "needs the metadata service, which {METADATA_DISABLED} switches off"
            ));
        }
        let name = Some(name.to_owned()).filter(|name| !name.is_empty());
        Ok(Source::EcsRole { name: name.or_else(|| self.text(METADATA)) })
    }

    /// The source at `uri`, or at that of the variable.
    pub(crate) fn uri(&self, uri: &str) -> Result<Source, String> {
        let uri = Some(uri.to_owned()).filter(|uri| !uri.is_empty()).or_else(|| self.text(URI));
        let uri = uri.ok_or_else(|| format!("lacks credentials_uri, and {URI} is not set"))?;
        KeyUri::parse(&uri)
            .map(Source::Uri)
            .map_err(|error| format!("has a credentials_uri that {error}"))
    }
}

impl UserFile {
    /// Its text; none if it does not exist and nobody names it.
    pub(crate) fn text(&self) -> Result<Option<String>, CredentialsError> {
        match (text::read(&self.path)?, self.variable) {
            (None, Some(variable)) => Err(CredentialsError::file(
                &self.path,
                format!("does not exist, but {variable} names it"),
            )),
            // As `touch` leaves it: nothing is configured.
            (text, _) => Ok(text.filter(|text| !text.trim().is_empty())),
        }
    }
}
